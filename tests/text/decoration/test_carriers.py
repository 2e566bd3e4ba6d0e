"""Letters read the same whatever carried them."""

from __future__ import annotations

from functools import cache

import pytest

from helpers.carriers import CARRIERS
from helpers.letters import sample_names, sample_text

import imrparse
from imrparse import Determination

each_sample = pytest.mark.parametrize("name", sample_names())


@cache
def bare(name: str) -> Determination:
    return imrparse.parse(sample_text(name))


def seen(letter: Determination) -> Determination:
    return letter


@pytest.mark.parametrize("carrier", CARRIERS)
@each_sample
def test_a_letter_is_read_the_same(name: str, carrier: str) -> None:
    text = CARRIERS[carrier](sample_text(name))
    letter = imrparse.parse(text)
    assert letter == bare(name)
    assert imrparse.unparse(letter) == text
