"""The drugs that requests name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.letters import read_prose

from imrparse import Drug, Request
from imrparse.data import table
from imrparse.fields.drug_names import lexicon
from imrparse.text.folding import fold

DATA = table("drugs")


def described(drug: Drug) -> str:
    """A drug in a line: "tramdol = Ultram, opioid, oral: tramadol 50mg"."""
    ingredients = ", ".join(
        f"{one.name} {one.strength}" if one.strength else one.name for one in drug.ingredients
    )
    brand = f" = {drug.brand}" if drug.brand else ""
    return f"{drug.name}{brand}, {drug.drug_class}, {drug.route}: {ingredients}"


# Each row: a request, and the drugs that it names.
REQUESTS = {
    "Naproxen 550mg #60": ["naproxen, NSAID, oral: naproxen 550mg"],
    "Fexmid 7.5 mg, ninety": [
        "cyclobenzaprine = Fexmid, muscle relaxant, oral: cyclobenzaprine 7.5 mg"
    ],
    "Norco 7.5/325mg #30": [
        "hydrocodone/acetaminophen = Norco, opioid, oral: hydrocodone 7.5mg, acetaminophen 325mg"
    ],
    "Oxycodone-APAP 5/325 mg": [
        "oxycodone/acetaminophen, opioid, oral: oxycodone 5mg, acetaminophen 325 mg"
    ],
    "Percocet (oxycodone/acetaminophen) #20": [
        "oxycodone/acetaminophen = Percocet, opioid, oral: oxycodone, acetaminophen"
    ],
    "Etodolac (Lodine) 400mg": ["etodolac = Lodine, NSAID, oral: etodolac 400mg"],
    "Lunesta 2mg or eszopiclone 2mg": ["eszopiclone = Lunesta, hypnotic, oral: eszopiclone 2mg"],
    "Flurbiprofen 25%, Lidocaine 5% cream, 60 grams": [
        "flurbiprofen/lidocaine, topical compound, topical: flurbiprofen 25%, lidocaine 5%"
    ],
    "4% lidocaine / 1% menthol lotion": [
        "lidocaine/menthol, topical analgesic, topical: lidocaine 4%, menthol 1%"
    ],
    "Compounded cream (ketamine, clonidine, baclofen)": [
        "ketamine/clonidine/baclofen, topical compound, topical: ketamine, clonidine, baclofen"
    ],
    # The other ingredient is told by its strength, and the title of a mixture is no further one.
    "Oxycodone 5/325 mg #60": [
        "oxycodone/acetaminophen, opioid, oral: oxycodone 5mg, acetaminophen 325 mg"
    ],
    "Flurbi cream (flurbiprofen 20%, menthol 4%)": [
        "flurbiprofen/menthol, topical compound, topical: flurbiprofen 20%, menthol 4%"
    ],
    # Misspelt names with figures behind them.
    "Tizandine HCL 4mg #30": ["tizanidine, muscle relaxant, oral: tizanidine 4mg"],
    "Hydrocone/APAP 5/325mg": [
        "hydrocodone/acetaminophen, opioid, oral: hydrocodone 5mg, acetaminophen 325mg"
    ],
    "Tizandine by mouth": [],
    # Two drugs, not a mixture.
    "Etodolac 400mg #60 and pantoprazole 20mg #30": [
        "etodolac, NSAID, oral: etodolac 400mg",
        "pantoprazole, proton pump inhibitor, oral: pantoprazole 20mg",
    ],
    "Lidocaine 5% patch #30, capsaicin 0.075% cream": [
        "lidocaine, topical analgesic, topical: lidocaine 5%",
        "capsaicin, topical analgesic, topical: capsaicin 0.075%",
    ],
    "Norco/Soma": [
        "hydrocodone/acetaminophen = Norco, opioid, oral: hydrocodone, acetaminophen",
        "carisoprodol = Soma, muscle relaxant, oral: carisoprodol",
    ],
    "Oxycodone #30/acetaminophen": [
        "oxycodone, opioid, oral: oxycodone",
        "acetaminophen, analgesic, oral: acetaminophen",
    ],
    "Naproxen 500mg/naproxen": [
        "naproxen, NSAID, oral: naproxen 500mg",
        "naproxen, NSAID, oral: naproxen",
    ],
    "Ketamine 10mg and clonidine 2mg": [
        "ketamine, NMDA antagonist, None: ketamine 10mg",
        "clonidine, antihypertensive, oral: clonidine 2mg",
    ],
    "Ketamine 10% cream, clonidine 2%": [
        "ketamine, NMDA antagonist, topical: ketamine 10%",
        "clonidine, antihypertensive, topical: clonidine 2%",
    ],
    "Tablets: ketamine, clonidine": [
        "ketamine, NMDA antagonist, oral: ketamine",
        "clonidine, antihypertensive, oral: clonidine",
    ],
    # A brand and its generic name are one drug, unless both are counted.
    "Etodolac, Lodine": ["etodolac = Lodine, NSAID, oral: etodolac"],
    "Norco (hydrocodone)": [
        "hydrocodone/acetaminophen = Norco, opioid, oral: hydrocodone, acetaminophen"
    ],
    "Norco (ibuprofen)": [
        "hydrocodone/acetaminophen = Norco, opioid, oral: hydrocodone, acetaminophen",
        "ibuprofen, NSAID, oral: ibuprofen",
    ],
    "Lodine 400mg #30 (etodolac)": [
        "etodolac = Lodine, NSAID, oral: etodolac 400mg",
        "etodolac, NSAID, oral: etodolac",
    ],
    "Percocet, Lodine": [
        "oxycodone/acetaminophen = Percocet, opioid, oral: oxycodone, acetaminophen",
        "etodolac = Lodine, NSAID, oral: etodolac",
    ],
    # Each ingredient has its strength, or none has one.
    "10% ketamine, 2% clonidine, 3% baclofen cream": [
        "ketamine/clonidine/baclofen, topical compound, topical: "
        "ketamine 10%, clonidine 2%, baclofen 3%"
    ],
    "Norco 10 mg/325 mg": [
        "hydrocodone/acetaminophen = Norco, opioid, oral: hydrocodone 10 mg, acetaminophen 325 mg"
    ],
    "Norco 5/325/200mg": [
        "hydrocodone/acetaminophen = Norco, opioid, oral: hydrocodone, acetaminophen"
    ],
    # A compound has a class of its own, also of one ingredient.
    "Flurbiprofen cream 25%": ["flurbiprofen, NSAID, topical: flurbiprofen 25%"],
    "Compounded flurbiprofen 25% cream": [
        "flurbiprofen, topical compound, topical: flurbiprofen 25%"
    ],
    "Terocin patch": [
        "lidocaine/menthol = Terocin Patch, topical analgesic, topical: lidocaine, menthol"
    ],
    # The number is a part of the name, or none.
    "Tylenol #4 #30": ["acetaminophen/codeine = Tylenol #4, opioid, oral: acetaminophen, codeine"],
    "Tylenol #40": ["acetaminophen = Tylenol, analgesic, oral: acetaminophen"],
    # The route is stated, told by the strength, usual, or unknown.
    "Toradol 30mg IM": ["ketorolac = Toradol, NSAID, injected: ketorolac 30mg"],
    "Toradol": ["ketorolac = Toradol, NSAID, None: ketorolac"],
    "Diclofenac sodium 3% 100 grams": ["diclofenac, NSAID, topical: diclofenac 3%"],
    "Clonidine patch 0.1mg": ["clonidine, antihypertensive, transdermal: clonidine 0.1mg"],
    "Lidocaine patch": ["lidocaine, topical analgesic, topical: lidocaine"],
    # No drug is asked for.
    "Vitamin D level": [],
    "Consultation for Suboxone": [],
    "Caffeine-free tea": [],
    "Physical therapy, 6 sessions": [],
}


@pytest.mark.parametrize(("request_", "drugs"), REQUESTS.items())
def test_a_request(request_: str, drugs: list[str]) -> None:
    assert [described(drug) for drug in Request(request_).drugs] == drugs


def test_the_disputed_part_of_a_partial_authorization_counts() -> None:
    text = (
        "Soma 350mg #60 was the original request. Soma 350mg #20 was authorized by the Claims "
        "Administrator. The remaining IMR eligible portion of the original request, Soma 350mg "
        "#40 is"
    )
    request = read_prose(Request, text)
    (drug,) = request.drugs
    assert drug.brand == "Soma"
    assert drug.span is not None
    assert drug.span.start == text.rindex("Soma")


def test_each_name_of_the_list_is_found_alone() -> None:
    for drugs in DATA["classes"].values():
        for generic, brands in drugs.items():
            for name in (generic, *brands):
                (found,) = Request(name).drugs
                assert found.name == generic, name
                assert found.brand == (name if name in brands else None)


def test_no_name_stands_for_two_drugs() -> None:
    names = [name.words for those in lexicon().starts.values() for name in those]
    assert len(names) == len(set(names))


def test_routes_are_those_of_listed_names() -> None:
    classes = DATA["classes"]
    generic = {drug for drugs in classes.values() for drug in drugs}
    brands = {brand for drugs in classes.values() for listed in drugs.values() for brand in listed}
    routed = [name for names in DATA["usual_routes"].values() for name in names]
    assert set(routed) <= {*classes, *generic, *brands}
    assert len(routed) == len(set(routed))


_NAMES = [name for drugs in DATA["classes"].values() for name in drugs]
WORDS = st.sampled_from([*_NAMES, "/", ",", "and", "(", ")", "5%", "10mg", "#30", "cream", "İ"])


@given(st.text() | st.lists(WORDS, max_size=20).map(" ".join))
def test_any_text_is_read(text: str) -> None:
    folded = fold(text)
    for drug in read_prose(Request, text).drugs:
        assert drug.span is not None
        words = fold(text[slice(*drug.span)])
        assert words in folded
        assert "/".join(one.name for one in drug.ingredients) == drug.name
