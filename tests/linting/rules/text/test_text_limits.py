"""The group text: borderline cases, on both sides of each limit."""

from __future__ import annotations

from helpers.rule_cases import rule_test, sentences

test_quotation_marks = rule_test(
    "IMR701",
    *sentences(
        'He said ("it hurts") and went.',
        'He said ["it hurts"] and went.',
        'He said it hurts/"aches" and/or "burns" then.',
        'He said ("it hurts) and went.'.replace('"', '«"»'),
        'He said pre-"scheduled" visits.',
        "He is 5'9\" tall.",
        'He is 5\'9" tall and says «"»it hurts.',
        'He is 5\'9" tall and says "it hurts" and "it aches" then.',
        'A 2" nail and "a lot" of "it hurts" then.',
        'He asked for a «"» and went.',
        'It is a knee.«"»hip.',
        "He said \u201cit hurts\u201d and «\u201c»more.",
        "He said it hurts«\u201d» and went.",
        # Marks for inches may have closed a quotation.
        'He said "it is 3" wide and 2" long.',
        'He said "it is 3" wide" and long.',
        'He said "it is 3" wide" and long«"» too.',
    ),
)

test_brackets = rule_test(
    "IMR702",
    *sentences(
        "He can 1) walk, 2) stand and 3) sit.",
        "He can a) walk, b) stand and iv) sit.",
        "He can walk (grade 2) and stand.",
        "He can walk (grade 2 and stand.".replace("(", "«(»"),
        "He can walk grade two«)» and stand.",
        "He can walk (1) and stand (2).",
        "He can walk ([see the note]) and stand.",
        "He can walk («[»see the note) and stand.",
        "He can walk «(»see the note] and stand.".replace("]", "«]»"),
        "He can walk {see the note} and «{»stand.",
        "He smiles :) and ;-) at once.",
        "He has L4 pain«)» and stands.",
        "He has «}»pain.",
        "He has pain (worse «[»at) night.",
        "He has pain «(»worse [at night].",
        "He rates it 10) and 100«)» and so.",
        "He did iv) walking and viiii«)» sitting.",
        "He has pain (at 1) rest, and more.",
        "He has pain (at rest 12345), and more.",
    ),
)

test_doubled_words = rule_test(
    "IMR703",
    *sentences(
        "He has «the the=?>the» pain.",
        "He has «the the the=?>the» pain.",
        "He has «The the=?>The» pain.",
        "He has had had pain.",
        "He has «had had had=?>had» pain.",
        "He has «pain pain=?>pain» at night.",
        "Pain pain at night.".replace("Pain pain", "«Pain pain=?>Pain»"),
        "He has PAIN pain at night.",
        "He has grade A a pain.",
        "In May may it be.",
        "He has pain-pain at night, and pain 'pain at night.",
        "He takes vitamin C C at night.",
    ),
)

test_broken_words = rule_test(
    "IMR704",
    *sentences(
        "He was seen on «3- 31-15=>3-31-15» then.",
        "He was seen on 123- 31-15 then.",
        "He was seen on 3- 31-155 then.",
        "He had «6- 8=?>6-8» visits.",
        "He had 6- 8/10 pain.",
        "He had 6a- 8 visits.",
        "He had 6- 8a visits.",
        "He had 6 -8 visits.",
        "He had a «12- WEEK=>12-WEEK» course.",
        "He had a «12- week-long=>12-week-long» course.",
        "He had a 12- bed ward.",
        "He had «x- rays=?>x-rays» then.",
        "He had X- RAYS then.",
        "He had gait- the worst.",
        "He was given an «X- ray=?>X-ray».",
        "He was given an Xy- ray.",
        "He needs skilled- Nursing care.",
        "He needs skilled- 2nd care.",
        "He needs skilled -nursing care.",
        # More than two in one field are meant for dashes, but not if they can be nothing else.
        "He needs «skilled- nursing=?>skilled-nursing» and «home- care=?>home-care».",
        "He needs skilled- nursing, home- care and knee- pads.",
        "He had «6- 8=?>6-8», «9- 12=?>9-12» or «3- 4=?>3-4» visits.",
    ),
)

test_lost_characters = rule_test(
    "IMR707",
    *sentences(
        "He has «\ufffd\ufffd» pain.",
        "He has «\uf0b7» pain.",
        "He has «\x02=>»pain.",
        "He has «\x92=>\u2019» pain.",
        "He has «\u00e2\u20ac\u2122=>\u2019» pain.",
        "He has «\u00c2\u00b0=>\u00b0» pain.",
        "He has 5\u00b0 of flexion.",
        "He has \u00e2 pain, and \u00c3 pain.",
    ),
)

test_invisible_characters = rule_test(
    "IMR708",
    *sentences(
        "He has «\u200b=>»pain.",
        "He has«\u00a0=> »pain.",
        "He has «\ufb01=>fi»ne pain.",
        "He has «\ufb06=>st»ill pain.",
        "He has \u2013 pain.",
        "He has fine pain.",
    ),
)

test_days_after_the_decision = rule_test(
    "IMR706",
    *sentences(
        "He was seen on 12/14/2016.",  # the day of the decision
        "He was seen on «12/15/2016».",
        "He was seen on «12/15/2017».",
        "He was seen on «IMR705 12/16/2017».",
        "He is to return. He was seen on «12/15/2016».",
        "He is to return; he was seen on «12/15/2016».",
        "He is to return, and to be seen on 12/15/2016.",
    ),
)
