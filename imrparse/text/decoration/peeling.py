"""The order in which carriers' marks are looked for, and how often."""

from __future__ import annotations

from functools import cache

from imrparse.text.decoration import furniture, unseen
from imrparse.text.decoration.view import Look, View

_SIGNS = ("=", "\x1b", "\b", "&", "{#")
"""What a text contains if a look of `_signed` has to run.

These looks and `_ALWAYS` find marks that a strict parse would silently accept as the letter's own
words.
They are cheap if there is nothing to find."""

_ALWAYS: tuple[Look, ...] = (unseen.look, furniture.look_at_ends)
"""Looks that run on every text."""

_ROUNDS = 3  # carriers nest: mail in a listing in JSON


def first_view(view: View) -> View:
    """The view for the strict parse: only marks that it would silently accept are masked."""
    plain = view.plain
    for sign in _SIGNS:
        if sign in plain and (masks := list(_signed()[sign](view))):
            view = view.masked(masks)
    for look in _ALWAYS:
        if masks := list(look(view)):
            view = view.masked(masks)
    return view


def peeled(view: View) -> View:
    """A view with every recognised mark masked."""
    for _ in range(_ROUNDS):
        plain = view.plain
        for look in _deep():
            if masks := list(look(view)):
                view = view.masked(masks)
        view = first_view(view)
        if view.plain == plain:
            break
    return view


# The modules of these looks are imported with the first text that needs them.


@cache
def _signed() -> dict[str, Look]:
    from imrparse.text.decoration import escapes, html, markdown

    return {
        "=": escapes.quoted_printable,
        "\x1b": escapes.terminal,
        "\b": escapes.terminal,
        "&": html.entities,
        "{#": markdown.attributes,
    }


@cache
def _deep() -> tuple[Look, ...]:
    """Looks for marks that make a strict parse fail; they run only after it failed."""
    from imrparse.text.decoration import (
        escapes,
        html,
        line_numbers,
        literals,
        markdown,
        quotation,
    )

    return (
        quotation.outermost,
        unseen.line_ends,
        literals.load_file,
        literals.on_lines,
        *[escapes.look] * _ROUNDS,
        escapes.base64,
        escapes.signs,
        escapes.misread,
        markdown.latex,
        markdown.rules,
        html.look,
        markdown.look,
        quotation.look,
        literals.rows,
        line_numbers.look,
        markdown.fences,
        furniture.look,
        furniture.look_inside,
    )
