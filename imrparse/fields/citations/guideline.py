"""What a guideline field says: ``grammars/citation.lark`` read into citations."""

from __future__ import annotations

from functools import lru_cache

from attrs import frozen

from imrparse.fields.citations.citation_builder import build
from imrparse.fields.citations.citation_draft import ReadCitation
from imrparse.fields.citations.citation_parser import FULL_STOP, citation_parser
from imrparse.fields.details import Citation, GuidelineContent
from imrparse.syntax.tokens import Token
from imrparse.text.folding import Folded
from imrparse.text.node import unchecked

_new_citation = unchecked(Citation)


_KEPT = 1_024  # texts whose reading is kept, since fields are much alike from letter to letter
_LONGEST_KEPT = 1_000  # code points


def read_guideline(folded: Folded) -> GuidelineContent:
    """What a guideline field says, with the places of its citations if it was read from a text."""
    read = _read(folded.text)
    return GuidelineContent(
        read.no_evidence_cited,
        read.outside_mtus,
        tuple(_placed(citation, folded) for citation in read.citations),
        ended=read.ended,
    )


def read_text(text: str) -> GuidelineContent:
    """What a folded text says, without places."""
    read = _read(text)
    return GuidelineContent(
        read.no_evidence_cited,
        read.outside_mtus,
        tuple(_new_citation(**citation.values) for citation in read.citations),
        ended=read.ended,
    )


@frozen
class _Read:
    """What a text says, wherever it stands."""

    no_evidence_cited: bool
    outside_mtus: bool
    ended: bool
    citations: tuple[ReadCitation, ...]


def _read(text: str) -> _Read:
    return _kept(text) if len(text) <= _LONGEST_KEPT else _parsed(text)


def _parsed(text: str) -> _Read:
    tree = citation_parser().parse(text)
    statements = [part.type for part in tree.children if isinstance(part, Token)]
    return _Read(
        any(name.startswith("NO_EVIDENCE_") for name in statements),
        any(name.startswith("OUTSIDE_") for name in statements),
        text.endswith(FULL_STOP),
        tuple(build(tree, text)),
    )


_kept = lru_cache(_KEPT)(_parsed)


def _placed(citation: ReadCitation, folded: Folded) -> Citation:
    return _new_citation(
        **citation.values,
        span=folded.span(*citation.place),
        places=folded.places(citation.places),
    )
