"""Which amounts of a treatment its fields accept.

An amount is accepted if nothing contradicts it. Two different amounts of one kind ("two sessions
for the back and eight for the wrist") both stay in the item. A marked quantity ("#60") takes
precedence over other quantities.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from imrparse.fields.treatments.amount_words import unit_name
from imrparse.fields.treatments.amounts import QUANTITY, Amount, printed_amounts
from imrparse.fields.treatments.item import Cut
from imrparse.syntax.parse_tree import Child
from imrparse.syntax.tokens import Token

_MOST_ALIKE = 8  # amounts of one kind; more do not describe a single thing


class Taken(NamedTuple):
    """The accepted amounts, and the most specific one for each field."""

    amounts: list[Amount]
    fields: dict[str, Amount]


def read_amounts(text: str, children: Sequence[Child]) -> Taken:
    """The accepted amounts in the parse tree of a treatment's lowercase text, without prefixes."""
    printed = list(printed_amounts(text, children))
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


def _taken(text: str, printed: Sequence[Amount]) -> list[Amount]:
    """The amounts that no other contradicts."""
    taken = _agreeing(text, printed)
    schedule = [amount for amount in taken if _is_schedule(amount, printed)]
    if schedule and not _fits(schedule, taken):
        return [amount for amount in taken if amount not in schedule]
    return taken


def _agreeing(text: str, printed: Iterable[Amount]) -> list[Amount]:
    """For each field, the amounts that agree, if the most specific ones agree."""
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
    """Whether two amounts state the same value of the same thing.

    Two amounts with the same wording describe two things ("for the right heel two sessions and for
    the left heel two sessions"), unless one is in brackets.
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
    """Whether both amounts of a schedule are accepted and multiply to the printed quantity."""
    if len(schedule) % 2:
        return False
    often, long = (amount.value for amount in schedule[:2])
    for amount in taken:
        if amount.field == QUANTITY:
            product: bool = often.most * long.most == amount.value.most
            return product
    return True


def _unit_elsewhere(children: Iterable[Child], taken: Iterable[Amount]) -> Token | None:
    """The unit of a number printed apart from it: "therapy sessions for the neck, #8"."""
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
    cuts = tuple(sorted((*quantity.cuts, Cut(unit.start_pos, unit.end_pos))))
    return quantity._replace(
        unit=unit_name(unit.value), unit_place=(unit.start_pos, unit.end_pos), cuts=cuts
    )
