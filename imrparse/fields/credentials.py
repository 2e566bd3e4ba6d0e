"""The names of states and specialties, and the short forms that letters use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from attrs import frozen

from imrparse.data import names, table
from imrparse.data.regexes import regex
from imrparse.fields.citations.source_names import key
from imrparse.text.edit_distance import nearest, only

_SPACE = r"(?<!\s)\s+"  # from its first character only, so that a search takes linear time
_JOINTS = regex(
    rf"{_SPACE}(?:and|&|with|\|)\s+|(?:{_SPACE})?[;/]\s*|{_SPACE}[-\u2013]\s+"
    r"|(?<!\s)(?:[^\S\n]*+\n\s*+|[^\S\n]{2,}+)"
)
_LEADING = regex(r"\(?\d{1,2}[.)]\s*")
_REMARK = regex(r"(?<!\s)(?:\s*\([^()]*\)\.?|\s*\.)\Z")
_LONGEST_ITEM = 200  # code points of an item that may hold several names
_PARENTHESES = regex(r"\s*\([^()]*\)")


@frozen
class Credentials:
    """Known names, by keys that ignore letter case, punctuation and white space."""

    states: Mapping[str, str]
    specialties: Mapping[str, str]
    short_states: Mapping[str, str]
    """The states by their short forms."""
    short_specialties: Mapping[str, str]
    variants: Mapping[str, str]
    """The usual spelling of specialties that are listed in another one too."""
    nothing: frozenset[str]
    """What letters write when there is nothing to list."""

    def is_nothing(self, item: str) -> bool:
        """Whether an item is a placeholder such as "N/A"."""
        return key(item) in self.nothing

    def knows_specialty(self, item: str) -> bool:
        """Whether an item is a specialty, or several of them."""
        if key(item) in self.specialties:
            return True
        bare = _PARENTHESES.sub("", item)
        parts = [part for part in _JOINTS.split(bare) if part]
        known = self.specialties
        return key(bare) in known or all(key(part) in known for part in parts)

    def knows_state(self, item: str) -> bool:
        """Whether an item is the name of a state."""
        return key(item) in self.states

    def names_in(self, item: str, *, are_states: bool) -> list[tuple[int, int]]:
        """The places of several names that an item holds without a comma; [] if it is not such.

        A name that is itself joined, such as "Physical Medicine & Rehabilitation", is one name.
        """
        known = self.states if are_states else self.specialties
        if len(item) > _LONGEST_ITEM or key(item) in known:
            return []
        joints = [joint.span() for joint in _JOINTS.finditer(item)]
        starts = [0, *(end for _, end in joints)]
        ends = [*(start for start, _ in joints), len(item)]
        found: list[tuple[int, int]] = []
        number = 0
        while number < len(starts):
            start = starts[number]
            longest = (n for n in range(len(ends) - 1, number - 1, -1))
            last = next((n for n in longest if key(item[start : ends[n]]) in known), None)
            if last is None:
                return []
            found.append((start, ends[last]))
            number = last + 1
        return found

    def added_to_specialty(self, item: str) -> tuple[int, int] | None:
        """The place of what an item has besides the name of a specialty: a number, a remark in
        parentheses, a full stop. None if it is a name, or holds none.
        """
        bare = _LEADING.sub("", item)
        start = len(item) - len(bare)
        if start and self.knows_specialty(bare):
            return 0, start
        remark = _REMARK.search(item)
        if not remark or not self.knows_specialty(item[: remark.start()]):
            return None
        inside = remark[0].strip(" ().")
        return None if inside and self.knows_specialty(inside) else remark.span()

    def short_specialty(self, item: str) -> str | None:
        """The specialty that a short form stands for."""
        return self.short_specialties.get(key(item))

    def usual_specialty(self, item: str) -> str:
        """The usual name of a specialty that an item abbreviates or spells in another way.

        An item that is no known specialty is returned as it is.
        """
        known = self.specialties.get(key(item)) or self.short_specialty(item)
        if known is None:
            listed = tuple(self.specialties.values())
            known = item if self.knows_specialty(item) else only(nearest(item, listed)) or item
        return self.variants.get(known, known)

    def states_of(self, item: str) -> list[str]:
        """The states that an item lists without commas; [] if any part of it is not a state."""
        states = [self.state_of(part) for part in _JOINTS.split(item)]
        return [state for state in states if state] if all(states) else []

    def state_of(self, item: str) -> str | None:
        """The state that a text names, in full or abbreviated."""
        return self.states.get(key(item)) or self.short_states.get(key(item))


@cache
def credentials() -> Credentials:
    """The known names; cached."""
    specialties, reviewer = table("specialties"), table("reviewer")
    return Credentials(
        {key(state): state for state in names("states")},
        {key(name): name for name in specialties["also"] + specialties["searched"]},
        {key(short): name for short, name in reviewer["states"].items()},
        {key(short): name for short, name in specialties["short"].items()},
        specialties["variants"],
        frozenset(reviewer["nothing"]),
    )


@lru_cache(maxsize=1024)
def usual_specialty(item: str) -> str:
    """The usual name of a specialty. An item that is not a specialty is returned unchanged."""
    return credentials().usual_specialty(item)
