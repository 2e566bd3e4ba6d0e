"""Findings as a JUnit report: a suite for each file, a failed case for each finding."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from imrparse.diagnostics.diagnostic import Diagnostic, Severity
from imrparse.diagnostics.rendering import concise, place_in_words
from imrparse.reports.results import Failure, Result

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COUNTS = ("tests", "failures", "errors")


class Junit:
    """The report of several files. Notes pass; a file without findings is one passing case."""

    def __init__(self) -> None:
        self._suites = ElementTree.Element("testsuites", name="imrparse")

    def add(self, result: Result) -> None:
        """Add the findings in one file. Its text is not kept."""
        name = _clean(result.path)
        suite = ElementTree.SubElement(self._suites, "testsuite", name=name)
        for found in result.diagnostics:
            _finding(suite, result.path, found)
        if result.failure:
            _failure(suite, result.failure)
        if not len(suite):
            _case(suite, "imrparse")
        for count, kind in zip(_COUNTS, ("testcase", ".//failure", ".//error"), strict=True):
            suite.set(count, str(len(suite.findall(kind))))

    def text(self) -> str:
        """The document."""
        for count in _COUNTS:
            self._suites.set(count, str(sum(int(suite.get(count, 0)) for suite in self._suites)))
        ElementTree.indent(self._suites)
        text = ElementTree.tostring(self._suites, encoding="unicode")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _case(suite: ElementTree.Element, name: str) -> ElementTree.Element:
    file = suite.get("name", "")
    return ElementTree.SubElement(suite, "testcase", name=name, classname=file, file=file, time="0")


def _finding(suite: ElementTree.Element, path: str, found: Diagnostic) -> None:
    if found.source.locator:
        at = place_in_words(found.source, found.span.start, None)
        case = _case(suite, f"{found.code} at {at}")
    else:
        case = _case(suite, f"{found.code} at {found.line}:{found.column}")
        case.set("line", str(found.line))
    body = _clean(concise(found, path))
    if found.severity is Severity.NOTE:
        ElementTree.SubElement(case, "system-out").text = body
        return
    kind = found.severity.value
    failure = ElementTree.SubElement(case, "failure", message=_clean(found.message), type=kind)
    failure.text = f"{body}\n{_clean(found.hint)}" if found.hint else body


def _failure(suite: ElementTree.Element, failure: Failure) -> None:
    case = _case(suite, failure.title)
    message = _clean(failure.message)
    ElementTree.SubElement(case, "error", message=message, type=failure.title).text = message


def _clean(text: str) -> str:
    """A text without the characters that XML forbids."""
    return _NO_XML.sub("\ufffd", text)
