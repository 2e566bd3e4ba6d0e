"""Edits a source so that only the parts in which an edited letter differs change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from imrparse.diagnostics.diagnostic import Edit
from imrparse.parsing.reader import Reading
from imrparse.printing.blocks import Blocks, cell_value
from imrparse.printing.source_style import (
    Care,
    SourceStyle,
    following,
    mark_before,
    place,
)
from imrparse.printing.styles import WIDTH, render
from imrparse.printing.wrapping import LineCheck
from imrparse.syntax.sentence_ends import ends_sentence
from imrparse.syntax.structure import structure
from imrparse.syntax.terminals import Terminals
from imrparse.text.errors import UnprintableError
from imrparse.text.node import value_fields
from imrparse.text.source import Span
from imrparse.tree.letter import (
    Decision,
    Determination,
    Header,
    Issue,
    Prose,
    Reviewer,
    own_texts,
)

_LAST = "rationale"  # value of an issue


class Rewriter:
    """Edits the source of one letter."""

    def __init__(
        self, text: str, reading: Reading, terminals: Terminals, line_check: LineCheck
    ) -> None:
        """`reading` is the parse of `text`."""
        self._text = text
        self._letter = reading.letter
        self._islands = reading.islands
        self._terminals = terminals
        self._line_check = line_check
        self._style = SourceStyle(text, reading.letter, terminals, line_check)
        self._source = reading.source

    def rewrite(self, edited: Determination, care: Care) -> str:
        """The source with the values of `edited`.

        Raises UnprintableError for a value that can't be inserted.
        """
        edits = [
            *self._header(edited.header),
            *self._reviewer(edited.reviewer),
            *self._own_texts(edited),
            *self._issues(edited.issues, care),
        ]
        return apply(self._text, edits)

    # The header

    def _header(self, edited: Header | None) -> Iterator[Edit]:
        header = self._letter.header
        if header == edited:
            return
        if header is None or edited is None or _has_other_cells(header, edited):
            yield self._whole_header(header, edited)
            return
        for name in value_fields(Header):
            value, span = getattr(edited, name), header.span_of(name)
            if value != getattr(header, name):
                if value is None:
                    raise UnprintableError(f"header.{name} is missing, so it can't be printed")
                yield Edit(_placed(span, f"header.{name}"), cell_value(value))

    def _whole_header(self, header: Header | None, edited: Header | None) -> Edit:
        """Insert, remove or reprint the header, with the gap between it and the next heading."""
        reviewer = self._letter.reviewer.span
        body = self._line_start(reviewer.start if reviewer else 0)
        start = self._line_start(header.span.start) if header and header.span else body
        text = ""
        if edited:
            table = Blocks(self._terminals).table(edited)
            lines = render([table], self._style.style, WIDTH, self._line_check).splitlines()
            text = self._style.line_break.join(lines) + self._style.between_paragraphs
        return Edit(Span(start, body), text)

    def _line_start(self, offset: int) -> int:
        """The start of the line that contains an offset, after a byte order mark."""
        before = self._text[:offset]
        start = max(before.rfind("\n"), before.rfind("\r")) + 1
        return start or len(before) - len(before.removeprefix("\ufeff"))

    # The reviewer

    def _reviewer(self, edited: Reviewer) -> Iterator[Edit]:
        reviewer = self._letter.reviewer
        for name in value_fields(Reviewer):
            items, span = getattr(edited, name), reviewer.span_of(name)
            if items == getattr(reviewer, name):
                continue
            if name == "subspecialties":
                yield self._subspecialties(items, span)
            elif not items:
                raise UnprintableError(f"reviewer.{name} can't be empty")
            else:
                yield self._list(name, items, _placed(span, f"reviewer.{name}"))

    def _subspecialties(self, items: Sequence[str], span: Span | None) -> Edit:
        """The subspecialties with the words before them, which are printed only with
        subspecialties."""
        template = self._letter.template
        if not template or not template.has_inline_credentials:
            raise UnprintableError("a subspecialty is printed only in letters of 2014")
        if items and span:
            return self._list("subspecialties", items, span)
        specialties = self._letter.reviewer.span_of("specialties")
        start = _placed(specialties, "reviewer.specialties").end
        phrase = self._terminals.wording("SUBSPECIALTY_PHRASE")
        words = f"{phrase} {', '.join(items)}" if items else ""
        return Edit(Span(start, span.end if span else start), words)

    def _list(self, name: str, items: Sequence[str], span: Span) -> Edit:
        first, second = (self._letter.reviewer.places.get(f"{name}[{n}]") for n in (0, 1))
        between = self._text[first.end : second.start] if first and second else ""
        separator = "," if between == "," else ", "
        column = self._column(span.start)
        return Edit(span, self._style.lay_out(separator.join(items), column))

    def _column(self, offset: int) -> int:
        """The number of code points before an offset on its line."""
        return self._source.position(offset).column - 1

    # The summary and the issues

    def _own_texts(self, edited: Determination) -> Iterator[Edit]:
        """The texts that are the letter's own: the summary, and parts with a label."""
        originals, texts = dict(own_texts(self._letter)), dict(own_texts(edited))
        for name in dict.fromkeys([*originals, *texts]):
            original, part = originals.get(name), texts.get(name)
            if part is None:
                yield self._without_part(name, originals[name])
            elif original is None:
                yield self._with_part(name, _wanted(part.text, name))
            elif part.text != original.text:
                span = _placed(original.span, name)
                text = _wanted(part.text, name)
                yield Edit(span, self._style.lay_out(text, self._column(span.start)))

    def _with_part(self, name: str, text: str) -> Edit:
        """Insert a labelled part before the part that follows it, or at the end of the letter."""
        order, label = structure().order, structure().labels[name]
        later = order[order.index(label) + 1 :]
        printed, gap = self._style.labelled(label.wording, text), self._style.between_paragraphs
        if not later and self._letter.issues:
            end = _body(self._letter.issues[-1]).end
            return Edit(Span(end, end), gap + printed)
        starts = (start for terminal, start, _ in self._islands if terminal in later)
        if (found := next(starts, None)) is None:
            raise UnprintableError(f"{name} can't be added: the part after it is missing")
        start = self._block_start(found)
        return Edit(Span(start, start), printed + gap)

    def _without_part(self, name: str, part: Prose) -> Edit:
        """Remove a labelled part with one of the gaps around it."""
        label, span = structure().labels[name], _placed(part.span, name)
        labels = (start for terminal, start, _ in self._islands if terminal == label)
        # A misspelt label is not among the islands.
        start = self._block_start(next(labels, self._line_start(span.start)))
        rest = self._text[span.end :].lstrip()
        if rest:
            return Edit(Span(start, self._block_start(len(self._text) - len(rest))), "")
        return Edit(Span(len(self._text[:start].rstrip()), span.end), "")

    def _block_start(self, offset: int) -> int:
        """The start of a block whose first word is at an offset.

        That is the start of the line if only marks precede the word there.
        """
        start = self._line_start(offset)
        if self._source.plain[start:offset].strip():
            return offset - len(mark_before(self._text[:offset]))
        return start

    def _issues(self, edited: Sequence[Issue], care: Care) -> Iterator[Edit]:
        originals = self._letter.issues
        if edited == originals:
            return
        if not edited or not originals:
            raise UnprintableError("a letter without issues can't be printed")
        bases = list(_bases(edited, originals))
        if bases == list(range(len(originals))):
            for number, issue in enumerate(edited):
                for name in value_fields(Issue):
                    if getattr(issue, name) != getattr(originals[number], name):
                        span = place(originals[number], name)
                        value = self._value(issue, name, self._column(span.start), care)
                        yield Edit(span, value)
        else:
            yield self._all_issues(edited, bases, care)

    def _all_issues(self, edited: Sequence[Issue], bases: Sequence[int | None], care: Care) -> Edit:
        """All issues, copied except for what was changed, added or moved."""
        originals = self._letter.issues
        start, end = _body(originals[0]).start, _body(originals[-1]).end
        parts: list[str] = []
        column = self._column(start)
        for number, (issue, base) in enumerate(zip(edited, bases, strict=True)):
            previous = bases[number - 1] if number else None
            if number:
                parts.append(self._gap(previous, base))
                column = _column_after(column, parts[-1])
            follows = bases[number + 1] if number + 1 < len(bases) else None
            moved = set()
            if care is not Care.USUAL:
                if number and not _stood_so(previous, base) and _has_sentences(issue.request.text):
                    moved.add("request")
                if not _stood_so(base, follows) and not ends_sentence(issue.rationale.text):
                    moved.add(_LAST)
            parts.append(self._issue(column, issue, base, care, moved))
            column = _column_after(column, parts[-1])
        return Edit(Span(start, end), "".join(parts))

    def _gap(self, one: int | None, other: int | None) -> str:
        """The text between two issues. The numbers are those of the source."""
        if one is None or other is None or not _stood_so(one, other):
            return self._style.between_issues
        start, end = (_body(self._letter.issues[number]) for number in (one, other))
        return self._text[start.end : end.start]

    def _issue(
        self, column: int, issue: Issue, base: int | None, care: Care, moved: Iterable[str]
    ) -> str:
        """An issue that begins after `column` code points of its line.

        Unchanged values of an issue from the source are copied, unless the issue is `moved` and its
        neighbours are new.
        """
        original = None if base is None else self._letter.issues[base]
        if original and original == issue and not moved:
            return self._text[slice(*_body(original))]
        printed = ""
        for name in value_fields(Issue):
            if original and name not in moved and getattr(issue, name) == getattr(original, name):
                printed += self._text[slice(*place(original, name))]
            else:
                printed += self._value(issue, name, _column_after(column, printed), care)
            if name == _LAST:
                continue
            if original:
                end, start = place(original, name).end, place(original, following(name)).start
                printed += self._text[end:start]
            else:
                printed += self._style.after(name)
        return printed

    def _value(self, issue: Issue, name: str, column: int, care: Care) -> str:
        """A newly printed value of an issue, after `column` code points of its line."""
        value: Prose | Decision | None = getattr(issue, name)
        if isinstance(value, Decision):
            return value.value
        text = _wanted(value.text if value else "", f"the {name.replace('_', ' ')} of an issue")
        if name == "request":
            return self._style.lay_out_request(text, column, care)
        if name == _LAST:
            return self._style.lay_out_rationale(text, column, care)
        return self._style.lay_out(text, column)


