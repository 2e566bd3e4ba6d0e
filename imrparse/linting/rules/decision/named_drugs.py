"""The drugs that a text names, and brands that stand beside the generic name of another drug."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

from imrparse.data.regexes import regex
from imrparse.diagnostics.diagnostic import Severity
from imrparse.fields.drug_names import WORD, Name, lexicon
from imrparse.linting.draft import Draft
from imrparse.linting.rule import Finding, Rule
from imrparse.text.spans import text_before

_KEPT = 1024  # texts

_BESIDE = regex(r"\((?:generic(?:\sfor)?\s|brand\s)?(?P<other>[A-Za-z]{4,})(?=[\s),(\u2122®])")
_BEFORE = regex(r"(?<![\w-])(?P<name>[A-Za-z]{4,})\s?[®\u2122]?\s?\Z")
_LONGEST = 40  # code points of a name


class BrandDiffers(Rule):
    """A brand stands beside the generic name of another drug.

    ## Why

    "Flexeril (tizanidine)" names two drugs: Flexeril is cyclobenzaprine. The determination is about
    the drug that was requested (8 CCR 9792.10.6(d)), and the reader can't tell which one that is.

    ## Example

    ```text wrong
    Norco (tramadol) 10/325mg was prescribed
    ```

    ```text right
    Norco 10/325mg was prescribed
    ```
    """

    code: ClassVar[str] = "IMR414"
    name: ClassVar[str] = "brand-differs"
    severity: ClassVar[Severity] = Severity.WARNING

    def check(self, draft: Draft) -> Iterator[Finding]:
        if "(" not in draft.source.view.signs or draft.words.isdisjoint(lexicon().starts):
            return
        for text in draft.filled:
            for found in _BESIDE.finditer(text.plain):
                before = text_before(text.plain, found.start(), _LONGEST)
                beside = _BEFORE.search(before)
                if beside is None:
                    continue
                one, other = _named(beside["name"]), _named(found["other"])
                if one is None or other is None or not (one.brand or other.brand):
                    continue
                if set(one.ingredients).isdisjoint(other.ingredients):
                    brand, generic = (one, other) if one.brand else (other, one)
                    yield Finding(
                        text.span(found.start() - len(before) + beside.start(), found.end("other")),
                        f"{brand.brand} is {' and '.join(brand.ingredients)}, not "
                        f"{' and '.join(generic.ingredients)}",
                    )


def _named(word: str) -> Name | None:
    """The drug of which a word is a name, and nothing else."""
    names = lexicon().starts.get(word.lower(), ())
    return next((one for one in names if len(one.words) == 1 and not one.doubtful), None)


@lru_cache(_KEPT)
def ingredients_in(text: str) -> frozenset[str]:
    """The generic names of all drugs that a text names."""
    spelled, starts = WORD.findall(text.lower()), lexicon().starts
    found: set[str] = set()
    for place, word in enumerate(spelled):
        for name in starts.get(word, ()):
            if tuple(spelled[place : place + len(name.words)]) == name.words and not name.doubtful:
                found.update(name.ingredients)
                break
    return frozenset(found)
