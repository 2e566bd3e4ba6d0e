"""Headings and the sentences that introduce their texts, where one of them tells the other."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from imrparse.data.regexes import regex
from imrparse.syntax.islands import Island
from imrparse.syntax.structure import Structure, structure
from imrparse.syntax.terminals import Kind, Terminal
from imrparse.text.source import Span

_SHORTEST = 4  # code points of a heading
_LONGEST = 80
_BEGUN = 30  # code points with which a sentence is begun
_REWORDED = regex(r"[^.:;]{30,250}:(?=\s)")
_WORD = regex(r"[^\W\d_]+")
_SHARE = 0.7  # of the words of a sentence in other words are those of the usual one


class Introductions:
    """Finds what stands in the place of a heading, and sentences that break off."""

    def __init__(self, structure: Structure) -> None:
        self._introduced: list[tuple[Terminal, Terminal]] = []
        """Each heading with a sentence that may follow it."""
        heading = None
        for part in structure.order:
            if part.kind is not Kind.SENTENCE:
                heading = part if part.kind is Kind.HEADING else None
            elif heading:
                self._introduced.append((heading, part))

    def find(
        self, plain: str, start: int, end: int, wanted: Collection[str], after: Terminal
    ) -> list[Island]:
        """The heading and the sentence that a stretch holds in such a form.

        `wanted` are the parts that the letter lacks there, and `after` is what follows.
        """
        found: list[Island] = []
        text = plain[start:end]
        for heading, sentence in self._introduced:
            if heading in wanted and after == sentence:
                line = text.rstrip().rpartition("\n")[2].strip()
                if line.isupper() and _SHORTEST <= len(line) <= _LONGEST:
                    at = start + text.rindex(line)
                    found.append((heading, at, at + len(line)))
            if sentence in wanted:
                at = end - len(text.lstrip())
                line_end = plain.find("\n", at + _BEGUN, end)
                if line_end > 0 and is_beginning(sentence, plain[at:line_end]):
                    found.append((sentence, at, at + len(plain[at:line_end].rstrip())))
                elif reworded := _reworded(sentence, plain, at, end):
                    found.append(reworded)
        return found


def is_of_introduction(plain: str, span: Span) -> bool:
    """Whether a text begins with the rest of an introduction that breaks off."""
    line, _, _ = plain[slice(*span)].partition("\n")
    words = _words(line)
    sentences = [part for part in structure().order if part.kind is Kind.SENTENCE]
    return bool(words) and any(
        all(word in _words(part.wording) for word in words) for part in sentences
    )


def _reworded(sentence: Terminal, plain: str, start: int, end: int) -> Island | None:
    """The island of a sentence up to a colon, if most of its words are those of a terminal."""
    text = _REWORDED.match(plain, start, end)
    words = _words(text[0]) if text else ()
    own = sum(word in _words(sentence.wording) for word in words)
    return (sentence, start, text.end()) if text and own >= len(words) * _SHARE else None


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[str, ...]:
    return tuple(map(str.lower, _WORD.findall(text)))


def is_beginning(terminal: Terminal, text: str) -> bool:
    """Whether a text is the beginning of a terminal's fixed wording, whatever its white space."""
    begun = "".join(text.split())
    return any("".join(wording.split()).startswith(begun) for wording in terminal.wordings or ("",))