def _has_other_cells(header: Header, edited: Header) -> bool:
    """Whether one header has an optional cell that the other lacks."""
    optional = [cell.field for cell in structure().cells if cell.is_optional]
    return any((getattr(header, n) is None) != (getattr(edited, n) is None) for n in optional)


def _wanted(text: str, what: str) -> str:
    if not text:
        raise UnprintableError(f"{what} can't be empty")
    return text


def _placed(span: Span | None, what: str) -> Span:
    if span is None:
        raise UnprintableError(f"{what} can't be changed: it has no place in this letter")
    return span


def _bases(edited: Sequence[Issue], originals: Sequence[Issue]) -> Iterator[int | None]:
    """For each issue, its number in the source; None for a new one."""
    numbers = {issue.span: number for number, issue in enumerate(originals)}
    alike = {issue: number for number, issue in reversed([*enumerate(originals)])}
    for issue in edited:
        number = numbers.get(issue.span)
        yield alike.get(issue) if number is None else number


def _column_after(column: int, printed: str) -> int:
    """The column after a printed text that began after `column` code points of its line."""
    line_start = max(printed.rfind("\n"), printed.rfind("\r")) + 1
    return len(printed) - line_start if line_start else column + len(printed)


def _stood_so(one: int | None, other: int | None) -> bool:
    """Whether two issues were neighbours in the source."""
    return one is not None and other == one + 1


def _has_sentences(text: str) -> bool:
    return any(map(ends_sentence, text.split(" ")[:-1]))


def _body(issue: Issue) -> Span:
    assert issue.span is not None, "an issue that was read has its place"
    return issue.span


def apply(text: str, edits: Iterable[Edit]) -> str:
    """A text with edits applied. They must not overlap."""
    parts, position = [], 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        parts += [text[position : edit.span.start], edit.text]
        position = edit.span.end
    return "".join([*parts, text[position:]])
