"""The looks in their order, and how they are applied."""

from __future__ import annotations

from imrparse.text.decoration import (
    escapes,
    fences,
    furniture,
    html,
    line_ends,
    line_numbers,
    markdown,
    numbering,
    quotation,
    unseen,
)
from imrparse.text.decoration.view import Look, View

_SIGNED: tuple[tuple[str, Look], ...] = (
    ("=", escapes.quoted_printable),
    ("&", html.entities),
    ("{#", markdown.attributes),
)
"""Looks for what a strict reading would take for the letter's own words, in texts that hold a sign.

These and the next are cheap where there is nothing to find."""

_ALWAYS: tuple[Look, ...] = (unseen.look, numbering.look, furniture.look_at_ends)
"""Looks for such things in every text."""

_DEEP: tuple[Look, ...] = (
    markdown.rules,
    html.look,
    markdown.look,
    quotation.look,
    line_numbers.look,
    line_numbers.stamps,
    fences.look,
    furniture.look,
    furniture.look_inside,
)
"""Looks for what makes a strict reading fail."""

_ROUNDS = 3  # carriers nest: mail in a listing in JSON


def first_view(view: View) -> View:
    """A view of a text in which only what a strict reading would swallow is masked."""
    plain = view.plain
    for sign, look in _SIGNED:
        if sign in plain and (masks := list(look(view))):
            view = view.masked(masks)
    for look in _ALWAYS:
        if masks := list(look(view)):
            view = view.masked(masks)
    return view


def peeled(view: View) -> View:
    """A view in which all is masked that is recognised as a carrier's."""
    for _ in range(_ROUNDS):
        plain = view.plain
        for look in (line_ends.look, *[escapes.look] * _ROUNDS, *_DEEP):
            if masks := list(look(view)):
                view = view.masked(masks)
        view = first_view(view)
        if view.plain == plain:
            break
    return view
