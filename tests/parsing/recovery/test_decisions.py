"""Words that are not decisions, or two in one place: none is chosen without a diagnostic."""

from __future__ import annotations

import pytest

from helpers.letters import PLAIN, SOUND

import imrparse
from imrparse import Decision, Diagnostic, Severity
from imrparse.diagnostics import codes

REQUEST = "Left knee arthroscopy with partial medial meniscectomy"
LABEL = "\n\nClaims Administrator guideline:"

TWO = [
    ": Overturned Upheld",
    ": Upheld Overturned Upheld",
    ": Upheld/Overturned",
    ": Upheld, Overturned",
    ": Upheld or Overturned",
    ": Upheld & Overturned",
    ": Overturned, not Upheld",
    ": Upheld (Overturned)",
    ": Upheld - Overturned",
    ": partially Upheld Overturned",
    ": Upheld in part, Overturned in part",
    ": Overturned for six visits, Upheld for the rest",
    ": UPHELD OVERTURNED",
    ": Overtunred Upheld",
    ": Upheld Overtunred",
    ": Uphled Overtunred",
    ": Upheld\n\nOverturned",
    ": Upheld.\nOverturned.",
    ":\nUpheld\nOverturned",
    "; Overturned Upheld",
    " Overturned Upheld",
    ": Overturned: Upheld",
    ": Upheld\n\n: Overturned",
    ": Upheld in part, overturned in part",
    ": Decision: Upheld, Overturned",
]


def decided(decision: str) -> tuple[imrparse.Issue, list[Diagnostic]]:
    """The first issue of the sound letter with another decision, and the diagnostics."""
    text = SOUND.replace(f"{REQUEST}: Upheld{LABEL}", f"{REQUEST}{decision}{LABEL}")
    assert text != SOUND
    analysis = imrparse.analyze(text)
    assert imrparse.unparse(analysis.determination) == text
    assert len(analysis.determination.issues) == SOUND.count("Decision rationale:")
    return analysis.determination.issues[0], list(analysis.diagnostics)


def decision_of(issue: imrparse.Issue) -> Decision | None:
    """The decision, which a letter with faults may lack."""
    return issue.decision


@pytest.mark.parametrize("decision", TWO)
def test_two_decisions(decision: str) -> None:
    """Neither is accepted, the fault covers both, and no fix chooses one."""
    issue, (found,) = decided(decision)
    assert (found.code, found.severity) == (codes.NO_DECISION, Severity.ERROR)
    words = found.source.text[slice(*found.span)]
    assert found.message == f"two decisions stand here: '{' '.join(words.split())}'"
    assert words == decision.removeprefix(":").removeprefix(";").strip()
    assert found.fixes == ()
    assert decision_of(issue) is None
    assert issue.request.text == REQUEST


@pytest.mark.parametrize("decision", [": Upheld Upheld", ": Upheld, Uphled"])
def test_one_decision_twice(decision: str) -> None:
    """The decision is known, but the fix would remove a word, so it is not safe."""
    issue, (found,) = decided(decision)
    assert (found.code, issue.decision) == (codes.MISSPELT, Decision.UPHELD)
    assert [fix.safe for fix in found.fixes] == [False]
    assert issue.request.text == REQUEST


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (": Ov er trun ed", codes.MISSPELT),
        (": Up h el ds", codes.MISSPELT),
        (": Ov er tu rn de", codes.MISSING),  # of more pieces than an extractor makes
    ],
)
def test_a_misspelt_decision_in_pieces(decision: str, code: str) -> None:
    text = SOUND.replace(f"{REQUEST}: Upheld", f"{REQUEST}{decision}")
    (found,) = imrparse.analyze(text).diagnostics
    assert found.code == code


@pytest.mark.parametrize(
    "decision",
    [
        ": Denied Upheld",
        ": Modified, Upheld",
        ": reversed Upheld",
        ": Yes Upheld",
        ": not Upheld",
        ": Unupheld",
        ": Non-upheld",
        ": Upheld Denied",
    ],
)
def test_a_word_beside_a_decision(decision: str) -> None:
    issue, (found,) = decided(decision)
    assert (found.code, decision_of(issue)) == (codes.NO_DECISION, None)
    assert found.fixes == ()
    assert issue.request.text == REQUEST


