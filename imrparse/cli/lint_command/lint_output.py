"""What `imrparse lint` prints: findings in each format, and settings.

What only some formats need is imported with them.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from types import TracebackType
from typing import Any

import click

import imrparse
from imrparse.cli.output import Json, excerpt_width, stdout, wants_color
from imrparse.diagnostics import rendering
from imrparse.diagnostics.diagnostic import Severity
from imrparse.linting.config_files import Settings
from imrparse.reports.results import Result
from imrparse.text.visible import escaped, visible


class Output(ABC):
    """Writes the findings of one file after another, and a trailer on exit."""

    def __enter__(self) -> Output:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is None:
            self.end()

    @abstractmethod
    def write(self, result: Result) -> None:
        """Write the findings of one file."""

    def end(self) -> None:  # noqa: B027 - most formats have nothing to add
        """Write what follows the last file."""


class Lines(Output):
    """For a reader: in full, or one line each. Unreadable files are reported on stderr instead."""

    def __init__(self, color: str, *, full: bool) -> None:
        self._stream = stdout()
        self._color = wants_color(color, self._stream)
        self._full = full
        self._width = excerpt_width(self._stream)

    def write(self, result: Result) -> None:
        for one in result.diagnostics:
            if self._full:
                text = rendering.full(one, path=result.path, width=self._width, color=self._color)
                self._echo(f"{text}\n")
            else:
                self._echo(rendering.concise(one, result.path))

    def _echo(self, text: str) -> None:
        click.echo(text, file=self._stream, color=self._color)


class JsonObjects(Output):
    """An object for each finding and each unreadable file: in an array, or one per line."""

    def __init__(self, *, lines: bool) -> None:
        self._json = Json(lines=lines)

    def __enter__(self) -> Output:
        self._json.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._json.__exit__(kind, error, traceback)

    def write(self, result: Result) -> None:
        failure = result.failure
        if failure and failure.code:
            values = rendering.unplaced_to_json(failure.code, failure.message, result.path)
            self._json.write(values)
        for one in result.diagnostics:
            self._json.write(rendering.to_json(one, result.path))


class Github(Output):
    """Annotations of GitHub workflows."""

    def write(self, result: Result) -> None:
        from imrparse.reports import github

        for line in github.lines(result):
            click.echo(line, file=stdout())


class Document(Output):
    """A document that is written at the end."""

    def __init__(self, add: Callable[[Result], None], text: Callable[[], str]) -> None:
        """`add` adds the findings of a file, and `text` gives the text of the document."""
        self._add = add
        self._text = text

    def write(self, result: Result) -> None:
        self._add(result)

    def end(self) -> None:
        stdout().buffer.write(self._text().encode("utf-8", errors="backslashreplace"))


def _junit() -> Document:
    from imrparse.reports.junit import Junit

    log = Junit()
    return Document(log.add, log.text)


def _sarif() -> Document:
    from imrparse.cli.rules import described
    from imrparse.reports.sarif import Sarif

    log = Sarif(described(), imrparse.__version__)
    return Document(log.add, lambda: json.dumps(log.document(), indent=2) + "\n")


def _html() -> Document:
    from imrparse.reports.html.article import read_letter
    from imrparse.reports.html.page import Page

    page = Page("Findings in letters")

    def add(result: Result) -> None:
        if result.loaded is None:
            reason = result.failure.message if result.failure else "no text"
            page.add_unreadable(result.path, reason)
        else:
            page.add(read_letter(result.path, result.loaded, result.diagnostics))

    return Document(add, page.html)


_SKIPPED = "\nSkipped in so many letters, where a syntax error damaged what the rule needs:"


class Statistics(Output):
    """The number of findings per rule, most frequent first; then the rules that were skipped."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._skipped: Counter[str] = Counter()

    def write(self, result: Result) -> None:
        self._counts.update(one.code for one in result.diagnostics)
        self._skipped.update(result.skipped)

    def end(self) -> None:
        self._show(self._counts)
        if self._skipped:
            click.echo(_SKIPPED, file=stdout())
            self._show(self._skipped)

    def _show(self, counts: Counter[str]) -> None:
        from imrparse.cli.rules import described

        rules = described()
        width = max((len(str(count)) for count in counts.values()), default=0)
        for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            rule = rules[code]
            click.echo(f"{count:>{width}}  {code}  {rule.name}: {rule.summary}", file=stdout())


class Nothing(Output):
    """Writes nothing, because a diff is shown instead."""

    def write(self, result: Result) -> None:
        pass


def output(form: str, color: str) -> Output:
    """The writer for a format."""
    if form in ("full", "concise"):
        return Lines(color, full=form == "full")
    if form in ("json", "jsonl"):
        return JsonObjects(lines=form == "jsonl")
    made = {"github": Github, "html": _html, "junit": _junit, "sarif": _sarif}
    return made[form]()


def severity_counts(counts: Counter[Severity]) -> str:
    """The number of findings of each severity: "2 errors, 1 warning"."""
    parts = [
        f"{counts[level]} {level.value}{'s' if counts[level] != 1 else ''}"
        for level in Severity
        if counts[level]
    ]
    return ", ".join(parts)


def settings_text(names: Sequence[str], settings: Settings) -> str:
    """The settings of some files as TOML, with the file they come from."""
    about = (f"# {visible(name)}" for name in names)
    return "\n".join([*about, *_lines(settings)]) + "\n"


def _lines(settings: Settings) -> Iterator[str]:
    yield f"# from {visible(str(settings.path)) if settings.path else 'the defaults'}"
    yield "[lint]"
    config = settings.config
    yield f"select = {_toml(config.select)}"
    yield f"ignore = {_toml(config.ignore)}"
    if config.date:
        yield f"date = {config.date.isoformat()}"
    if not config.quotations:
        yield "quotations = false"
    for one in config.accept:
        yield f"\n[[lint.accept]]\ncase = {_toml(one.case)}\ncodes = {_toml(one.codes)}"
        yield f"reason = {_toml(one.reason)}"
    tables: dict[str, Any] = {
        "severity": config.severity,
        "per-file-ignores": config.per_file_ignores,
    }
    tables |= {f"options.{rule}": options for rule, options in config.options.items()}
    for table, values in tables.items():
        if values:
            yield f"\n[lint.{table}]"
            yield from (f"{_toml(key)} = {_toml(value)}" for key, value in values.items())


def _toml(value: Any) -> str:
    """A settings value as TOML. That is the same as JSON except for one character, which is escaped
    along with other control characters."""
    plain = value.value if isinstance(value, Enum) else value
    return escaped(json.dumps(plain, ensure_ascii=False))
