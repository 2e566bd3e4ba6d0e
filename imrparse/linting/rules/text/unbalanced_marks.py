"""Brackets and quotation marks without a partner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import ClassVar

from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.text.spans import text_before

_PAIRS = {")": "(", "]": "[", "}": "{"}
_BRACKET = regex(r"[()\[\]{}]")
# "1) walking", "b) lifting": may be the numbering of a list. Also ":)".
_NUMBERING = regex(r"(?:(?:^|[\s,;:.(])(?:\d{1,2}\.?|[a-zA-Z]|[ivx]{1,4})|[:;]-?)\Z")
_LONGEST_NUMBERING = 6


class UnbalancedBrackets(Rule):
    """A parenthesis or bracket has no partner.

    ## Why

    A determination is in plain language, for a layperson (8 CCR 9792.10.6(d)), who must be able to
    see where an aside ends. Numbers of a list ("1) walking, 2) lifting") need no partner.

    ## Example

    ```text wrong
    (6 out of 10 after standing.
    ```

    ```text right
    (6 out of 10 after standing).
    ```
    """

    code: ClassVar[str] = "IMR702"
    name: ClassVar[str] = "unbalanced-brackets"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        pairs = [
            pair for pair in _PAIRS.items() if pair[0] in draft.plain or pair[1] in draft.plain
        ]
        for text in draft.filled:
            plain = text.plain
            for one, other in pairs:
                if plain.count(one) != plain.count(other):
                    break
            else:
                continue
            for place in unmatched_brackets(plain):
                kind = "parenthesis" if plain[place] in "()" else "bracket"
                never = "opened" if plain[place] in _PAIRS else "closed"
                yield Finding(text.span(place, place + 1), f"this {kind} is never {never}")


def unmatched_brackets(plain: str) -> list[int]:
    """The offsets of brackets without a partner.

    A parenthesis that may belong to a list number may also close another one: "(grade 2)". The
    reading with fewer unmatched brackets wins.
    """
    closing, numbering = _unmatched_in(plain, numbered=False), _unmatched_in(plain, numbered=True)
    return numbering if len(numbering) < len(closing) else closing


def _unmatched_in(plain: str, *, numbered: bool) -> list[int]:
    opened = _OpenBrackets(plain)
    lone: list[int] = []
    for sign in _BRACKET.finditer(plain):
        place = sign.start()
        opener = _PAIRS.get(sign[0])
        if opener is None:
            opened.add(place)
            continue
        is_numbering = opener == "(" and _is_numbering(plain, place)
        if opened.last == opener and not (numbered and is_numbering):
            opened.close(opener)
        elif not is_numbering or _closes_at_once(plain, place, opened.places):
            # Brackets opened in between are never closed.
            lone += opened.close(opener) if opened.has(opener) else [place]
    return sorted(opened.places + lone)


class _OpenBrackets:
    """The opening brackets that are not closed yet."""

    def __init__(self, plain: str) -> None:
        self.places: list[int] = []
        self._plain = plain
        self._counts: Counter[str] = Counter()

    @property
    def last(self) -> str | None:
        """The bracket that was opened last."""
        return self._plain[self.places[-1]] if self.places else None

    def has(self, opener: str) -> bool:
        """Whether a bracket of a kind is open."""
        return self._counts[opener] > 0

    def add(self, place: int) -> None:
        self.places.append(place)
        self._counts[self._plain[place]] += 1

    def close(self, opener: str) -> list[int]:
        """Close the last open bracket of a kind. Returns the offsets of those opened after it."""
        after = []
        while self.last != opener:
            after.append(self._pop())
        self._pop()
        return after

    def _pop(self) -> int:
        place = self.places.pop()
        self._counts[self._plain[place]] -= 1
        return place


def _is_numbering(plain: str, place: int) -> bool:
    return bool(_NUMBERING.search(text_before(plain, place, _LONGEST_NUMBERING)))


def _closes_at_once(plain: str, place: int, opened: Sequence[int]) -> bool:
    """Whether the brackets contain only the number: "(1)"."""
    return (
        bool(opened)
        and place - opened[-1] <= _LONGEST_NUMBERING
        and " " not in (plain[opened[-1] : place])
    )


_SIGNS = '"\u201c\u201d'
_QUOTATION_MARK = regex(f"[{_SIGNS}]")
_INCHES = regex(r'"(?<=\d")')


class UnbalancedQuotationMarks(Rule):
    """A quotation mark has no partner.

    ## Why

    Letters quote guidelines and records word for word, and a reader must be able to see where a
    quotation ends. Inch marks ("5 feet 9", a 3" scar) need no partner.

    ## Example

    ```text wrong
    the knee gives way on
    stairs."
    ```

    ```text right
    "the knee gives way on
    stairs."
    ```
    """

    code: ClassVar[str] = "IMR701"
    name: ClassVar[str] = "unbalanced-quotation-marks"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        signs = [sign for sign in _SIGNS if sign in draft.plain]
        for text in draft.filled if signs else ():
            if sum(map(text.plain.count, signs)) % 2 or _INCHES.search(text.plain):
                for place in _unmatched_quotation_marks(text.plain)[:1]:
                    opens = _opens(text.plain, place)
                    yield Finding(
                        text.span(place, place + 1),
                        f"this quotation mark is never {'closed' if opens else 'opened'}",
                    )


def _unmatched_quotation_marks(plain: str) -> list[int]:
    """The offsets of quotation marks without a partner, if their number is odd."""
    opened: list[int] = []
    lone: list[int] = []
    inches = 0  # marks that closed a quotation but may be inch marks
    for sign in _QUOTATION_MARK.finditer(plain):
        place = sign.start()
        after_digit = plain[place - 1 : place].isdigit()
        if _opens(plain, place):
            opened.append(place)
        elif opened:
            opened.pop()
            inches += after_digit
        elif inches:
            inches -= 1
        elif not after_digit:
            lone.append(place)
    found = sorted(opened + lone)
    return found if len(found) % 2 else []


def _opens(plain: str, place: int) -> bool:
    """Whether a mark is in an opening position: before a word, and not after one."""
    if plain[place] != '"':
        return plain[place] == "\u201c"
    before, after = plain[place - 1 : place] if place else " ", plain[place + 1 : place + 2]
    return (before.isspace() or before in "([/-") and not (not after or after.isspace())
