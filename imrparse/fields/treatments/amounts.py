"""The amounts printed in a treatment. ``agreement.py`` decides which of them are accepted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias, TypeGuard, cast

from imrparse.data.regexes import regex
from imrparse.fields.category import drugs
from imrparse.fields.treatments.amount_words import Range, amounts, date_of, number_range, unit_name
from imrparse.fields.treatments.item import Cut, seams
from imrparse.syntax.parse_tree import Child, Tree
from imrparse.syntax.tokens import Token

Place: TypeAlias = tuple[int, int]

QUANTITY, FREQUENCY, DURATION = "quantity", "frequency", "duration"
REFILLS, STRENGTH, DATE_OF_SERVICE = "refills", "strength", "date_of_service"

_NUMBERS = frozenset({"COUNT", "BY", "ONCE", "ONE_OF", "IN_BRACKETS"})
_UNITS = frozenset({"VISITS", "UNIT", "HOURS", "PERIOD", "PER", "EACH", "SUPPLY", "ONE_OF"})
_ENDS_PHRASE = regex(r"[,;:()\[\]]")
_SETS_OFF = regex(r" ?[,;:=\u2013-]? ?")
_ENDS_ITEM = regex(r"[a-z)%], ?\Z")
_JOINED = regex(r" ?(?:[,;/+&]|(?:and|plus|with)(?= )) ?([a-z]+)")
_ENDS = regex(r" ?(?:[,;.)]|\Z)")
_PLURAL = regex(r"(?<=[^\W\d_]{2})(?<![sui])s\Z")
_LONGEST_PHRASE = 8  # tokens from a number to its unit
_FEWEST_PIECES = 10  # of a medication, before its name; a smaller number may be a dose
_NEAR = 3  # tokens from such a number to the strength
_MOST_OFTEN = 7  # times a week that a treatment is given; "12 x 18" is a size


class Amount(NamedTuple):
    """A printed amount: its value, the place of that value, and the span cut from the item."""

    field: str
    value: Any
    """A `Range`, or what the field holds: a text, a number, a date."""
    cuts: tuple[Cut, ...]
    number_place: Place
    unit: str | None = None
    unit_place: Place | None = None
    marked: bool = False
    """Whether the words say that this is the quantity."""

    @property
    def span(self) -> Place:
        """The span from its first to its last word."""
        return self.cuts[0].start, self.cuts[-1].end


def printed_amounts(text: str, children: Sequence[Child]) -> Iterator[Amount]:
    """The amounts in the parse tree of a treatment's lowercase text, without prefixes."""
    is_mixture = any(_is_of_one_ingredient(*pair) for pair in pairwise(children))
    for number, child in enumerate(children):
        if isinstance(child, Token):
            if child.type == "COUNT":
                here = text, children, number
                yield from _apart(*here) or _behind(*here) or _last(*here)
            elif child.type == "EACH" and _is_once_each(children, number):
                yield _once_each(child)
        elif child.data == "unclear":
            yield from _multiplied(child, children[number + 1 : number + 3])
        elif not (
            _is_no_amount(child, children, number) or (is_mixture and child.data == STRENGTH)
        ):
            yield from _of_tree(child)


def _of_tree(tree: Tree) -> Sequence[Amount]:
    rule, tokens = tree
    cut = Cut(tokens[0].start_pos, tokens[-1].end_pos)
    if field := _FIELDS.get(rule):
        number = unit = None
        for token in tokens:
            if number is None and token.type in _NUMBERS:
                number = token
            if token.type in _UNITS:
                unit = token
        return _ranged(field, cut, number, unit, marked=rule == "labelled_quantity")
    if rule == "schedule":
        return _schedule(tokens, cut)
    if rule in _SCALARS:
        value = _SCALARS[rule](tokens)
        field = _NAMED.get(rule, rule)
        return () if value is None else (Amount(field, value, (cut,), _place(tokens[-1])),)
    return ()


def _schedule(tokens: Sequence[Token], cut: Cut) -> Sequence[Amount]:
    """Frequency and duration in one: "2x4", "2 times 4 weeks"."""
    often, long, *unit = tokens
    times = number_range(often.value)
    if not times or times.most > _MOST_OFTEN:
        return ()
    return (
        *_ranged(FREQUENCY, cut, often, None),
        *_ranged(DURATION, cut, long, unit[0] if unit else None),
    )


