"""The amounts of a treatment: what lark's tree says of each, and which of them are taken.

An amount is taken into its field if nothing contradicts it. Two amounts of one kind that differ
("two sessions for the back and eight for the wrist") are both left in the item; of quantities one
that is marked as such ("#60") is taken before others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias, cast

from imrparse.fields.amounts import number_range, unit_name
from imrparse.fields.automaton import Child, Tree
from imrparse.fields.treatment_item import Cut, seams
from imrparse.tokens import Token

Place: TypeAlias = tuple[int, int]

QUANTITY, FREQUENCY, DURATION = "quantity", "frequency", "duration"
REFILLS, STRENGTH, DATE_OF_SERVICE = "refills", "strength", "date_of_service"

_NUMBERS = frozenset({"COUNT", "BY", "ONCE", "ONE_OF", "IN_BRACKETS"})
_UNITS = frozenset({"VISITS", "UNIT", "HOURS", "PERIOD", "PER", "SUPPLY", "ONE_OF"})
_ENDS_PHRASE = re.compile(r"[,;:()\[\]]")
_PLURAL = re.compile(r"[^\W\d_]{2,}(?<![sui])s\Z")
_FIGURES = re.compile(r"\d+")
_CENTURY = 2000  # no letter is older than 2013
_LONGEST_PHRASE = 8  # islands, and texts between them, from a number to its unit
_MOST_ALIKE = 8  # amounts of one kind; where there are more, they say no one thing
_MOST_OFTEN = 7  # times a week that a treatment is had; "12 x 18" is a size


class Amount(NamedTuple):
    """An amount that is printed: its value, where that stands, and what is cut for it."""

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
        """From the first to the last of its words."""
        return self.cuts[0].start, self.cuts[-1].end


class Taken(NamedTuple):
    """The amounts that are taken, and the one of each field that tells most."""

    amounts: list[Amount]
    fields: dict[str, Amount]


def read_amounts(text: str, children: Sequence[Child]) -> Taken:
    """The amounts in the tree of a treatment's text in small letters, its prefixes left out."""
    printed = list(_printed(text, children))
    if not printed:
        return Taken([], {})
    taken = _taken(text, printed) if len(printed) > 1 else printed
    fields: dict[str, Amount] = {}
    for amount in taken:
        if amount.field not in fields or (amount.unit and not fields[amount.field].unit):
            fields[amount.field] = amount
    quantity = fields.get(QUANTITY)
    if quantity and not quantity.unit and (unit := _unit_elsewhere(children, taken)):
        fields[QUANTITY] = _with_unit(quantity, unit)
        taken[taken.index(quantity)] = fields[QUANTITY]
    return Taken(taken, fields)


# What is printed.


def _printed(text: str, children: Sequence[Child]) -> Iterator[Amount]:
    for number, child in enumerate(children):
        if isinstance(child, Token):
            if child.type == "COUNT" and (amount := _apart(text, children, number)):
                yield amount
        elif not _is_no_amount(children, number):
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
        field = DATE_OF_SERVICE if rule == "service_date" else rule
        return () if value is None else (Amount(field, value, (cut,), _place(tokens[-1])),)
    return ()


def _schedule(tokens: Sequence[Token], cut: Cut) -> Sequence[Amount]:
    """How often and for how long: "2x4", "2 times 4 weeks"."""
    often, long, *unit = tokens
    times = number_range(often.value)
    if not times or times.most > _MOST_OFTEN:
        return ()
    return (
        *_ranged(FREQUENCY, cut, often, None),
        *_ranged(DURATION, cut, long, unit[0] if unit else None),
    )


def _ranged(
    field: str, cut: Cut, number: Token | None, unit: Token | None, *, marked: bool = False
) -> Sequence[Amount]:
    value = number_range(number.value) if number else None
    if number is None or value is None:
        return ()
    name = place = None
    if unit:
        name, place = unit_name(unit.value), (unit.start_pos, unit.end_pos)
    number_place = number.start_pos, number.end_pos
    return (Amount(field, value, (cut,), number_place, name, place, marked),)


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
    """The date in American order. Two digits of a year are of this century."""
    month, day, year = (int(figures) for figures in _FIGURES.findall(tokens[-1].value))
    try:
        return date(year if year >= _CENTURY else _CENTURY + year, month, day)
    except ValueError:
        return None


_FIELDS = {
    "quantity": QUANTITY,
    "labelled_quantity": QUANTITY,
    "counted": QUANTITY,
    "frequency": FREQUENCY,
    "duration": DURATION,
}
_SCALARS = {STRENGTH: _strength, REFILLS: _refills, "service_date": _service_date}


def _is_no_amount(children: Sequence[Child], number: int) -> bool:
    """Whether what stands beside an amount makes it none, or unclear.

    After "2 times a week" a bare "times 6" may mean weeks or visits. Before "twice daily" a number
    of tablets is a dose, and after a dose "twice daily" is a part of the directions.
    """
    tree = children[number]
    if not isinstance(tree, Tree):
        return False
    if tree.data == "counted":
        before = children[number - 1] if number else None
        return tree.children[0].type == "BY" and _is(before, FREQUENCY)
    if tree.data == FREQUENCY:
        return _is_directed(children[max(0, number - _LONGEST_PHRASE) : number])
    if tree.data != QUANTITY or tree.children[-1].type not in ("UNIT", "HOURS"):
        return False
    return number + 1 < len(children) and _is(children[number + 1], FREQUENCY)


