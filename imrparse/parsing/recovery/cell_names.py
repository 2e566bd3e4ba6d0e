"""The names of the header's cells, and the other names that drafters give them."""

from __future__ import annotations

import re
from functools import cache

from imrparse.data import table
from imrparse.data.regexes import regex
from imrparse.syntax.letter_parser import letter_parser
from imrparse.syntax.near_misses import Wordings
from imrparse.syntax.structure import Cell, structure
from imrparse.syntax.terminals import Kind, Terminal


@cache
def wordings() -> Wordings:
    """The words of the cells' own names, which a text may misspell."""
    fields = letter_parser().terminals.of_kind(Kind.FIELD)
    # A header contains little else, so one more edit is allowed.
    return Wordings({name: name.wording for name in fields}, more=1)


@cache
def cell_of_part() -> dict[Terminal, Cell]:
    """The cell of each word of a name that has several."""
    cells = (cell for cell in structure().cells if len(cell.names) > 1)
    return {name: cell for cell in cells for name in cell.names}


@cache
def _listed_names() -> dict[str, Cell]:
    """The cell of each alternative name, in lower case."""
    cells = {cell.field: cell for cell in structure().cells}
    listed = table("other_names")["cells"].items()
    return {name.lower(): cells[field] for field, names in listed for name in names}


@cache
def other_name() -> re.Pattern[str]:
    """Matches an alternative name on one line; across lines, it would merge with the next name."""
    names = (name.rstrip(":").split() for name in _listed_names())
    listed = "|".join(r"[^\S\n]+".join(map(re.escape, words)) for words in names)
    word = "|".join(sorted(set().union(*_words_of_cells().values()), reverse=True))
    words = rf"(?:{word})(?:['.]?[^\S\n]*(?<=[\s'.])(?:{word})){{0,5}}"
    # A name without a colon must be followed by its value.
    ends = r"(?:[^\S\n]*:|(?=[^\S\n]+(?:\d|CM\d)))"
    return regex(
        rf"(?<![^\s|*>])(?:(?:{listed}){ends}|{words}\.?:)",
        re.IGNORECASE,
    )


@cache
def joining() -> frozenset[str]:
    """Words and signs that join two names: "Case Number and Date Assigned:"."""
    return frozenset(table("other_names")["joining"])


@cache
def _own_names() -> frozenset[str]:
    """The names of the header in lower case, and the separate words of longer names."""
    names = letter_parser().terminals.of_kind(Kind.FIELD)
    return frozenset(
        [name.wording.lower() for name in names]
        + [cell.wording.lower() for cell in structure().cells]
    )


@cache
def _words_of_cells() -> dict[str, frozenset[str]]:
    """The words that the alternative names of each field consist of."""
    listed = table("other_names")["cell_words"]
    anywhere = listed["anywhere"]
    return {
        field: frozenset([*anywhere, *words["telling"], *words["beside"]])
        for field, words in listed.items()
        if field != "anywhere"
    }


def cell_named(name: str) -> Cell | None:
    """The cell that another name than its own means, in lower case and without its colon."""
    if f"{name}:" in _own_names():  # which may be in another letter case
        return None
    return _listed_names().get(f"{name}:") or _cell_of_words(name)


def _cell_of_words(name: str) -> Cell | None:
    """The only cell that a name in lower case can mean, judged by its words; else None."""
    words = re.findall(r"[a-z]+", name)
    if len(set(words)) < len(words):
        return None  # a part of the name is repeated before it
    listed = table("other_names")["cell_words"]
    found = [
        cell
        for cell in structure().cells
        if (known := _words_of_cells().get(cell.field))
        and known.issuperset(words)
        and not set(listed[cell.field]["telling"]).isdisjoint(words)
    ]
    return found[0] if len(found) == 1 else None