def _multiplied(unclear: Tree, after: Sequence[Child]) -> Sequence[Amount]:
    """The quantity of "two times four visits (8)", where the brackets say how it is meant."""
    brackets = next((child for child in after if _is(child, "counted")), None)
    if not (_is_of_visits(unclear) and isinstance(brackets, Tree)):
        return ()
    often, *long = unclear.children
    one, other, total = map(number_range, (often.value, long[0].value, brackets.children[0].value))
    if not (one and other and total) or one.most * other.most != total.most:
        return ()
    cut = Cut(often.start_pos, long[-1].end_pos)
    return (Amount(QUANTITY, total, (cut,), _place(brackets.children[0]), *_named(long[-1])),)


def _is_of_visits(child: Child | None) -> TypeGuard[Tree]:
    return isinstance(child, Tree) and [child.data, child.children[-1].type] == [
        "unclear",
        "VISITS",
    ]


def _named(unit: Token) -> tuple[str | None, Place]:
    return unit_name(unit.value), _place(unit)


def _ranged(
    field: str, cut: Cut, number: Token | None, unit: Token | None, *, marked: bool = False
) -> Sequence[Amount]:
    value = number_range(number.value) if number else None
    if number is None or value is None:
        return ()
    name, place = _named(unit) if unit else (None, None)
    return (Amount(field, value, (cut,), _place(number), name, place, marked),)


def _place(token: Token) -> Place:
    return token.start_pos, token.end_pos


def _strength(tokens: Sequence[Token]) -> str:
    return tokens[0].value


def _refills(tokens: Sequence[Token]) -> int | None:
    number = next((token for token in tokens if token.type in _NUMBERS), None)
    if number is None:
        return 0
    value = number_range(number.value)
    return int(value.least) if value and value.least == value.most else None


def _service_date(tokens: Sequence[Token]) -> date | None:
    return date_of(tokens[-1].value)


_FIELDS = {
    "quantity": QUANTITY,
    "labelled_quantity": QUANTITY,
    "counted": QUANTITY,
    "frequency": FREQUENCY,
    "duration": DURATION,
}
_SCALARS = {
    STRENGTH: _strength,
    REFILLS: _refills,
    "short_refills": _refills,
    "service_date": _service_date,
}
_NAMED = {"service_date": DATE_OF_SERVICE, "short_refills": REFILLS}
_HOW_OFTEN = frozenset({FREQUENCY, "schedule"})
_OF_MEDICATION = frozenset({STRENGTH, "labelled_quantity", QUANTITY, "counted"})
"""The words before the refills of a medication."""


def _is_no_amount(tree: Tree, children: Sequence[Child], number: int) -> bool:
    """Whether the words beside an amount make it unclear, or something else.

    After "2 times a week", a bare "times 6" may mean weeks or visits. A number of tablets before
    "twice daily" is a dose, and "twice daily" after a dose is part of the directions.
    """
    if tree.data == "counted":
        before = children[number - 1] if number else None
        if tree.children[0].type == "BY":
            return _is(before, FREQUENCY)
        return _is_of_visits(before) and not _multiplied(before, [tree])
    if tree.data == "labelled_quantity":
        return _is_name(children, number)
    if tree.data == "short_refills":
        return not any(_is_any(child, _OF_MEDICATION) for child in _before(children, number))
    if tree.data == FREQUENCY:
        return _is_directed(_before(children, number))
    if tree.data != QUANTITY or tree.children[-1].type not in ("UNIT", "HOURS"):
        return False
    return number + 1 < len(children) and _is(children[number + 1], FREQUENCY)


def _is_name(children: Sequence[Child], number: int) -> bool:
    """Whether a number with "#" names a thing: "tooth #19", "teeth #3, #14"."""
    before = children[number - 1] if number else None
    if not isinstance(before, Token):
        return False
    if before.value.strip(" ,;&") in ("", "and") and _is(children[number - 2], "labelled_quantity"):
        return number > 1 and _is_name(children, number - 2)
    return amounts().numbered.search(before.value) is not None


def _is_of_one_ingredient(strength: Child, after: Child) -> bool:
    """Whether the words after a strength name a further ingredient: "20%, lidocaine cream"."""
    if not (_is(strength, STRENGTH) and isinstance(after, Token)):
        return False
    named = _JOINED.match(after.value)
    return named is not None and named[1] in drugs()


def _before(children: Sequence[Child], number: int) -> Sequence[Child]:
    """The words of the same phrase before a child."""
    return children[max(0, number - _LONGEST_PHRASE) : number]


def _is_directed(before: Sequence[Child]) -> bool:
    """Whether a phrase began with directions for taking a medication, such as a dose."""
    for child in reversed(before):
        if isinstance(child, Tree):
            types = [token.type for token in child.children]
            if child.data == "dose" or types == ["COUNT", "UNIT"]:
                return True
        elif child.type == "TAKEN":
            return True
        elif _ENDS_PHRASE.search(child.value):
            break
    return False


