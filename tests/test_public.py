"""The public interface: the names, and the behaviour of nodes."""

from __future__ import annotations

import pickle
import subprocess
import sys

import attrs
import pytest

from helpers.letter_checks import check_letter, nodes
from helpers.letters import sample_text

import imrparse

LETTER = imrparse.parse(sample_text("2016-pypdf-knee-arthroscopy-ten-issues"))


def test_public_names() -> None:
    missing = [name for name in imrparse.__all__ if not hasattr(imrparse, name)]
    assert not missing
    assert set(imrparse.__all__) <= set(dir(imrparse))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = imrparse.nothing  # type: ignore[attr-defined]


def test_import_is_light() -> None:
    """Each module is imported when one of its names is first used, and the grammar is built with
    the first letter. The command relies on it, to handle signals before it imports much."""
    heavy = {"attrs", "click", "imrparse.api", "lark", "rich"}
    program = f"import sys, imrparse; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"set()"


def test_nodes_are_frozen() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        LETTER.summary.text = "another"  # type: ignore[misc]


def test_letters_survive_pickling() -> None:
    again = pickle.loads(pickle.dumps(LETTER))
    assert again == LETTER
    assert imrparse.unparse(again) == imrparse.unparse(LETTER)
    assert [node.span for node in nodes(again)] == [node.span for node in nodes(LETTER)]


def test_a_letter_from_plain_values_has_no_text() -> None:
    with pytest.raises(ValueError, match="not parsed from a text"):
        imrparse.unparse(imrparse.from_dict(imrparse.to_dict(LETTER)))


def test_a_changed_letter_does_not_unparse_to_its_old_text() -> None:
    changed = attrs.evolve(LETTER, issues=LETTER.issues[:1])
    text = imrparse.unparse(changed)
    assert text != LETTER.source
    assert imrparse.parse(text) == changed


def test_places_of_fields() -> None:
    text = sample_text("2016-pdfium-lumbar-mri")
    letter = check_letter(text)
    assert letter.header is not None
    place = letter.header.span_of("decision_date")
    assert place is not None
    assert text[slice(*place)] == "01/05/2017"
    assert letter.span_of("summary") == letter.summary.span
    with pytest.raises(AttributeError):
        letter.span_of("verdict")
    assert imrparse.from_dict(imrparse.to_dict(letter)).span_of("summary") is None
