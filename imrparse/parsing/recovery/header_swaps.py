"""Names and values of a header table that stand in the place of others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, MutableMapping, Sequence
from itertools import combinations

from imrparse.parsing.header_table import cell_of, kind_of
from imrparse.parsing.recovery.findings import DistantValue, WrongLabel
from imrparse.parsing.recovery.header_columns import place_of_name
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Terminal
from imrparse.syntax.tokens import Token

_TWICE = 2


def without_copies_of_names(
    tokens: Sequence[Token],
) -> tuple[Sequence[Token], Sequence[WrongLabel]]:
    """The tokens, with a name that stands twice taken for the only one that is missing, if both
    have values of one kind and it stands where that should."""
    names = [token for token in tokens if cell_of(token)]
    count = Counter(token.type for token in names)
    twice = [token for token in names if count[token.type] > 1]
    missing = [c for c in structure().cells if not (count[c.names[0]] or c.is_optional)]
    if len(twice) != _TWICE or len(missing) != 1 or kind_of(twice[0]) != missing[0].kind:
        return tokens, []
    [cell] = missing
    cells = [token for token in tokens if cell_of(token) or token.type in structure().kinds]
    for wrong, right in (twice, twice[::-1]):
        place = place_of_name(cell, [token for token in cells if token is not wrong])
        behind = next((t.start_pos for t in names if t.start_pos > wrong.start_pos), place)
        if place is not None and behind is not None and wrong.start_pos <= place <= behind:
            name = Token(cell.names[0], wrong.value, *wrong.span)
            found = WrongLabel(wrong.span, cell.names[0], right.span)
            return [name if token is wrong else token for token in tokens], [found]
    return tokens, []


def swap_back(
    owned: MutableMapping[str, Token], names: Mapping[str, Token]
) -> Sequence[DistantValue]:
    """Give two names of unlike kinds the values that stand in each other's place.

    `owned` has the value of each field, and `names` the name.
    """
    cells = [cell for cell in structure().cells if cell.field in owned]
    for one, other in combinations(cells, 2):
        a, b = owned[one.field], owned[other.field]
        if one.kind != other.kind and _is_of_kind(a, other.kind) and _is_of_kind(b, one.kind):
            owned[one.field] = Token(one.kind, b.value, *b.span)
            owned[other.field] = Token(other.kind, a.value, *a.span)
            found = [(names.get(one.field), b), (names.get(other.field), a)]
            return [DistantValue(value.span, name.span) for name, value in found if name]
    return []


def _is_of_kind(value: Token, kind: Terminal) -> bool:
    pattern = letter_parser().terminals[kind].pattern
    return value.type != kind and re.fullmatch(pattern, value.value) is not None
