"""The free texts of a letter: the summary, requests, guideline fields and rationales.

Their content is parsed by ``imrparse/fields`` on demand. The field parsers are imported on first
use, so that importing the tree stays cheap.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, TypedDict

from attrs import field, frozen

from imrparse import fields
from imrparse.text.folding import Folded, fold, fold_part
from imrparse.text.node import Node, setter, short
from imrparse.text.values import checked


def _fold_text(prose: Prose, name: str) -> str:
    """Fold the text of a parsed node on first access: the parser does not set it."""
    if name != "text" or (plain := prose.plain) is None or (span := prose.span) is None:
        raise AttributeError(f"{type(prose).__name__!r} object has no attribute {name!r}")
    text = fold_part(plain, span[0], span[1])
    _set_text(prose, text)
    return text


def _text_or_derived(prose: Prose, name: str) -> object:
    return _fold_text(prose, name) if name == "text" else Prose.__getattr__(prose, name)  # type: ignore[attr-defined]


@frozen(repr=False, field_transformer=checked)
class Prose(Node):
    """Text with white space folded to single spaces, and without Markdown marks.

    For a text that was not parsed from a letter, raises UnprintableError, a ValueError, if it would
    be parsed as more than its part after printing: one with a heading, or with ": Upheld" at the
    end of a line.
    """

    text: str
    """The text, with white space folded."""

    plain: str | None = field(default=None, eq=False, repr=False, kw_only=True)
    """The plain text of the letter; None for a text that was not parsed from one."""

    def __attrs_post_init__(self) -> None:
        """Fold a text that was not parsed, and refuse it if it would not be parsed back."""
        if self.raw is not None and self.text == fold(self.raw):
            return
        from imrparse.tree.printable import printable

        object.__setattr__(self, "text", printable(self.text, type(self).__name__.lower()))
        object.__setattr__(self, "plain", None)

    if not TYPE_CHECKING:
        __getattr__ = _fold_text

        def __init_subclass__(cls) -> None:
            """Make a subclass look for its text first, and then for derived values."""
            super().__init_subclass__()
            cls.__getattr__ = cls.__dict__.get("__getattr__", _text_or_derived)

    @property
    def raw(self) -> str | None:
        """The text before folding; None for a text that was not parsed."""
        if self.plain is None or self.span is None:
            return None
        return self.plain[slice(*self.span)]

    def _short_repr(self) -> str:
        return short(self.text)

    @cached_property
    def folded(self) -> Folded:
        """The text with its position in the source, if it was parsed."""
        return Folded(self.text, self.raw, self.span.start if self.span else 0)


_set_text = setter(Prose, "text")


class ProseValues(TypedDict, total=False):
    """The values of a free text that `imrparse.replace` takes."""

    text: str


@frozen(repr=False, field_transformer=checked)
class Summary(Prose):
    """The clinical case summary."""


@frozen(repr=False, field_transformer=checked)
class Request(Prose):
    """The requested treatment, without the colon that ends it."""

    DERIVED: ClassVar[tuple[str, ...]] = ("treatment", "partial_authorization", "category", "drugs")

    @property
    def treatment(self) -> fields.details.Treatment:
        """The disputed treatment: what remains of a partial authorization, else the whole
        request."""
        return self._content.treatment

    @property
    def partial_authorization(self) -> fields.details.PartialAuthorization | None:
        """The requested, authorized and remaining treatment, if the request has one of the two
        forms."""
        return self._content.partial_authorization

    @cached_property
    def category(self) -> fields.details.Category | None:
        """The category in the DWC's decision search; None if no term determines it.

        A request for two treatments has the first level of their categories, if they share it.
        """
        from imrparse.fields.category import read_category

        return read_category(self.folded, of_several=True)

    @cached_property
    def drugs(self) -> tuple[fields.details.Drug, ...]:
        """The drugs that the disputed treatment names, in text order.

        A request for a test or a consultation names drugs that it does not ask for: it has none.
        """
        from imrparse.fields.drugs import read_drugs

        return read_drugs(self.folded, self.category)

    @cached_property
    def _content(self) -> fields.details.RequestContent:
        from imrparse.fields.treatments.request import read_request

        return read_request(self.folded)


@frozen(repr=False, field_transformer=checked)
class Guideline(Prose):
    """The guidelines that one side based its decision on."""

    DERIVED: ClassVar[tuple[str, ...]] = ("no_evidence_cited", "outside_mtus", "citations")

    @property
    def no_evidence_cited(self) -> bool:
        """Whether the field says that no medical evidence was cited."""
        return self._content.no_evidence_cited

    @property
    def outside_mtus(self) -> bool:
        """Whether the field says that the decision is based on guidelines outside the MTUS."""
        return self._content.outside_mtus

    @property
    def citations(self) -> tuple[fields.details.Citation, ...]:
        """The citations in the field, in text order."""
        return self._content.citations

    @cached_property
    def _content(self) -> fields.details.GuidelineContent:
        from imrparse.fields.citations.guideline import read_guideline

        return read_guideline(self.folded)


@frozen(repr=False, field_transformer=checked)
class Rationale(Prose):
    """The reviewer's reasons."""

    DERIVED: ClassVar[tuple[str, ...]] = ("conclusion",)

    @cached_property
    def conclusion(self) -> fields.details.Conclusion:
        """The conclusion of the reasons."""
        from imrparse.fields.conclusion import read_conclusion

        return read_conclusion(self.folded)
