"""The drugs that a request names, by ``data/drugs.toml``.

Names are looked up by their first word, as the terms of categories are. Names that stand together
can be one drug: the ingredients of a mixture ("flurbiprofen 20%/lidocaine 5% cream"), or a brand
and its generic name ("Norco (hydrocodone/acetaminophen)").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from imrparse.data.regexes import regex
from imrparse.fields.details import Category, Drug, Ingredient
from imrparse.fields.drug_names import WORD, Lexicon, Name, lexicon, meant_drugs
from imrparse.fields.treatments.request import disputed_place
from imrparse.fields.treatments.treatment import read_treatment
from imrparse.text.folding import Folded
from imrparse.text.node import unchecked

_new_drug = unchecked(Drug)
_new_ingredient = unchecked(Ingredient)

Place: TypeAlias = tuple[int, int]

_UNIT = regex(r"[^\d.,/ \u2013-]+")
_BETWEEN_FIGURES = regex(r" ?[/\u2013-] ?")
_FIGURES = regex(r"[\d.]+")
_SIGNS = regex(r"[\s.)\]]+")


class _Mention(NamedTuple):
    """A name in a text, and where it starts and ends."""

    name: Name
    start: int
    end: int


class _Group(NamedTuple):
    """Mentions that name one drug."""

    mentions: list[_Mention]
    ingredients: tuple[str, ...]
    brand: str | None
    drug_class: str | None

    @property
    def start(self) -> int:
        """The offset of its first name."""
        return self.mentions[0].start

    @property
    def end(self) -> int:
        """The offset behind its last name."""
        return self.mentions[-1].end

    def place_of(self, ingredient: str) -> Place:
        """The place of the name that tells of an ingredient: its own, or one of a mixture."""
        those = [one for one in self.mentions if ingredient in one.name.ingredients]
        named = min(those or self.mentions, key=lambda one: len(one.name.ingredients))
        return named.start, named.end


def read_drugs(folded: Folded, category: Category | None) -> tuple[Drug, ...]:
    """The drugs that the disputed treatment of a request of this category names."""
    names = lexicon()
    if category is not None and category.category in names.about:
        return ()
    offset, end = disputed_place(folded.text)
    treatment = folded.text[offset:end]
    text = treatment.lower()
    # Offsets would differ: no drug has such letters.
    if len(text) != len(treatment):
        return ()
    spelled = WORD.findall(text)
    meant = meant_drugs(spelled)
    if not meant and not any(map(names.starts.__contains__, spelled)):
        return ()
    reader = _Reader(text, read_treatment(treatment).strengths, names, meant)
    drugs = [_drug(reader, group, folded, offset) for group in reader.groups()]
    return tuple(dict.fromkeys(drugs))


def _drug(reader: _Reader, group: _Group, folded: Folded, offset: int) -> Drug:
    strengths = reader.strengths_of(group)
    route = reader.route_of(group, strengths)
    ingredients = []
    for ingredient, strength in zip(group.ingredients, strengths, strict=True):
        start, end = group.place_of(ingredient)
        span = folded.span(offset + start, offset + end)
        ingredients.append(_new_ingredient(ingredient, strength, span=span))
    return _new_drug(
        "/".join(group.ingredients),
        group.brand,
        reader.class_of(group, route),
        route,
        tuple(ingredients),
        span=folded.span(offset + group.start, offset + group.end),
    )


class _Reader:
    """Reads the drugs in the lowercase text of a treatment."""

    def __init__(
        self, text: str, strengths: Sequence[Place], names: Lexicon, meant: Mapping[int, str]
    ) -> None:
        self._text = text
        self._meant = meant
        self._strengths = strengths
        self._names = names
        self._groups = [group for group in self._merged() if group.drug_class]
        self._groups = [self._completed(group) for group in self._groups]

    def groups(self) -> Sequence[_Group]:
        """The drugs, in text order."""
        return self._groups

    def _mentions(self) -> Iterator[_Mention]:
        """The names in the text, the longest that begins at each word."""
        words = list(WORD.finditer(self._text))
        spelled = [self._meant.get(number, match.group()) for number, match in enumerate(words)]
        free = 0
        for place, word in enumerate(spelled):
            if place < free:
                continue
            for name in self._names.starts.get(word, ()):
                end = place + len(name.words)
                if tuple(spelled[place:end]) == name.words:
                    if not name.doubtful or self._strengths or len(spelled) == len(name.words):
                        yield _Mention(name, words[place].start(), words[end - 1].end())
                    free = end
                    break

    def _merged(self) -> list[_Group]:
        """The drugs, and ingredients that are none, each once."""
        groups: list[_Group] = []
        for mixture in self._mixtures():
            group = self._group(mixture)
            alias = self._alias(groups[-1], group) if groups else None
            if alias:
                groups[-1] = alias
            else:
                groups.append(group)
        return groups

    def _mixtures(self) -> Iterator[list[_Mention]]:
        """The generic names that are joined to mixtures, and each other name alone."""
        mixture: list[_Mention] = []
        for mention in self._mentions():
            if mixture and not self._is_joined(mixture, mention):
                yield mixture
                mixture = []
            mixture.append(mention)
        if mixture:
            yield mixture

    def _is_joined(self, mixture: Sequence[_Mention], new: _Mention) -> bool:
        """Whether a name is that of a further ingredient."""
        last, names = mixture[-1], self._names
        present = _ingredients(mixture)
        if new.name.brand or last.name.brand or not present.isdisjoint(new.name.ingredients):
            return False
        between, strengths = self._between(last.end, new.start)
        if names.counts.search(self._text, last.end, new.start):
            return False
        percents = [names.percent in strength for strength in strengths]
        if between in names.joints:
            return all(percents) or new.name.drug_class is None
        if between not in names.lists:
            return False
        if percents:
            return all(percents) and not names.route.search(self._text, last.end, new.start)
        known = present.union(new.name.ingredients) in names.mixtures
        return between != "" and (known or self._is_announced(mixture[0].start))

    def _is_announced(self, start: int) -> bool:
        """Whether words before a list of ingredients say that they are mixed for the skin."""
        stated = self._names.route.search(self._text, 0, start)
        skin = stated is not None and self._names.routes[stated.group()] == self._names.skin
        return skin or self._names.compound.search(self._text, 0, start) is not None

    def _between(self, start: int, end: int) -> tuple[str, Sequence[str]]:
        """What stands between two names besides strengths, salts and forms; and the strengths."""
        pieces, strengths, position = [], [], start
        for first, last in self._strengths:
            if start <= first < end:
                pieces.append(self._text[position:first])
                strengths.append(self._text[first:last])
                position = last
        pieces.append(self._text[position:end])
        rest = self._names.forms.sub(" ", " ".join(pieces))
        return _SIGNS.sub(" ", rest).strip(), strengths

    def _group(self, mixture: list[_Mention]) -> _Group:
        name = mixture[0].name
        if len(mixture) == 1:
            return _Group(mixture, name.ingredients, name.brand, name.drug_class)
        ingredients = tuple([each for one in mixture for each in one.name.ingredients])
        known = self._names.mixtures.get(frozenset(ingredients))
        classes = [one.name.drug_class for one in mixture if one.name.drug_class]
        first = classes[0] if classes else None
        return _Group(mixture, ingredients, None, known.drug_class if known else first)

    def _alias(self, before: _Group, group: _Group) -> _Group | None:
        """The drug that is named by its brand and its generic name; None if there are two drugs."""
        if self._is_title(before, group):
            return group
        if (before.brand is None) == (group.brand is None):
            return None
        branded, generic = (before, group) if before.brand else (group, before)
        if not set(generic.ingredients) <= set(branded.ingredients):
            return None
        between, _ = self._between(before.end, group.start)
        counted = self._names.counts.search(self._text, before.end, group.start)
        if between not in self._names.aliases or (counted and between not in ("(", "[")):
            return None
        whole = generic if len(generic.ingredients) == len(branded.ingredients) else branded
        mentions = before.mentions + group.mentions
        return _Group(mentions, whole.ingredients, branded.brand, branded.drug_class)

    def _is_title(self, before: _Group, group: _Group) -> bool:
        """Whether a name is that of a mixture: "Flurbi cream (flurbiprofen 20%, menthol 4%)"."""
        if before.brand or not set(before.ingredients) < set(group.ingredients):
            return False
        between, strengths = self._between(before.end, group.start)
        return not strengths and between.endswith(("(", "["))

    def _completed(self, group: _Group) -> _Group:
        """A drug, with the other ingredient of which only the strength is told: "10/325"."""
        names, both = self._names, (*group.ingredients, self._names.partner)
        known = names.mixtures.get(frozenset(both))
        if known is None or group.brand or len(both) != 2:
            return group
        start, end = self._stretch(group)
        first = next((place for place in self._strengths if start <= place[0] < end), (0, 0))
        figures = [
            _FIGURES.match(each) for each in _BETWEEN_FIGURES.split(self._text[slice(*first)])
        ]
        if len(figures) != 2 or not figures[1] or figures[1][0] not in names.partner_strengths:
            return group
        return group._replace(ingredients=both, drug_class=known.drug_class)

    def _stretch(self, group: _Group) -> Place:
        """The stretch of the text that tells about a drug: up to the next one."""
        number = bisect_left(self._groups, group.start, key=lambda one: one.start)
        is_last = number + 1 == len(self._groups)
        end = len(self._text) if is_last else self._groups[number + 1].start
        return group.start if number else 0, end

    def strengths_of(self, group: _Group) -> Sequence[str | None]:
        """The strength of each ingredient of a drug."""
        start, end = self._stretch(group)
        places = [place for place in self._strengths if start <= place[0] < end]
        count = len(group.ingredients)
        plain = [mention for mention in group.mentions if not mention.name.brand]
        if not places:
            return [None] * count
        if len(places) == 1 or len(plain) != count or count == 1:
            return _each(self._text[slice(*places[0])], count)
        bounds = [mention.start for mention in plain]
        # "5% lidocaine, 2% menthol" or "lidocaine 5%, menthol 2%"
        bounds = [start, *bounds] if places[0][1] < bounds[0] else [*bounds, end]
        return [
            next((self._text[slice(*p)] for p in places if first <= p[0] < last), None)
            for first, last in pairwise(bounds)
        ]

    def route_of(self, group: _Group, strengths: Collection[str | None]) -> str | None:
        """How a drug is taken: as a word of its stretch says, or as is usual for it."""
        names = self._names
        usual = names.usual_route(group.brand, group.ingredients, group.drug_class)
        if stated := names.route.search(self._text, *self._stretch(group)):
            route = names.routes[stated.group()]
            return usual if route in names.patches and usual == names.skin else route
        percent = any(names.percent in strength for strength in strengths if strength)
        return names.skin if percent and usual in (None, names.usual) else usual

    def class_of(self, group: _Group, route: str | None) -> str | None:
        """The class of a drug. One for the skin that a pharmacy mixes has a class of its own."""
        names = self._names
        if route != names.skin or group.brand or frozenset(group.ingredients) in names.mixtures:
            return group.drug_class
        if len(group.ingredients) > 1 or names.compound.search(self._text):
            return names.compound_class
        return group.drug_class


def _ingredients(mixture: Sequence[_Mention]) -> frozenset[str]:
    return frozenset(each for mention in mixture for each in mention.name.ingredients)


def _is_of_two(parts: Sequence[str]) -> bool:
    """Whether a strength has figures of two ingredients, "5/325mg", not those of "5mg/1ml"."""
    return len(parts) > 1 and _UNIT.search(parts[0]) is None and parts[1][:1].isdigit()


def _each(strength: str, count: int) -> Sequence[str | None]:
    """The strengths of the ingredients in that of a mixture: "10/325mg" is 10mg and 325mg.

    One without a part for each ingredient is that of none of several.
    """
    parts = _BETWEEN_FIGURES.split(strength)
    if count == 1:
        return [None if _is_of_two(parts) else strength]
    if len(parts) != count:
        return [None] * count
    unit = _UNIT.search(parts[-1])
    return [part if unit is None or _UNIT.search(part) else part + unit[0] for part in parts]
