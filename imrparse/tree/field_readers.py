"""The readers of what stands inside the fields, each loaded when its first field is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from imrparse.fields.details import (
        Category,
        Conclusion,
        DateMention,
        GuidelineContent,
        InjuredWorker,
        RequestContent,
    )
    from imrparse.tree.letter import Determination, Guideline, Rationale, Request


@cache
def request() -> Callable[[Request], RequestContent]:
    from imrparse.fields.treatments.request import read_request

    return read_request


@cache
def category() -> Callable[[Request], Category | None]:
    from imrparse.fields.category import read_category

    return read_category


@cache
def guideline() -> Callable[[Guideline], GuidelineContent]:
    from imrparse.fields.citations.guideline import read_guideline

    return read_guideline


@cache
def conclusion() -> Callable[[Rationale], Conclusion]:
    from imrparse.fields.conclusion import read_conclusion

    return read_conclusion


@cache
def worker() -> Callable[[Determination], InjuredWorker]:
    from imrparse.fields.worker import read_worker

    return read_worker


@cache
def dates() -> Callable[[Determination], tuple[DateMention, ...]]:
    from imrparse.fields.dates import read_dates

    return read_dates
