"""The conclusion of a rationale: every wording of it, and what only looks like one."""

from __future__ import annotations

import re

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.letters import read_prose

from imrparse import Verdict
from imrparse.fields.conclusion import _patterns
from imrparse.syntax.patterns import Wording
from imrparse.text.folding import fold
from imrparse.tree.letter import Rationale

NECESSARY = [
    "Therefore, the request is medically necessary.",
    "The request for an MRI without contrast is medically necessary.",
    "The request for a brace is considered medically necessary at this time.",
    "The requested surgery is deemed to be reasonable and medically necessary.",
    "The requested fusion is deemed medically appropriate and necessary to relieve the pain.",
    "The request is reasonable and necessary.",
    "The medical necessity of the request is established.",
    "Therefore, medical necessity for the brace has been substantiated.",
    "Medical necessity is affirmed.",
    "Given the red flags, an MRI is medically necessary.",
    "Thus, it is medically necessary.",
    "The UR decision is overturned.",
    "I recommend that the prior denial be overturned.",
    "He should have a trial of it, and the utilization review decision is therefore reversed.",
    "The request is certified.",
    "The requested treatment is appropriate.",
    "The request is not unreasonable.",
    "The request is not recommended against by the guidelines.",
    "The request is recommended, against the advice of the clinic.",
    "The request is supported against the odds.",
    "The request should be authorized.",
    "Authorization is recommended.",
    "The determination is for certification.",
    "I recommend certification.",
    "I find the request medically necessary.",
    "This reviewer finds the requested brace to be medically necessary.",
    "The request is medically neccessary.",
    "Medically necessary.",
    "The request meets the criteria for medical necessity.",
    "She was treated before the accident and the request is medically necessary.",
    "Therefore, Norco 10/325mg #60 is certified.",
    # A negated statement is not the statement, or is negated twice.
    "There is no doubt that the request is medically necessary.",
    "There is little question that the request is medically necessary.",
    "There are no contraindications and the request is medically necessary.",
    "No further conservative options remain, and the surgery is medically necessary.",
    "That she did not improve does not change the fact that the request is medically necessary.",
    "With no prior acupuncture, the trial is medically necessary.",
    "I cannot say that the request is not medically necessary.",
    "There is no reason to find it not medically necessary.",
]

NOT_NECESSARY = [
    "Medical necessity could not be affirmed.",
    "Until the results are documented, the request for more visits is not medically necessary.",
    "The request is not medically necessary.",
    "The request would not be medically necessary.",
    "It is denied.",
    "Therefore the brace is denied.",
    "The brace is therefore denied.",
    "Therapy could not be medically necessary.",
    "The request is not medically necessary or appropriate.",
    "The request is determined to be not medically necessary.",
    "Therefore the brace is determined to not be medically necessary.",
    "This request will be considered not medically necessary.",
    "As such, the request is not-medically necessary.",
    "As such, the request is not- medically necessary.",
    "As such, the request is notmedically necessary.",
    "The request isn't medically necessary.",
    "The request is medically unnecessary.",
    "The request is no longer medically necessary.",
    "The request is neither appropriate nor medically necessary.",
    "Twelve visits are too many and cannot be considered medically necessary.",
    "The request could not be considered medically necessary.",
    "The request would not be medically necessary.",
    "The brace is not supported by the records as being medically necessary.",
    "A taxi is not indicated as medically necessary.",
    "A second brace is not a medical necessity at this time.",
    "Not medically necessary.",
    # A condition that ends at a comma is a reason.
    "Where exercises help, a brace is not medically necessary.",
    "Asked whether the exercises helped, he said yes, and a brace is not medically necessary.",
    "Medical necessity has not been established.",
    "Medical necessity of the requested MRI without contrast is not established.",
    "Likewise, the medical necessity of this request is not apparent.",
    "The necessity of the request is not established.",
    "The documentation does not support the medical necessity of the request.",
    "The records fail to establish medical necessity.",
    "There is no medical necessity for the requested brace.",
    "Therefore the denial is upheld.",
    "The prior non-certification is upheld.",
    "The request is not recommended.",
    "The request is recommended against.",
    "The requested brace is recommended against at this time.",
    "The requested brace is recommended for denial.",
    "The requested brace is not indicated.",
    "The request exceeds the guidelines and is not warranted.",
    "The request is non-certified.",
    "The request is denied.",
    "Therefore, the request cannot be certified.",
    "Certification is not recommended.",
    "The determination is for non-certification.",
    "I recommend non-certification.",
    "Non-certification is recommended.",
    "The decision is to uphold the denial.",
    "I do not find the request medically necessary.",
    "The reviewer cannot find this to be medically necessary.",
    "The request is not medically nescessary.",
    "The request for a bed is not medically necessity.",
    "Non-certified.",
    "Therefore, MS Contin 30mg #60 cannot be certified.",
    # The negation precedes the statement.
    "The brace does not appear to be medically necessary.",
    "None of the associated services are medically necessary.",
    "No further therapy is medically necessary.",
    "An electric bed is not a medical necessity for this patient at this time.",
    "The medical necessity of the MRI cannot be verified.",
    "The request does not satisfy the standard of medical necessity.",
    "Neither the brace nor the bed is medically necessary.",
    "There is no evidence that the request is medically necessary.",
    "It is not clear that the request is medically necessary.",
    "I do not believe that the request is medically necessary.",
    "The records do not show why a second brace is medically necessary.",
    "It is unlikely that surgery is medically necessary.",
    "Twelve visits are more than is medically necessary.",
    "The request is hardly medically necessary.",
    "There are no circumstances that make this medically necessary.",
    # Without a comma after it, the first clause is not a concession.
    "While exercises help the request is not medically necessary.",
    # A concession is not a conclusion.
    "While six visits were medically necessary, the request for twelve more is not.",
    "Although the surgery was found medically necessary, the bed is not medically necessary.",
    # A condition or another party's view, and then a conclusion.
    "It is unclear if she has had therapy; therefore, the request is not medically necessary.",
    "It is not said whether she had it, and the request is not medically necessary.",
    "As the guidelines state that six are enough, the request for ten is not medically necessary.",
]