@pytest.mark.parametrize("decision", [": Overturned\n\nKnee brace: Upheld", " Overturned: Upheld"])
def test_a_decision_inside_a_request_is_reported(decision: str) -> None:
    issue, (found,) = decided(decision)
    assert (found.code, found.severity) == (codes.NO_DECISION, Severity.WARNING)
    assert "is inside a request" in found.message
    assert issue.decision is Decision.UPHELD


@pytest.mark.parametrize(
    "decision",
    [
        ": Upheld: Upheld",
        ": Decision: Upheld",
        ": Decision - Upheld",
        "\nDecision: Upheld",
        ": The decision is upheld.",
        ". The decision is upheld.",
        ": UR decision upheld",
        ": IMR Upheld",
        ": is upheld",
        " was upheld",
        " (Upheld)",
        ": (Upheld)",
        ": [Upheld]",
        ': "Upheld"',
        ":: Upheld",
        " - Upheld",
        " \u2014 Upheld",
        " = Upheld",
        " -> Upheld",
        ": / Upheld",
        ", Upheld",
        ": #Upheld",
        "\nUpheld",
        ": Upheld (see below)",
        ": Upheld - see rationale",
        ": Upheld 12/01/2016",
        ": Upheld.",
        ": Upheld*",
        ": Upheld 1",
    ],
)
def test_words_and_signs_around_a_decision(decision: str) -> None:
    """They are no part of the request, and the decision is taken."""
    issue, (found,) = decided(decision)
    assert (found.code, found.severity) == (codes.MISSPELT, Severity.ERROR)
    assert "Upheld" in (found.hint or "")
    assert (issue.request.text, issue.decision) == (REQUEST, Decision.UPHELD)
    (fix,) = found.fixes
    (edit,) = fix.edits
    text = found.source.text
    assert (
        f"{REQUEST}: Upheld{LABEL}" in text[: edit.span.start] + edit.text + text[edit.span.end :]
    )


@pytest.mark.parametrize("decision", [": Denied: Upheld", ": ???", ": Upheld (modified)"])
def test_words_around_a_decision_that_change_it(decision: str) -> None:
    issue, (found,) = decided(decision)
    assert (found.code, decision_of(issue)) == (codes.NO_DECISION, None)
    assert issue.request.text == REQUEST


def test_a_rationale_that_tells_of_a_decision_makes_none() -> None:
    """The request and the decision are missing after it."""
    norco = "Norco 10/325mg #60: Upheld"
    text = SOUND.replace(f"\n\n{norco}", " The records do not show it. The decision is upheld.")
    (found,) = imrparse.analyze(text).diagnostics
    assert found.message == "the request and 'Upheld' or 'Overturned' is missing here"


@pytest.mark.parametrize("request_", ["Review of what was overturned", "Upper arm", "Overhead bed"])
def test_a_request_may_end_with_any_other_word(request_: str) -> None:
    assert imrparse.analyze(SOUND.replace(REQUEST, request_)).diagnostics == ()


@pytest.mark.parametrize(
    ("decided", "old", "new"),
    [
        ("MRI: Uphled", "Uphled", "Upheld"),
        ("MRI Upheld", " Upheld", ": Upheld"),
        ("MRI: Decision: Upheld", "Decision: Upheld", "Upheld"),
    ],
)
def test_a_misspelt_decision_at_the_beginning_of_a_text(decided: str, old: str, new: str) -> None:
    text = f"{decided}\n\nClaims Administrator guideline: Text."
    (edit,) = (e for d in imrparse.analyze(text).diagnostics for f in d.fixes for e in f.edits)
    assert (text[slice(*edit.span)], edit.text) == (old, new)


@pytest.mark.parametrize(
    "decision",
    [
        *(": Upheld by MAXIMUS", ": Upheld, as modified", ": Upheld in full", ": Denial upheld"),
        *(": Upheld the denial", ": It is upheld", ": Upheld - AD", ": Upheld period", ":) Upheld"),
        *(": ........ Upheld", ": <b>Upheld</b>", " colon Upheld", ": Upheld [Comment: see Ana]"),
        *(": \u2612 Upheld \u2610 Overturned", ": [X] Upheld [ ] Overturned", ": UR is Upheld"),
        *(": [ ] Overturned [x] Upheld", ": ~~Overturned~~ Upheld", ": Upheld Deleted: Overturned"),
        *(": Upheld (was Overturned)", ": Upheld; not medically necessary"),
        ": Upheld by the reviewer of this case after review",
        *(": Upheld - non-certified", ": Upheld (denied)"),
    ],
)
def test_the_one_decision_among_other_words(decision: str) -> None:
    """A box that is ticked tells it, and what was taken back is none."""
    issue, (found,) = decided(decision)
    assert (found.code, issue.decision) == (codes.MISSPELT, Decision.UPHELD)
    assert issue.request.text == REQUEST


