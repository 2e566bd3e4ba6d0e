"""The free texts of a letter: the summary, requests, guideline fields and rationales.

What stands inside them is read by ``imrparse/fields`` when it is asked for. Its modules are
imported on first use, so that importing the tree stays cheap.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, TypedDict

from attrs import field, frozen

from imrparse.fields.details import (
    Category,
    Citation,
    Conclusion,
    GuidelineContent,
    PartialAuthorization,
    RequestContent,
    Treatment,
)
from imrparse.text.folding import Folded, fold
from imrparse.text.node import Node
from imrparse.text.short_forms import short
from imrparse.text.values import checked

_set = object.__setattr__


def _fold_text(prose: Prose, name: str) -> str:
    """The text of a prose when it is first asked for: a parser leaves it out."""
    if name != "text" or prose.plain is None or prose.span is None:
        raise AttributeError(f"{type(prose).__name__!r} object has no attribute {name!r}")
    start, end = prose.span
    text = " ".join(prose.plain[start:end].split())
    _set(prose, "text", text)
    return text


def _text_or_derived(prose: Prose, name: str) -> object:
    return _fold_text(prose, name) if name == "text" else Prose.__getattr__(prose, name)  # type: ignore[attr-defined]


@frozen(repr=False, field_transformer=checked)
class Prose(Node):
    """Text with white space folded to single spaces, without Markdown's marks.

    Raises UnprintableError, a ValueError, for a text made by program that would be read as more
    than its part once it is printed: one with a heading, or with ": Upheld" at the end of a line.
    """

    text: str

    plain: str | None = field(default=None, eq=False, repr=False, kw_only=True)
    """The plain text of the letter that the text was read from; None for one made by program."""

    def __attrs_post_init__(self) -> None:
        """A text made by program is folded, and refused if it would not be read back."""
        if self.raw is not None and self.text == fold(self.raw):
            return
        from imrparse.tree.printable import printable

        object.__setattr__(self, "text", printable(self.text, type(self).__name__.lower()))
        object.__setattr__(self, "plain", None)

    if not TYPE_CHECKING:
        __getattr__ = _fold_text

        def __init_subclass__(cls) -> None:
            """Let a subclass look for its text first, and for derived values after that."""
            super().__init_subclass__()
            cls.__getattr__ = cls.__dict__.get("__getattr__", _text_or_derived)

    @property
    def raw(self) -> str | None:
        """The plain text of the span, before it was folded; None for a text made by program."""
        if self.plain is None or self.span is None:
            return None
        return self.plain[slice(*self.span)]

    def _in_short(self) -> str:
        return short(self.text)

    @cached_property
    def folded(self) -> Folded:
        """The text, and where it stands. A text made by program stands nowhere."""
        return Folded(self.text, self.raw, self.span.start if self.span else 0)


class ProseValues(TypedDict, total=False):
    """The values of a free text that `imrparse.replace` takes."""

    text: str


@frozen(repr=False, field_transformer=checked)
class Summary(Prose):
    """The clinical case summary."""


@frozen(repr=False, field_transformer=checked)
class Request(Prose):
    """What was asked for, without the colon that ends it."""

    DERIVED: ClassVar[tuple[str, ...]] = ("treatment", "partial_authorization", "category")

    @property
    def treatment(self) -> Treatment:
        """What is in dispute: of a partial authorization what remains, else the whole request."""
        return self._content.treatment

    @property
    def partial_authorization(self) -> PartialAuthorization | None:
        """What was asked for, authorized and left, if the request is in one of the two forms."""
        return self._content.partial_authorization

    @cached_property
    def category(self) -> Category | None:
        """The category of the DWC's decision search; None where no term decides it."""
        from imrparse.fields.category import read_category

        return read_category(self.folded)

    @cached_property
    def _content(self) -> RequestContent:
        from imrparse.fields.treatments.request import read_request

        return read_request(self.folded)


@frozen(repr=False, field_transformer=checked)
class Guideline(Prose):
    """What one side based its decision on."""

    DERIVED: ClassVar[tuple[str, ...]] = ("no_evidence_cited", "outside_mtus", "citations")

    @property
    def no_evidence_cited(self) -> bool:
        """Whether the field says that no medical evidence was cited."""
        return self._content.no_evidence_cited

    @property
    def outside_mtus(self) -> bool:
        """Whether the field says that the decision stands on guidelines outside the MTUS."""
        return self._content.outside_mtus

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What the field cites, in its order."""
        return self._content.citations

    @cached_property
    def _content(self) -> GuidelineContent:
        from imrparse.fields.citations.guideline import read_guideline

        return read_guideline(self.folded)


@frozen(repr=False, field_transformer=checked)
class Rationale(Prose):
    """The reviewer's reasons."""

    DERIVED: ClassVar[tuple[str, ...]] = ("conclusion",)

    @cached_property
    def conclusion(self) -> Conclusion:
        """What the reasons come to."""
        from imrparse.fields.conclusion import read_conclusion

        return read_conclusion(self.folded)