NOT_STATED = [
    "The request should have been authorized.",
    "A brace, where exercises help is not medically necessary.",
    "",
    "The injured worker complains of knee pain.",
    "The request is modified to six sessions.",
    # conditions
    "The request would be medically necessary if weakness were shown.",
    "If weakness is shown, the request is medically necessary.",
    "Unless weakness is shown, the request is not medically necessary.",
    "It is to be seen whether a brace is not medically necessary.",
    "To be considered medically necessary, a bed must be prescribed.",
    "The reviewer has to determine whether the request is medically necessary.",
    "Additional therapy may be medically necessary.",
    # statements by others
    "Guidelines state that home care is medically necessary for patients who are homebound.",
    "Home care includes services that are medically necessary.",
    "Utilization review found that the request was not medically necessary.",
    "The request was found not medically necessary by the utilization reviewer.",
    "The treating physician states that the request is medically necessary.",
    "UR denied the request on 11/3/16.",
    "The request was denied on 11/3/16.",
    "The provider argues that the request is medically necessary.",
    "Although the surgery is medically necessary, it is unclear why a bed is asked for.",
    "More information is needed before medical necessity can be established.",
    "Further documentation is needed before the request can be considered medically necessary.",
    "There must be documentation that the treatment is medically necessary.",
    # reasons
    "Norco is not recommended for long-term use.",
    "The request does not say where the brace is recommended.",
    "There is a lack of a rationale as to the need for it.",
]

OPIOIDS = (
    " This decision addresses the medical necessity of opioids as they have been prescribed to this"
    " worker. This medical necessity decision should not be interpreted as a recommendation to stop"
    ' opioids abruptly. Consult the guidelines ("Tapering"), and if necessary, others.'
)
HISTORY = "UR found the request not medically necessary on 1/5/17. "
CRITERIA = (
    "Guidelines state that braces are medically necessary for patients with a torn ligament. "
)

IN_ORDER = [
    ("As the surgery is not medically necessary, none of the associated services are medically"
     " necessary.", Verdict.NOT_NECESSARY),
    # The last statement about the request wins.
    ("While the request for a brace is medically necessary, the request for a bed is not"
     " medically necessary.", Verdict.NOT_NECESSARY),
    ("As the requested surgery is not medically necessary, the requested sling is not medically"
     " necessary.", Verdict.NOT_NECESSARY),
    ("The request for 12 visits is not medically necessary. A trial of 6 visits would be medically"
     " necessary.", Verdict.NOT_NECESSARY),
    ("The request for 12 visits is not medically necessary. Six visits are medically necessary.",
     Verdict.NOT_NECESSARY),
    ("UR found the request not medically necessary. However, the request is medically necessary.",
     Verdict.NECESSARY),
    ("The request is medically necessary. Further therapy is not recommended.", Verdict.NECESSARY),
    ("The requested rental is not supported. It is, therefore, medically necessary to buy one.",
     Verdict.NECESSARY),
]  # fmt: skip


def verdict(text: str) -> Verdict:
    return Rationale(text).conclusion.verdict


@pytest.mark.parametrize("text", NECESSARY)
def test_necessary(text: str) -> None:
    assert verdict(text) is Verdict.NECESSARY


@pytest.mark.parametrize("text", NOT_NECESSARY)
def test_not_necessary(text: str) -> None:
    assert verdict(text) is Verdict.NOT_NECESSARY


@pytest.mark.parametrize("text", NOT_STATED)
def test_nothing_is_guessed(text: str) -> None:
    conclusion = Rationale(text).conclusion
    assert conclusion.verdict is Verdict.NOT_STATED
    assert conclusion.text is None
    assert conclusion.span is None


@pytest.mark.parametrize(("text", "wanted"), IN_ORDER)
def test_which_of_several_statements_decides(text: str, wanted: Verdict) -> None:
    assert verdict(text) is wanted


