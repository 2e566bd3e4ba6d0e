"""Edits a source so that only the parts in which an edited letter differs change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from imrparse.diagnostics.diagnostic import Edit
from imrparse.printing.blocks import Blocks, cell_value
from imrparse.printing.source_style import Care, SourceStyle, following, place
from imrparse.printing.styles import WIDTH, render
from imrparse.printing.wrapping import LineCheck
from imrparse.syntax.layout import ends_sentence
from imrparse.syntax.terminals import Terminals
from imrparse.text.node import value_fields
from imrparse.text.source import Span
from imrparse.tree.errors import UnprintableError
from imrparse.tree.letter import Decision, Determination, Header, Issue, Prose, Reviewer

_LAST = "rationale"  # value of an issue


class Rewriter:
    """Edits the source of one letter."""

    def __init__(
        self, text: str, letter: Determination, terminals: Terminals, islands: LineCheck
    ) -> None:
        """`letter` is the parse of `text`."""
        self._text = text
        self._letter = letter
        self._terminals = terminals
        self._islands = islands
        self._style = SourceStyle(text, letter, terminals, islands)

    def rewrite(self, edited: Determination, care: Care) -> str:
        """The source with the values of `edited`.

        Raises UnprintableError for a value that has no place in it.
        """
        edits = [
            *self._header(edited.header),
            *self._reviewer(edited.reviewer),
            *self._summary(edited.summary.text),
            *self._issues(edited.issues, care),
        ]
        return apply(self._text, edits)

    # The header

    def _header(self, edited: Header | None) -> Iterator[Edit]:
        header = self._letter.header
        if header == edited:
            return
        if header is None or edited is None:
            yield self._whole_header(header, edited)
            return
        for name in value_fields(Header):
            value, span = getattr(edited, name), header.span_of(name)
            if value != getattr(header, name):
                if value is None:
                    raise UnprintableError(f"header.{name} is missing, so it can't be printed")
                yield Edit(_placed(span, f"header.{name}"), cell_value(value))

    def _whole_header(self, header: Header | None, edited: Header | None) -> Edit:
        """Insert or remove the header, with the gap before the heading below it."""
        body = self._line_start(self._letter.reviewer.span)
        start = self._line_start(header.span) if header else body
        text = ""
        if edited:
            table = Blocks(self._terminals).table(edited)
            lines = render([table], self._style.style, WIDTH, self._islands).splitlines()
            text = self._style.line_break.join(lines) + self._style.between_paragraphs
        return Edit(Span(start, body), text)

    def _line_start(self, span: Span | None) -> int:
        """The start of the line that contains an offset, after a byte order mark."""
        before = self._text[: span.start if span else 0]
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
        return Edit(span, self._style.lay_out(separator.join(items), self._text[: span.start]))

    # The summary and the issues

    def _summary(self, text: str) -> Iterator[Edit]:
        summary = self._letter.summary
        if text != summary.text:
            span = _placed(summary.span, "summary")
            text = _wanted(text, "summary")
            yield Edit(span, self._style.lay_out(text, self._text[: span.start]))

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
                        before = self._text[: span.start]
                        yield Edit(span, self._value(issue, name, before, care))
        else:
            yield self._all_issues(edited, bases, care)

    def _all_issues(self, edited: Sequence[Issue], bases: Sequence[int | None], care: Care) -> Edit:
        """All issues, copied except for what was changed, added or moved."""
        originals = self._letter.issues
        start, end = _body(originals[0]).start, _body(originals[-1]).end
        text = self._text[:start]
        for number, (issue, base) in enumerate(zip(edited, bases, strict=True)):
            previous = bases[number - 1] if number else None
            if number:
                text += self._gap(previous, base)
            follows = bases[number + 1] if number + 1 < len(bases) else None
            moved = set()
            if care is not Care.USUAL:
                if number and not _stood_so(previous, base) and _has_sentences(issue.request.text):
                    moved.add("request")
                if not _stood_so(base, follows) and not ends_sentence(issue.rationale.text):
                    moved.add(_LAST)
            text = self._issue(text, issue, base, care, moved)
        return Edit(Span(start, end), text[start:])

    def _gap(self, one: int | None, other: int | None) -> str:
        """The text between two issues. The numbers are those of the source."""
        if one is None or other is None or not _stood_so(one, other):
            return self._style.between_issues
        start, end = (_body(self._letter.issues[number]) for number in (one, other))
        return self._text[start.end : end.start]

    def _issue(
        self, before: str, issue: Issue, base: int | None, care: Care, moved: Iterable[str]
    ) -> str:
        """The text before an issue, and the issue.

        Unchanged values of an issue from the source are copied, unless the issue is `moved` and its
        neighbours are new.
        """
        original = None if base is None else self._letter.issues[base]
        if original and original == issue and not moved:
            return before + self._text[slice(*_body(original))]
        for name in value_fields(Issue):
            if original and name not in moved and getattr(issue, name) == getattr(original, name):
                before += self._text[slice(*place(original, name))]
            else:
                before += self._value(issue, name, before, care)
            if name == _LAST:
                continue
            if original:
                end, start = place(original, name).end, place(original, following(name)).start
                before += self._text[end:start]
            else:
                before += self._style.after(name)
        return before

    def _value(self, issue: Issue, name: str, before: str, care: Care) -> str:
        """A newly printed value of an issue."""
        value: Prose | Decision | None = getattr(issue, name)
        if isinstance(value, Decision):
            return value.value
        text = _wanted(value.text if value else "", f"the {name.replace('_', ' ')} of an issue")
        if name == "request":
            return self._style.lay_out_request(text, before, care)
        if name == _LAST:
            return self._style.lay_out_rationale(text, before, care)
        return self._style.lay_out(text, before)


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
    for issue in edited:
        number = numbers.get(issue.span)
        yield originals.index(issue) if number is None and issue in originals else number


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
