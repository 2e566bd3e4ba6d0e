"""Runs the looks for carriers' marks: in which order, and in how many rounds."""

from __future__ import annotations

import re
from functools import cache

from imrparse.text.decoration import furniture, unseen
from imrparse.text.decoration.view import FILLER, Look, View

_SIGNS = {
    "=": "= ?\n",
    "\x1b": "",
    "\b": "",
    "&": f"&[{FILLER}#A-Za-z]",
    "{": r"\{#",
    "\u00e2": "\u00e2\u20ac",
    "\u00c2": "\u00c2[\u00a0-\u00bf]",
    "\u00c3": "\u00c3[\u0080-\u00bf\u2018-\u203a\u20ac]",
    "<": r"<(?:!--\s*imrparse:|/(?:em|mark|strong|span|font|i|u)>|(?<![:\s]<)/b>)",
}
"""Characters that trigger a look of `_signed`, each with a pattern that rules out its use in prose
("Knee & Leg"). A search for two characters takes forty times as long as for one.

These looks and `_ALWAYS` find marks that a strict parse would silently accept as the letter's own
words. They are cheap if there is nothing to find."""

_MISREAD = "\u00e2\u00c2\u00c3"  # how UTF-8 begins in Windows-1252

_RULES = [*((sign, sign * 10) for sign in "_~"), *((sign, sign * 5) for sign in "-=*")]
"""Rules alone on a line. A long one stands in no prose; between two chunks of a text, what these
share stands on both sides of one, however short."""

_ALWAYS: tuple[Look, ...] = (unseen.look, furniture.look_at_ends)
"""Looks that run on every text."""

_ROUNDS = 3  # carriers nest, as in a quoted mail in a JSON string


def first_view(view: View) -> View:
    """The view for the strict parse: only marks that it would silently accept are masked."""
    if view.is_settled:
        return view
    seen, plain = view, view.plain
    for sign in _SIGNS:
        if sign in plain and _marked(sign).search(plain) and (masks := list(_signed(sign)(view))):
            view = view.masked(masks)
    for sign, rule in _RULES:
        # Most texts have none of these signs but hyphens, and one sign is found at once.
        # A search for several is twice as fast from the end.
        if sign in plain and plain.rfind(rule) >= 0:
            view = _joined(view.masked(_rules()(view)))
            break
    for look in _ALWAYS:
        if masks := list(look(view)):
            view = view.masked(masks)
    view.is_settled = view is seen
    return view


def peeled(view: View) -> View:
    """A view with every recognised mark masked."""
    for _ in range(_ROUNDS):
        plain = view.plain
        idle = None
        for look in _deep():
            if look is idle:
                continue
            if masks := list(look(view)):
                view = view.masked(masks)
            else:
                idle = look
        view = first_view(view)
        if view.plain == plain:
            break
    return view


# The modules of these looks are imported with the first text that needs them.


@cache
def _marked(sign: str) -> re.Pattern[str]:
    return re.compile(_SIGNS[sign])


@cache
def _signed(sign: str) -> Look:
    if sign == "&":
        from imrparse.text.decoration.markup import entities

        return entities
    if sign == "{":
        from imrparse.text.decoration.markup import attributes

        return attributes
    if sign == "<":
        from imrparse.text.decoration import remarks
        from imrparse.text.decoration.markup import highlights

        return lambda view: [*remarks.look(view), *highlights(view)]
    from imrparse.text.decoration import escapes

    if sign in _MISREAD:
        return escapes.misread
    return escapes.quoted_printable if sign == "=" else escapes.terminal


@cache
def _rules() -> Look:
    from imrparse.text.decoration.markup import long_rules

    return long_rules


def _joined(view: View) -> View:
    """A view without the rules between chunks, and without the lines that two of them share."""
    from imrparse.text.decoration import markup, repeats

    parted = view.masked(markup.short_rules(view))
    shared = repeats.look(parted)
    return parted.masked(shared) if shared else view


@cache
def _deep() -> tuple[Look, ...]:
    """Looks for marks that make a strict parse fail; they run only after it failed."""
    from imrparse.text.decoration import (
        escapes,
        frames,
        line_numbers,
        literals,
        markup,
        quotation,
        repeats,
    )

    return (
        quotation.outermost,
        unseen.line_ends,
        unseen.accents,
        frames.attributes,
        frames.folded,
        frames.line_ends,
        literals.load_file,
        literals.on_lines,
        *[escapes.look] * _ROUNDS,
        escapes.base64,
        escapes.signs,
        escapes.misread,
        markup.latex,
        markup.troff,
        markup.pod,
        markup.rules,
        markup.html,
        markup.markdown,
        quotation.look,
        quotation.messages,
        quotation.hunks,
        literals.rows,
        line_numbers.look,
        frames.look,
        markup.fences,
        furniture.look,
        furniture.look_inside,
        repeats.look,
    )
