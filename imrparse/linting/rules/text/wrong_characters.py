"""Invisible and lost characters, and wrong letters in the names of drugs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import ClassVar

from imrparse.data.regexes import regex
from imrparse.diagnostics import safe_fixes
from imrparse.diagnostics.diagnostic import Edit, Fix, Severity
from imrparse.diagnostics.safe_fixes import TextKind
from imrparse.fields.drug_names import meant_drug
from imrparse.linting.draft import Draft, non_ascii
from imrparse.linting.rule import Finding, Rule
from imrparse.linting.rules.text.spelling import is_nearer_word
from imrparse.linting.rules.text.word_lists import is_plain, words
from imrparse.text.decoration.view import FILLER
from imrparse.text.misread import MISREAD, WINDOWS, misread_utf8, misread_windows
from imrparse.text.source import Span

_FOUND = regex(
    r"(?P<nothing>[\u00ad\u180e\u200b-\u200d\u2060-\u2064]+)"
    r"|(?P<direction>[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+)"
    r"|(?P<space>[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+)"
    r"|(?P<ligature>[\ufb00-\ufb06])"
)
_INVISIBLE_MESSAGES = {
    "nothing": "this character is invisible",
    "direction": "this mark changes the direction of the text",
    "space": "this is not an ordinary space",
    "ligature": "these letters are a single character (a ligature)",
}


class InvisibleCharacter(Rule):
    """A character is invisible, or looks like another one.

    ## Why

    Word processors insert no-break spaces, soft hyphens, and ligatures. A reader sees no
    difference, but a search for the word fails. Most file formats preserve these characters, so
    this is a note.

    ## Example

    ```text wrong
    a positive\u00a0McMurray test
    ```

    ```text right
    a positive McMurray test
    ```
    """

    code: ClassVar[str] = "IMR708"
    name: ClassVar[str] = "invisible-character"
    severity: ClassVar[Severity] = Severity.NOTE

    def check(self, draft: Draft) -> Iterator[Finding]:
        # The plain text shows none of these: reading leaves them out.
        text = draft.source.text
        for found in _FOUND.finditer(text) if _FOUND.search(non_ascii(text)) else ():
            kind, span = str(found.lastgroup), Span(*found.span())
            yield Finding(
                span,
                _INVISIBLE_MESSAGES[kind],
                fixes=(_fix(draft, kind, span, found[0]),) if draft.text_at(span.start) else (),
            )


def _fix(draft: Draft, kind: str, span: Span, character: str) -> Fix:
    usual = {"nothing": "", "direction": "", "space": " "}.get(kind)
    if usual is None:
        usual = words()["characters"]["ligatures"][character]
    message = f"write {usual!r}" if usual else "remove the character"
    # Without the mark, the text may appear in another order.
    sure = kind != "direction"
    return safe_fixes.fix(
        message, draft.source.text, (Edit(span, usual),), TextKind.TEXT, sure=sure
    )


# A replacement character; private-use characters; control characters other than white space; and
# text that was decoded with the wrong encoding.
_LOST = regex(
    r"(?P<replaced>\ufffd+)|(?P<private>[\ue000-\uf8ff\U000f0000-\U0010fffd]+)"
    r"|(?P<control>[\x00-\x08\x0b\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d]+)"
    rf"|(?P<windows>{WINDOWS})|(?P<misread>{MISREAD})"
)
_LOST_MESSAGES = {
    "replaced": "a character was lost here",
    "private": "this character exists only in its own font (private use)",
    "control": "this is an invisible control character",
    "windows": "this is a Windows-1252 character, which is a control character in Unicode",
    "misread": "this was decoded with the wrong encoding",
}


class LostCharacter(Rule):
    """A character is lost, or will be when the text is copied.

    ## Why

    A determination is sent, filed and published in several forms. A character that only one font or
    program can display becomes a box or a question mark on the way. Degree signs and the like are
    safe.

    ## Example

    ```text wrong
    tenderness of the
    medial joint line, and a positive McMurray\ufffds test.
    ```

    ```text right
    tenderness of the
    medial joint line, and a positive McMurray test.
    ```
    """

    code: ClassVar[str] = "IMR707"
    name: ClassVar[str] = "lost-character"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        text = draft.source.text
        # What is masked can be read, and will be lost where nothing masks it.
        is_clean = is_plain(draft) and FILLER not in text and not draft.source.decoration
        for found in _LOST.finditer("" if is_clean else text):
            kind, span = str(found.lastgroup), Span(*found.span())
            meant = _meant(kind, found[0])
            yield Finding(
                span,
                _LOST_MESSAGES[kind],
                hint=f"did you mean {meant!r}?" if meant else "check the original text",
                fixes=_fixes(draft, kind, span, meant) if draft.text_at(span.start) else (),
            )


def _meant(kind: str, lost: str) -> str | None:
    """The text that the characters stand for, if that is certain."""
    if kind == "windows":
        return misread_windows(lost)
    return misread_utf8(lost) if kind == "misread" else None


def _fixes(draft: Draft, kind: str, span: Span, meant: str | None) -> tuple[Fix, ...]:
    if not meant and kind != "control":
        return ()
    message = f"write {meant!r}" if meant else "remove the character"
    return (safe_fixes.fix(message, draft.source.text, (Edit(span, meant or ""),), TextKind.TEXT),)


class MisspeltDrug(Rule):
    """The name of a drug is misspelt.

    ## Why

    Drugs with similar names are a known source of medication errors, and a search for the drug does
    not find a misspelt name. A word is reported if it differs by a letter from one of the names
    that imrparse knows (by two, if it is long), and is no other drug or word that is known to be
    similar. The fix is not applied without being asked for: only the writer knows the drug.

    ## Example

    ```text wrong
    ibuprofin, a home exercise program,
    ```

    ```text right
    ibuprofen, a home exercise program,
    ```
    """

    code: ClassVar[str] = "IMR715"
    name: ClassVar[str] = "misspelt-drug"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        for word, meant in sorted(_misspelt_names(draft.words)):
            for found in re.finditer(rf"(?<![^\W_]){word}(?![^\W_])", draft.lowercase):
                text = draft.text_at(found.start())
                # What is cited is compared with the names of sections.
                if text and not text.field.endswith("guideline"):
                    yield _misspelt(draft, Span(*found.span()), meant)


def _misspelt_names(words: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """The words that are misspelt names, each with the right name."""
    if len(_sound) > _MOST_SOUND:
        _sound.clear()
    for word in words - _sound:
        meant = meant_drug(word)
        if meant is None or is_nearer_word(word, meant):
            _sound.add(word)
        else:
            yield word, meant


_sound: set[str] = set()
"""Words of the last letters that are no misspelt names: to take them away is faster than to look
each of them up."""
_MOST_SOUND = 20_000


def _misspelt(draft: Draft, span: Span, meant: str) -> Finding:
    printed = draft.plain[slice(*span)]
    spelled = meant.upper() if printed.isupper() else meant
    spelled = spelled.capitalize() if printed.istitle() else spelled
    message = f"write {spelled!r}"
    fixes = (
        safe_fixes.fix(
            message, draft.source.text, (Edit(span, spelled),), TextKind.TEXT, sure=False
        ),
    )
    return Finding(
        span,
        f"the name of a drug is probably misspelt: {printed!r}",
        hint=f"did you mean {spelled!r}?",
        fixes=fixes,
    )