def _is_once_each(children: Sequence[Child], number: int) -> bool:
    """Whether a lone "weekly" is a frequency: before a duration, or as the first word.

    A lone "daily" is one as the first word only; elsewhere it says how to take a medication.
    """
    if number and unit_name(cast(Token, children[number]).value) == "day":
        return False
    after = children[number + 1 : number + 1 + _LONGEST_PHRASE]
    if any(_is_any(child, _HOW_OFTEN) for child in (*_before(children, number), *after)):
        return False
    if after and isinstance(after[0], Token) and seams().is_lead(after[0].value):
        after = after[1:]
    return any(_is(child, DURATION) for child in (after if number == 0 else after[:1]))


def _once_each(each: Token) -> Amount:
    place = _place(each)
    return Amount(FREQUENCY, Range(1, 1), (Cut(*place),), place, unit_name(each.value), place)


def _is(child: Child | None, rule: str) -> bool:
    return isinstance(child, Tree) and child.data == rule


def _is_any(child: Child, rules: Collection[str]) -> bool:
    return isinstance(child, Tree) and child.data in rules


def _behind(text: str, children: Sequence[Child], number: int) -> Sequence[Amount]:
    """The quantity of a number that ends a phrase behind its unit: "therapy sessions, 12"."""
    count = cast(Token, children[number])
    unit = next(
        (child for child in children[max(0, number - 2) : number] if _is_plural(child)), None
    )
    value = number_range(count.value)
    if not (
        value
        and unit
        and _SETS_OFF.fullmatch(text, unit.end_pos, count.start_pos)
        and _ENDS.match(text, count.end_pos)
    ):
        return ()
    cuts = Cut(*_place(unit)), Cut(*_place(count))
    return (Amount(QUANTITY, value, cuts, _place(count), *_named(unit)),)


def _last(text: str, children: Sequence[Child], number: int) -> Sequence[Amount]:
    """The quantity of a number that ends the treatment behind a comma: "urine drug screen, 1"."""
    count = cast(Token, children[number])
    value = number_range(count.value)
    before = children[max(0, number - 2) : number]
    is_unsure = any(isinstance(child, Token) and child.type == "VISITS" for child in before)
    if (
        not value
        or is_unsure
        or text[count.end_pos :]
        or not _ENDS_ITEM.search(text[: count.start_pos])
    ):
        return ()
    return (Amount(QUANTITY, value, (Cut(*_place(count)),), _place(count)),)


def _is_plural(child: Child) -> TypeGuard[Token]:
    """Whether this is a unit that sessions of a treatment are counted in, in the plural."""
    return isinstance(child, Token) and child.type == "VISITS" and child.value.endswith("s")


def _apart(text: str, children: Sequence[Child], number: int) -> Sequence[Amount]:
    """The quantity of a number that is not followed by its unit.

    Either the unit ends the phrase ("eight physical therapy sessions"), or the number begins the
    treatment and counts its item ("2 leg wraps", "60 Norco 10/325mg").
    """
    count = cast(Token, children[number])
    value = number_range(count.value)
    if not value or text[count.end_pos : count.end_pos + 1] != " ":
        return ()
    cut = Cut(*_place(count), whole=False)
    for child in children[number + 1 : number + _LONGEST_PHRASE]:
        if isinstance(child, Tree) or child.type == "COUNT" or _ENDS_PHRASE.search(child.value):
            break
        if child.type in ("VISITS", "UNIT") and (
            child.value.endswith("s")
            or value == (1, 1)
            or (number == 0 and _ENDS.match(text, child.end_pos))
        ):
            cuts = cut, Cut(*_place(child))
            return (Amount(QUANTITY, value, cuts, _place(count), *_named(child)),)
    if number == 0 and (
        value == (1, 1)
        or _counts(text[count.end_pos :])
        or (
            value.least >= _FEWEST_PIECES
            and any(_is(child, STRENGTH) for child in children[1 : 1 + _NEAR])
        )
    ):
        return (Amount(QUANTITY, value, (cut,), _place(count)),)
    return ()


def _counts(text: str) -> bool:
    """Whether a text begins with a plural, or with something counted in sessions."""
    phrase = _ENDS_PHRASE.split(text, maxsplit=1)[0]
    words = phrase.split()
    for length, word in enumerate(words):
        if seams().preposition.match(word):
            words = words[:length]
            break
    if not words:
        return False
    return words[-1] in amounts().courses or _PLURAL.search(words[-1]) is not None
