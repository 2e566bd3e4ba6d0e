"""One letter as an article of a page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from attrs import frozen

from imrparse.diagnostics.diagnostic import Diagnostic
from imrparse.files import Loaded
from imrparse.parsing.reader import reader
from imrparse.reports.html.blocks import Block, blocks
from imrparse.reports.html.cards import cards, counted
from imrparse.reports.html.marked_text import MarkedText, Numbered, numbered
from imrparse.reports.html.tree import tree
from imrparse.text.source import Source
from imrparse.text.values import in_words
from imrparse.text.visible import visible
from imrparse.tree.letter import Determination


@frozen
class Letter:
    """What an article shows."""

    name: str
    source: Source
    tree: Determination
    findings: Sequence[Diagnostic]


def read_letter(name: str, loaded: Loaded, findings: Sequence[Diagnostic]) -> Letter:
    """The letter in a text, with findings that were made in it."""
    source = loaded.source()
    return Letter(name, source, reader().read(source, with_warnings=False).letter, findings)


@frozen
class Look:
    """How an article looks."""

    prefix: str = "l1-"
    """Begins its ids."""
    opens_tree: bool = False
    interactive: bool = False
    """Whether fixes have buttons."""


def article(letter: Letter, look: Look) -> str:
    """The article of a letter: a title, its blocks with their findings beside them, its tree."""
    found = blocks(letter.tree, letter.source)
    findings = numbered(letter.findings)
    text = MarkedText(letter.source, findings, look.prefix)
    beside = _beside(found, findings)
    rows = "".join(
        _block(block, number, text.html(block.span), beside[number - 1], look)
        for number, block in enumerate(found, start=1)
    )
    shown = tree(letter.tree, found, look.prefix, is_open=look.opens_tree)
    title = f'<h2 id="{look.prefix}title">{escape(visible(letter.name))}</h2>'
    return (
        f'<article class="letter" aria-labelledby="{look.prefix}title">'
        f'<header>{title}<p class="about">{about(letter)}</p></header>'
        f'{shown}<div class="blocks">{rows}</div></article>'
    )


def about(letter: Letter) -> str:
    """The case number, the outcome, the generation and the number of findings, as HTML."""
    outcome = in_words(letter.tree.outcome, "no outcome")
    words = [letter.tree.case_number or "no case number", outcome]
    if letter.tree.template:
        words.append(f"template {letter.tree.template.value}")
    words.append(counted(letter.findings))
    return " · ".join(f"<span>{escape(visible(one))}</span>" for one in words)


def unreadable(name: str, message: str, prefix: str) -> str:
    """The article of a file that can't be read."""
    title = f'<h2 id="{prefix}title">{escape(visible(name))}</h2>'
    return (
        f'<article class="letter failed" aria-labelledby="{prefix}title"><header>{title}'
        f'<p class="about">could not be read</p></header>'
        f'<p class="message">{escape(visible(message))}</p></article>'
    )


def _beside(found: Sequence[Block], findings: Sequence[Numbered]) -> list[list[Numbered]]:
    """The findings that begin in each block."""
    beside: list[list[Numbered]] = [[] for _ in found]
    place = 0
    for one in findings:
        while place + 1 < len(found) and found[place + 1].span.start <= one.finding.span.start:
            place += 1
        beside[place].append(one)
    return beside


def _block(block: Block, number: int, text: str, beside: Sequence[Numbered], look: Look) -> str:
    own = f"{look.prefix}b{number}"
    tag = "h4" if block.level else "h3"
    decided = f' <span class="decided">{block.decided.value}</span>' if block.decided else ""
    name = f'<{tag} class="part">{escape(block.name)}{decided}</{tag}>'
    notes = cards(beside, look.prefix, interactive=look.interactive)
    return (
        f'<section class="block" id="{own}">{name}'
        f'<div class="text">{text}</div><div class="beside">{notes}</div></section>'
    )
