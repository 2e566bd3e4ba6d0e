"""The literal texts of which every match of a pattern has one, found when grammars are compiled.

To look for a literal text is much faster than to search for a pattern, and most texts have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, takewhile
from typing import Any, TypeAlias

from imrparse.syntax.terminals import LIST

_SHORTEST = 3  # code points of a literal text; a shorter one is in nearly every text
_MOST = 8  # literal texts: a search for the pattern is faster than for more

_Node: TypeAlias = tuple[Any, Any]


def needed_texts(pattern: str) -> list[str]:
    """Literal texts of which every match of a pattern has one; none if it has no such texts."""
    import re._parser as parser  # type: ignore[import-not-found]

    if LIST.search(pattern):
        return []  # it holds names that are filled in later
    tree = parser.parse(pattern)
    if tree.state.flags & re.IGNORECASE:
        return []
    return sorted(_of_sequence(tree.data) or ())


def _of_sequence(nodes: Iterable[_Node]) -> frozenset[str] | None:
    """The best of the sets of texts that a sequence needs one of."""
    found: list[frozenset[str]] = []
    run = ""
    for operator, argument in [*nodes, ("END", None)]:
        name = str(operator)
        if name == "LITERAL":
            run += chr(argument)
        elif name != "AT":  # which has no width
            found.append(frozenset({run}))
            found.append(frozenset(run + more for more in _beginnings(name, argument)))
            run = ""
            found.append(_of_node(name, argument) or frozenset())
    fitting = [one for one in map(_needed, found) if one and min(map(len, one)) >= _SHORTEST]
    fitting = [one for one in fitting if len(one) <= _MOST]
    return max(fitting, key=lambda one: (-len(one), min(map(len, one))), default=None)


def _needed(texts: frozenset[str]) -> frozenset[str]:
    """The texts that hold none of the others."""
    return frozenset(
        one for one in texts if not any(other in one for other in texts if other != one)
    )


def _beginnings(name: str, argument: Any) -> list[str]:
    """What the alternatives of a node begin with; nothing for any other node."""
    if name == "SUBPATTERN" and not argument[1] & re.IGNORECASE:
        inside = argument[3].data
        if len(inside) == 1 and str(inside[0][0]) == "BRANCH":
            name, argument = "BRANCH", inside[0][1]
    if name != "BRANCH":
        return [""]
    return [_beginning(branch.data) for branch in argument[1]]


def _beginning(nodes: Iterable[_Node]) -> str:
    """The literal text that a sequence begins with."""
    texts = takewhile(lambda node: str(node[0]) == "LITERAL", nodes)
    return "".join(chr(code) for _, code in texts)


def _of_node(name: str, argument: Any) -> frozenset[str] | None:
    match name, argument:
        case "SUBPATTERN", (_, added, _, inside) if not added & re.IGNORECASE:
            return _of_sequence(inside.data)
        case "BRANCH", (_, branches):
            sets = [_of_sequence(branch.data) for branch in branches]
            return None if None in sets else frozenset(chain.from_iterable(filter(None, sets)))
        case (("MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT"), (least, _, inside)) if least:
            return _of_sequence(inside.data)
        case "ATOMIC_GROUP", inside:
            return _of_sequence(inside.data)
        case "ASSERT", (_, inside):
            return _of_sequence(inside.data)
        case _:
            return None