def _is_directed(before: Sequence[Child]) -> bool:
    """Whether a phrase began with the directions for taking a medication: with a dose, or so."""
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


def _is(child: Child | None, rule: str) -> bool:
    return isinstance(child, Tree) and child.data == rule


def _apart(text: str, children: Sequence[Child], number: int) -> Amount | None:
    """The quantity that a number tells whose unit does not follow it.

    Either the unit ends its phrase ("eight physical therapy sessions"), or the number begins the
    treatment and counts what it names ("2 leg wraps").
    """
    count = cast(Token, children[number])
    value = number_range(count.value)
    if not value or text[count.end_pos : count.end_pos + 1] != " ":
        return None
    cut = Cut(*_place(count), whole=False)
    for child in children[number + 1 : number + _LONGEST_PHRASE]:
        if isinstance(child, Tree) or child.type == "COUNT" or _ENDS_PHRASE.search(child.value):
            break
        if child.type == "VISITS" and (child.value.endswith("s") or value == (1, 1)):
            cuts = cut, Cut(*_place(child))
            return Amount(
                QUANTITY, value, cuts, _place(count), unit_name(child.value), _place(child)
            )
    if number == 0 and (value == (1, 1) or _counts(text[count.end_pos :])):
        return Amount(QUANTITY, value, (cut,), _place(count))
    return None


def _counts(text: str) -> bool:
    """Whether a text begins with the name of several things."""
    phrase = _ENDS_PHRASE.split(text, maxsplit=1)[0]
    words = phrase.split()
    for length, word in enumerate(words):
        if seams().preposition.match(word):
            words = words[:length]
            break
    return bool(words) and _PLURAL.search(words[-1]) is not None


# What is taken.


def _taken(text: str, printed: Sequence[Amount]) -> list[Amount]:
    """The amounts that nothing contradicts."""
    taken = _agreeing(text, printed)
    schedule = [amount for amount in taken if _is_schedule(amount, printed)]
    if schedule and not _fits(schedule, taken):
        return [amount for amount in taken if amount not in schedule]
    return taken


def _agreeing(text: str, printed: Iterable[Amount]) -> list[Amount]:
    """The amounts of each field that say the same, if those that tell most do."""
    fields: dict[str, list[Amount]] = {}
    for amount in printed:
        fields.setdefault(amount.field, []).append(amount)
    taken: list[Amount] = []
    for found in fields.values():
        if len(found) > _MOST_ALIKE:
            continue
        if len(found) > 1:
            telling = [amount for amount in found if amount.marked] or found
            clear = all(_agree(text, one, other) for one in telling for other in telling)
            found = [a for a in found if clear and all(_agree(text, a, t) for t in telling)]
        taken += found
    return taken


def _agree(text: str, one: Amount, other: Amount) -> bool:
    """Whether two amounts say the same of the same thing.

    Two that are worded alike are of two things, unless one stands in brackets: "for the right heel
    two sessions and for the left heel two sessions".
    """
    if one is other:
        return True
    if one.unit == other.unit:
        return one.value == other.value and (_bracketed(text, one) or _bracketed(text, other))
    return one.value == other.value and None in (one.unit, other.unit)


def _bracketed(text: str, amount: Amount) -> bool:
    start = amount.cuts[0].start
    return text[start] in "([" or text.rfind("(", 0, start) > text.rfind(")", 0, start)


def _is_schedule(amount: Amount, printed: Iterable[Amount]) -> bool:
    return any(other is not amount and other.cuts == amount.cuts for other in printed)


def _fits(schedule: Sequence[Amount], taken: Iterable[Amount]) -> bool:
    """Whether both amounts of a schedule are taken, and come to the quantity that is printed."""
    if len(schedule) % 2:
        return False
    often, long = (amount.value for amount in schedule[:2])
    for amount in taken:
        if amount.field == QUANTITY:
            product: bool = often.most * long.most == amount.value.most
            return product
    return True


def _unit_elsewhere(children: Iterable[Child], taken: Iterable[Amount]) -> Token | None:
    """The unit of a number that stands far from it: "therapy sessions for the neck, #8"."""
    used = {cut.start for amount in taken for cut in amount.cuts}
    found = [
        child
        for number, child in enumerate(children)
        if number
        and isinstance(child, Token)
        and child.type == "VISITS"
        and child.value.endswith("s")
        and child.start_pos not in used
    ]
    return found[0] if len(found) == 1 else None


def _with_unit(quantity: Amount, unit: Token) -> Amount:
    cuts = tuple(sorted((*quantity.cuts, Cut(*_place(unit)))))
    return quantity._replace(unit=unit_name(unit.value), unit_place=_place(unit), cuts=cuts)