@pytest.mark.parametrize(
    "decision",
    [
        *(
            ": \u2610 Upheld \u2610 Overturned",
            ": \u2612 Upheld \u2612 Overturned",
            ": Choose an item.",
        ),
        *(": Upheld unless modified", ": Upheld; medically necessary", ": Upheld, maybe"),
        *(": Upheld by the reviewer of this case after second review", ": upheld by the reviewer"),
    ],
)
def test_a_decision_that_nothing_tells(decision: str) -> None:
    issue, (found,) = decided(decision)
    assert (found.code, decision_of(issue)) == (codes.NO_DECISION, None)
    assert issue.request.text == REQUEST


@pytest.mark.parametrize(
    "words", [". Upheld", ". Decision: Upheld", ". The decision is upheld", " - Upheld"]
)
def test_the_marks_of_a_quotation_belong_to_the_request(words: str) -> None:
    text = SOUND.replace(f"{REQUEST}: Upheld", f'"{REQUEST}"{words}')
    issues = imrparse.analyze(text).determination.issues
    assert [one.request.text for one in issues if REQUEST in one.request.text] == [f'"{REQUEST}"']


@pytest.mark.parametrize(
    "decision",
    [
        ". The decision is upheld (see below)",
        " - Upheld, see page 2",
        " (Upheld, see what is denied)",
    ],
)
def test_a_reference_behind_a_decision_may_name_another(decision: str) -> None:
    issue, _ = decided(decision)
    assert (issue.request.text, issue.decision) == (REQUEST, Decision.UPHELD)


@pytest.mark.parametrize("words", ["; medically necessary", " - certified", " (approved)"])
def test_what_is_overturned_is_necessary(words: str) -> None:
    issue, _ = decided(f": Overturned{words}")
    assert issue.decision is Decision.OVERTURNED
    issue, _ = decided(f": Upheld{words}")
    assert decision_of(issue) is None


@pytest.mark.parametrize("label", ["MAXIMUS guideline:", "Decision rationale:"])
def test_a_decision_below_a_text_belongs_to_none(label: str) -> None:
    (found,) = imrparse.analyze(
        SOUND.replace(f"\n\n{label}", f"\n\nUpheld\n\n{label}", 1)
    ).diagnostics
    assert found.message == "the decision 'Upheld' belongs to no request"


@pytest.mark.parametrize(
    "words",
    ["partially", "Decision", "was", "is", "not", ": partially", ": not", ": denied", ": in part"],
)
def test_a_word_before_a_decision_that_may_belong_to_it(words: str) -> None:
    """It stays in the request, with a warning."""
    issue, (told,) = decided(f"{' ' * words[0].isalpha()}{words}: Upheld")
    assert issue.request.text.startswith(REQUEST)
    assert (told.code, told.severity) == (codes.NO_DECISION, Severity.WARNING)
    assert words.endswith(told.message.split("'")[1])


def test_the_verb_of_a_partial_authorization_is_no_such_word() -> None:
    assert " is: Overturned" in SOUND
    assert not imrparse.analyze(SOUND).diagnostics


def test_no_fix_chooses_between_decisions() -> None:
    _, (told,) = decided(": six visits Upheld, six Overturned")
    assert not told.fixes


def test_a_decision_without_request_is_joined_to_no_rationale() -> None:
    text = SOUND.replace(
        "Associated surgical service: Cold therapy unit, 7 day rental: Upheld", "(Upheld)"
    )
    _, misspelt = imrparse.analyze(text).diagnostics
    ((edit,),) = (fix.edits for fix in misspelt.fixes)
    assert text[slice(*edit.span)] == "(Upheld)"


@pytest.mark.parametrize("word", ["Our", "The", "This"])
def test_an_article_alone_leads_to_no_decision(word: str) -> None:
    letter = imrparse.parse(PLAIN.replace("Tramadol 50mg #60:", f"Tramadol 50mg #60; {word}:"))
    assert letter.issues[1].request.text == f"Tramadol 50mg #60; {word}"