@pytest.mark.parametrize("text", NECESSARY + NOT_NECESSARY)
def test_text_around_a_conclusion_does_not_change_it(text: str) -> None:
    wanted = verdict(text)
    assert verdict(text + OPIOIDS) is wanted
    assert verdict(HISTORY + text) is wanted
    assert verdict(CRITERIA + text) is wanted


@pytest.mark.parametrize("text", [OPIOIDS.strip(), HISTORY.strip(), CRITERIA.strip()])
def test_text_around_a_conclusion_is_no_conclusion(text: str) -> None:
    assert verdict(text) is Verdict.NOT_STATED


@pytest.mark.parametrize("text", [text for text in NOT_NECESSARY if " not " in text])
def test_a_conclusion_without_its_not_says_the_opposite(text: str) -> None:
    *before, rest = text.split(" not ")
    assert verdict(" not ".join(before) + f" {rest}") is not Verdict.NOT_NECESSARY


@pytest.mark.parametrize("wrong", ["medically needed", "medically nice", "medical"])
def test_an_unknown_wording_is_not_stated(wrong: str) -> None:
    assert verdict(f"The request is {wrong}.") is Verdict.NOT_STATED


@given(st.sampled_from(NECESSARY + NOT_NECESSARY), st.data())
def test_line_breaks_change_only_the_span(text: str, data: st.DataObject) -> None:
    spaces = st.sampled_from([" ", "  ", "\n", " \n", "\n\n", "\n \n"])
    raw = "".join(data.draw(spaces) if sign == " " else sign for sign in text)
    read = read_prose(Rationale, raw, 100).conclusion
    assert read == Rationale(text).conclusion
    assert read.span is not None
    assert fold(raw[read.span.start - 100 : read.span.end - 100]) == read.text


@given(st.text())
def test_any_text_is_parsed(text: str) -> None:
    try:
        rationale = Rationale(text)
    except ValueError:
        assume(False)
    rationale.conclusion  # noqa: B018


@given(st.lists(st.sampled_from(" ".join(NOT_NECESSARY + NOT_STATED).split()), max_size=60))
def test_any_order_of_the_words_is_parsed(words: list[str]) -> None:
    text = " ".join(words)
    conclusion = Rationale(text).conclusion
    assert (conclusion.text is None) == (conclusion.verdict is Verdict.NOT_STATED)
    assert conclusion.text is None or conclusion.text in text


_CAVEATS = """
    CONDITION CONDITION_FIRST CONDITION_AFTER HISTORY REVIEWER_AFTER CRITERION MAYBE WOULD COULD
"""
_CAVEAT_WORDS = """
    if whether unless until once when where should provided as long as for patients may might must
    would could in order utilization review ur claims administrator prior peer adjuster carrier
    physician found denied that guidelines state mtus criteria services which treatment who by the
    per reviewer reviewers wouldn't only , the request is not
"""


@given(
    st.lists(st.sampled_from(_CAVEAT_WORDS.split()), min_size=1, max_size=8),
    st.sampled_from(_CAVEATS.split()),
)
def test_every_caveat_matters(words: list[str], name: str) -> None:
    patterns = _patterns().context
    sentence = " " + " ".join(words)
    if patterns[name].search(sentence):
        assert patterns["CAVEAT"].search(sentence)


@given(st.lists(st.sampled_from(" ".join(NECESSARY + NOT_NECESSARY).lower().split()), max_size=30))
def test_statements_begin_as_the_grammar_says(words: list[str]) -> None:
    wording = Wording("conclusion")
    for name in ("ruling", "predicate", "necessity", "showing", "lack", "assessment"):
        form = wording.forms["conclusion"][name]
        pattern = re.compile(rf"\b{wording.sequence(form, '', named=True)}")
        for match in pattern.finditer(" ".join(words)):
            assert re.match(wording.source("BEGINNING"), match.group())


def test_a_changed_text_has_no_span() -> None:
    raw = "The request is\nmedically necessary."
    rationale = read_prose(Rationale, raw)
    changed = evolve(rationale, text="The request is not medically necessary.")
    assert changed.conclusion.verdict is Verdict.NOT_NECESSARY
    assert changed.conclusion.span is None


@pytest.mark.parametrize(
    ("stated", "is_conclusion"),
    [
        # Of the request, or marked as a consequence
        ("Medical necessity has not been established for the requested MRI.", True),
        ("The records do not establish medical necessity for the requested MRI.", True),
        ("There is no medical necessity for the requested MRI.", True),
        ("The UR decision is upheld.", True),
        ("The determination is for non-certification.", True),
        ("Non-certification is recommended.", True),
        ("The requested brace is not medically necessary.", True),
        ("Therefore, a brace is not medically necessary.", True),
        ("A brace is therefore not medically necessary.", True),
        ("A brace is not medically necessary.", False),
    ],
)
def test_a_conclusion_outweighs_a_later_remark(stated: str, is_conclusion: bool) -> None:
    text = f"{stated} Physical therapy is medically necessary."
    assert (verdict(text) is Verdict.NOT_NECESSARY) is is_conclusion
