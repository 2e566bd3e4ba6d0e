"""Findings as GitHub workflow annotations: one command on each line.

GitHub's documentation names the commands and their keys. How values are escaped is only in the code
of its runner and toolkit: per cent signs and line ends everywhere, colons and commas in values.
"""

from __future__ import annotations

from collections.abc import Iterator

from imrparse.diagnostics.diagnostic import Diagnostic, Severity
from imrparse.diagnostics.rendering import concise
from imrparse.reports.results import Result
from imrparse.text.visible import original_file_name, visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def lines(result: Result) -> Iterator[str]:
    """The commands for the findings in one file."""
    if failure := result.failure:
        place = {"title": f"imrparse ({failure.title})"} | _file(result.path)
        text = f"{visible(result.path)}: {failure.title} {visible(failure.message)}"
        yield _command("error", place, text)
    for found in result.diagnostics:
        yield _command(
            _COMMANDS[found.severity], _place(result.path, found), _finding_text(result, found)
        )


def _place(path: str, found: Diagnostic) -> dict[str, str]:
    file = _file(path)
    place: dict[str, object] = {"title": f"imrparse ({found.code})", **file}
    if found.source.locator or not file:  # the text has other lines than the file
        return {key: str(value) for key, value in place.items()}
    place |= {"line": found.line, "endLine": found.end_line}
    if found.end_line == found.line:  # GitHub ignores columns of several lines
        place |= {"col": found.column, "endColumn": found.end_column}
    return {key: str(value) for key, value in place.items()}


def _file(path: str) -> dict[str, str]:
    """The value that names a file.

    A name with control characters is given in the message only: the log would interpret them, and
    GitHub has no escape for them.
    """
    path = original_file_name(path)
    name = path.replace("\r", "").replace("\n", "")
    return {"file": path} if visible(name) == name else {}


def _finding_text(result: Result, found: Diagnostic) -> str:
    """The place in words, since the log of a workflow shows only the message."""
    hint = f"; {visible(found.hint)}" if found.hint else ""
    return f"{concise(found, result.path)}{hint}"


def _command(name: str, values: dict[str, str], message: str) -> str:
    properties = ",".join(f"{key}={_value(value)}" for key, value in values.items())
    return f"::{name} {properties}::{_text(message)}"


def _text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
