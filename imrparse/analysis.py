"""Reading a text whatever is wrong with it.

All of its faults are found, and the letter is read as if they were mended.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from lark import Tree

from imrparse import faults
from imrparse.builder import Builder
from imrparse.diagnostics import Diagnostic, Edit, Fix, Severity
from imrparse.generations import Generations
from imrparse.header_repair import HeaderRepair
from imrparse.islands import Island
from imrparse.misspellings import Misspellings
from imrparse.names import Names
from imrparse.older import OlderGenerations
from imrparse.orphans import Orphans
from imrparse.parser import LetterParser
from imrparse.recovery import Recovery
from imrparse.source import Source, Span
from imrparse.spelling import Spelling
from imrparse.tokens import PROSE, Token
from imrparse.tree import Determination

_TELLING = ("_HEADING", "_LABEL", "_FIELD")
_HEAD = ("FIELD", "VALUE", PROSE)


class Reader:
    """Reads letters. One serves any number of texts."""

    def __init__(self) -> None:
        self._parser = LetterParser()
        terminals = self._parser.terminals
        self._generations = Generations(terminals)
        self._names = Names(terminals)
        self._misspellings = Misspellings(terminals, self._parser.lexer.finder)
        self._older = OlderGenerations(terminals)
        self._spelling = Spelling()

    def read(self, source: Source) -> tuple[Determination, list[Diagnostic]]:
        """The letter of a text, and its faults in order."""
        tree = self._parser.parse(source)
        if tree is not None and not _lacks_sentence(tree):
            letter = Builder(source, self._generations).letter(tree)
            if letter is not None:
                found = self._spaced_wrongly(source, source.islands)
                return letter, _sorted(found + self._spelling.check(source, letter))
        return self._mend(source)

    def _mend(self, source: Source) -> tuple[Determination, list[Diagnostic]]:
        if older := self._older.find(source):
            return Builder(source, self._generations).nothing(), [older]
        misspelt = self._misspellings.find(source.plain, source.islands)
        lexer = self._parser.lexer
        islands, tokens = source.islands, source.tokens
        if misspelt:
            islands = lexer.finder.find(source.plain, misspelt)
            tokens = lexer.tokens_between(source, islands)
        if not any(name.endswith(_TELLING) for name, _, _ in islands):
            return Builder(source, self._generations).nothing(), [_no_letter(source)]
        head = list(takewhile(lambda token: token.type.endswith(_HEAD), tokens))
        body = tokens[len(head) :]
        repair = HeaderRepair(source, self._parser.terminals)
        header = repair.header(head, body[0].start_pos if body else len(source.plain.rstrip()))
        orphans = Orphans(
            self._parser.terminals,
            lexer.finder,
            source.plain,
            cache(lambda: lexer.layout(source, islands)),
        )
        recovery = Recovery(source, self._parser.automaton, self._names, orphans)
        recovery.run(body)
        builder = Builder(source, self._generations)
        letter = builder.mended_letter(self._parser.parse_tokens(recovery.tokens), header)
        # A text that ends within its header lacks the rest of it, which is one fault.
        found = [*(repair.diagnostics if body else []), *recovery.diagnostics]
        found += [d for island in misspelt if (d := self._misspelling(source, island)) is not None]
        found += self._spelling.check(source, letter)
        found += self._spaced_wrongly(source, islands)
        return letter, _sorted(found)

    def _spaced_wrongly(self, source: Source, islands: Sequence[Island]) -> list[Diagnostic]:
        found = self._misspellings.spaced_wrongly(source.plain, islands)
        return [d for island in found if (d := self._misspelling(source, island, Severity.WARNING))]

    def _misspelling(
        self, source: Source, island: Island, severity: Severity = Severity.ERROR
    ) -> Diagnostic | None:
        name, start, end = island
        if name.endswith("_SENTENCE") or name == "NO_DECISION":
            # That a fixed sentence departs from its wording is for the linter to say, and of a
            # decision that is none the recovery speaks.
            return None
        wording = self._misspellings.wordings[name]
        found = source.plain[start:end]
        edit = Edit(Span(start, end), wording)
        if name.endswith("_DECISION"):
            before = source.plain[:start].rstrip(" \t\n")
            if before.endswith((";", ".", ",")):
                edit = Edit(Span(len(before) - 1, end), f": {wording}")
            elif before[-1:] != ":":
                edit = Edit(Span(len(before), end), f": {wording}")
            told = severity is Severity.ERROR and before[-1:] == ":"
            if told and "".join(found.split()) == wording:
                return None  # only the label after it is wrong or missing
            if found == wording:
                return faults.fault(
                    faults.MISSPELT,
                    f"no colon stands before the decision '{wording}'",
                    Span(start, end),
                    source,
                    hint=f"did you mean ': {wording}'?",
                    fixes=(Fix(f"write ': {wording}'", (edit,), safe=True),),
                )
        return faults.fault(
            faults.MISSPELT,
            f"'{' '.join(found.split())}' is not as it should be written",
            Span(start, end),
            source,
            severity=severity,
            hint=f"did you mean '{wording}'?",
            fixes=(Fix(f"write '{wording}'", (edit,), safe=True),),
        )


@cache
def reader() -> Reader:
    """The one reader, made from the grammar when the first letter is read."""
    return Reader()


def _lacks_sentence(tree: Tree[Token]) -> bool:
    """Whether an introduction is missing, or was taken for text since it is not worded as such."""
    parts = {str(part.data): part.children for part in tree.children if isinstance(part, Tree)}
    return (
        len(parts["summary"]) < 3
        or isinstance(parts["issues"][1], Tree)
        or (parts["issues"][1].type == PROSE)
    )


def _sorted(found: list[Diagnostic]) -> list[Diagnostic]:
    return sorted(found, key=lambda diagnostic: (diagnostic.span.start, diagnostic.code))


def _no_letter(source: Source) -> Diagnostic:
    text = source.plain.strip()
    if not text:
        return faults.fault(faults.NO_LETTER, "the text is empty", Span(0, 0), source)
    start = source.plain.index(text)
    length = len(text.partition("\n")[0].rstrip())
    message = "this is no determination letter: none of its headings and labels is in the text"
    return faults.fault(faults.NO_LETTER, message, Span(start, start + length), source)
