"""Lint rules on what is typed by mistake: other words, figures in words, missing full stops."""

from __future__ import annotations

from helpers.rule_cases import edits, rule_test, sentences

# IMR723: words that are taken for others.

test_confused_word = rule_test(
    "IMR723",
    *sentences(
        "He can lift «less then=?>less than» 20 pounds.",
        "«Their is=?>There is» no swelling, and he follows «there own=?>their own» program.",
        "The «lumber spine=?>lumbar spine» and the «left knew=?>left knee» were examined.",
        "There was «tenderness to palpitation=?>tenderness to palpation», and «pian=?>pain».",
        "He lifted lumber, had palpitations, and knew of the trail.",
        "He was to do more, then less. If it is more then, he rests there.",
        'He wrote "less then 20 pounds" himself.',
        "Their pain is less than before. The surgical spine consultation took place.",
    ),
)


# IMR725: figures in place of letters.

test_figure_in_word = rule_test(
    "IMR725",
    *sentences(
        "The «pa1n=?>pain» «1s=?>is» in the «1umbar=?>lumbar» spine.",
        "He was «d1agnosed=?>diagnosed» on 10/3/2016 with an «0ld=?>old» fracture.",
        "The 1st visit of 10am and 10mg at l1, t1 and h1n1 were 1x1.",
        "See www.example.org/pa1n, grade 1a, 10x and 0s.",
    ),
)


# IMR724: sentences without a full stop.

test_missing_full_stop = rule_test(
    "IMR724",
    *sentences(
        "He had «swelling The=?>swelling. The» range of motion was full.",
        "There is no «relief However=?>relief. However» he works.",
        "He had swelling. The clinic in The Hague states The range is full.",
        "He read the In sections of the book, and The. This is so.",
        'He said "I had swelling The range was full" in May.',
    ),
    *edits(
        "therapy are medically necessary.\n\nNorco 10/325mg #60: Upheld",
        "therapy are medically «necessary=?>necessary.»\n\nNorco 10/325mg #60: Upheld",
    ),
)
