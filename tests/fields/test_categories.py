"""The categories of requests: an invented request for each, and the precedence of terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from helpers.letters import read_prose, sample_content, sample_names

from imrparse import Request
from imrparse.data import table
from imrparse.fields.details import Category
from imrparse.text.folding import fold

# Each row: a category, and requests in which the deciding words are in braces.
REQUESTS: dict[str, tuple[str, ...]] = {
    "Diagnostic Testing * EMG/NCV/NCS *": (
        "{EMG/NCV} of the left arm",
        "Repeat {nerve conduction velocity} test, right leg",
    ),
    "Diagnostic Testing * Lab & Pathology *": (
        "One {urine drug screen}, 10 panel",
        "Quarterly {drug testing}",
        "{PT/INR}",
        "{Vitamin D level}",
    ),
    "Diagnostic Testing * Other Diagnostic Tests *": (
        "{MRI} of the right ankle with contrast",
        "{MR arthrogram}, left hip",
        "{CT scan} of the left foot",
        "{X-rays} of the pelvis, two views",
        "Overnight {sleep study}",
        "{Ultrasound} of the right elbow",
        "Follow-up {MRI} of the thoracic spine",
    ),
    "DMEPOS * DME *": (
        "Four {wheelchair} ramps",
        "{Shower bench} and raised toilet seat",
        "Home {cervical traction} device",
        "{Cold therapy unit}, 10 day rental",
        "One pair of {crutches}",
    ),
    "DMEPOS * Electrical Stimulation *": (
        "{TENS unit} with supplies, 60 day trial",
        "{H-wave unit} purchase",
        "{IF unit} rental, three months",
        "{Electrical stimulation} system for use at home",
        "{E-stim}",
    ),
    "DMEPOS * Prosthetics/Orthotics *": (
        "Hinged {knee brace}",
        "{Custom orthotics}, one pair",
        "{Cervical collar}",
    ),
    "DMEPOS * Supplies *": ("{Incontinence pads}, one case", "Replacement {electrodes}, 8 packs"),
    "Evaluation & Management": ("{Interpreter} for physical therapy",),
    "Evaluation & Management * Dental Services *": ("{Root canal}, molar 30",),
    "Evaluation & Management * Medical Specialties *": (
        "{Neurology consultation}",
        "{Follow-up visit} with orthopedic surgeon",
        "Referral to a {rheumatologist}",
        "{Office visit} in six weeks",
    ),
    "Home Health * Home Health *": ("{Home health aide} three hours a day", "{Caregiver}, 2 weeks"),
    "Injection * Facet Injection *": (
        "Left C4-6 {medial branch block}",
        "{Radiofrequency ablation} L3-4 and L4-5",
    ),
    "Injection * Injection *": (
        "Caudal {epidural steroid injection}",
        "{Trigger point injections} x 3, left trapezius",
        "Left {knee injection} with corticosteroid",
        "{Botox} 100 units",
    ),
    "Pharmaceuticals": ("Unnamed {medication}",),
    "Pharmaceuticals * * Adrenal Cortical Steroids": ("{Prednisone} 20mg #10",),
    "Pharmaceuticals * * Alpha-blocker": ("{Tamsulosin} 0.4mg #30",),
    "Pharmaceuticals * * Androgens & Anabolic Steroids": ("{Testosterone} gel 1.62%",),
    "Pharmaceuticals * * AntiAnxiety": ("{Buspirone} 10mg #60",),
    "Pharmaceuticals * * Anti-coagulant": ("{Enoxaparin} 40mg #14",),
    "Pharmaceuticals * * Antidepressant": ("{Duloxetine} 30mg #60",),
    "Pharmaceuticals * * Antidiabetics": ("{Metformin} 850mg #60",),
    "Pharmaceuticals * * Antiemetic": ("{Ondansetron} 4mg #10",),
    "Pharmaceuticals * * Anti-epilepsy drugs": ("{Gabapentin} 100mg #90", "{Lyrica} 75mg"),
    "Pharmaceuticals * * Antihistamine": ("{Cetirizine} 10mg #30",),
    "Pharmaceuticals * * Antihypertensive": ("{Lisinopril} 20mg #30",),
    "Pharmaceuticals * * Anti-infectives": ("Post-op {Keflex} 500mg #28",),
    "Pharmaceuticals * * Antimigraine Agent": ("{Rizatriptan} 10mg #9",),
    "Pharmaceuticals * * Asthma Medications": ("{Albuterol} inhaler",),
    "Pharmaceuticals * * Atypical Antipsychotic": ("{Quetiapine} 50mg #30",),
    "Pharmaceuticals * * Barbiturates": ("{Fioricet} #30",),
    "Pharmaceuticals * * Benzodiazepines": ("{Lorazepam} 1mg #30",),
    "Pharmaceuticals * * Beta-blocker": ("{Metoprolol} 50mg #60",),
    "Pharmaceuticals * * Bisphosphonates": ("{Alendronate} 70mg #4",),
    "Pharmaceuticals * * Calcium Cannel Blocker": ("{Amlodipine} 5mg #30",),
    "Pharmaceuticals * * Cannabinoids": ("{Dronabinol} 5mg #60",),
    "Pharmaceuticals * * Dopamine agonists": ("{Ropinirole} 1mg #30",),
    "Pharmaceuticals * * Fibric Acid": ("{Fenofibrate} 145mg #30",),
    "Pharmaceuticals * * GI Agents": ("{Senokot} #60", "{Docusate} 250mg"),
    "Pharmaceuticals * * H2 Blocker": ("{Famotidine} 40mg #30",),
    "Pharmaceuticals * * Hormones": ("{Levothyroxine} 50mcg #90",),
    "Pharmaceuticals * * Impotence Agents": ("{Tadalafil} 5mg #30",),
    "Pharmaceuticals * * Injection": ("{Toradol} 30mg IM", "{B12} shot"),
    "Pharmaceuticals * * Misc Analgesics": ("{Acetaminophen} 325mg #100",),
    "Pharmaceuticals * * Muscle Relaxant": ("{Tizanidine} 2mg #60",),
    "Pharmaceuticals * * NSAID": ("{Toradol} 10mg #15", "{Diclofenac} 50mg #60"),
    "Pharmaceuticals * * Nutritional Products": ("{Theramine} #120",),
    "Pharmaceuticals * * Opioids": (
        "{Oxycodone/acetaminophen} 5/325mg #40",
        "{Fentanyl} patch 12mcg #5",
        "{Tylenol #4} #30",
    ),
    "Pharmaceuticals * * Opoid Antagonist": ("{Narcan} nasal spray",),
    "Pharmaceuticals * * Proton Pump Inhibitors": ("{Esomeprazole} 40mg #30",),
    "Pharmaceuticals * * Sedative-hypnotics": ("{Eszopiclone} 2mg #30",),
    "Pharmaceuticals * * Statin": ("{Atorvastatin} 20mg",),
    "Pharmaceuticals * * Topical Compounds": (
        "{Baclofen} 2%/Flurbiprofen 15% ointment",
        "Compounded {Gabapentin} 6%, 120 grams",
        "{Lidocaine} 3%/Ketoprofen 10%, 60 gm",
        "{Baclofen}/lidocaine ointment",
        "{Diclofenac gel} with ketamine",
    ),
    "Pharmaceuticals * * Topical Analgesics": (
        "{Lidocaine} 4% ointment",
        "{Lidocaine ointment}, 2 tubes",
        "{Diclofenac} 1.5% lotion",
        "{Voltaren gel} 1%, two tubes",
        "{Menthoderm}",
    ),
    "Pharmaceuticals * * Tumor necrosis factor (TNF) modified": ("{Humira} 40mg every 2 weeks",),
    "Pharmaceuticals * * Viscosupplementation": ("{Euflexxa} x 3, left knee",),
    "Programs * Programs *": ("{Gym membership}, one year", "{Work hardening} for 10 days"),
    "Psych Services * Evaluation & Management *": ("{Psychological evaluation}, two hours",),
    "Psych Services * Therapies *": ("{Group therapy}, 10 sessions",),
    "Rehabilitation * Acupuncture *": ("{Accupuncture} 1x5", "Trial of {acupuncture}, wrist"),
    "Rehabilitation * Chiropractic *": ("{Chiropractic treatment} with heat", "{CMT} 1x5"),
    "Rehabilitation * Other Therapies *": (
        "{Deep tissue massage}, 5 visits",
        "{Ultrasound} twice a week for 5 weeks",
        "{Electrical stimulation}, 9 sessions",
    ),
    "Rehabilitation * Physical Therapy/Occupational Therapy (PT/OT) *": (
        "Post-op {physical therapy} for knee arthroscopy, 9 visits",
        "{OT}, left hand",
        "Pre-op {physical therapy}, 2 visits",
    ),
    "Surgery": ("Left hip {surgery}", "Right {rotator cuff repair}"),
    "Surgery * Adjunct Surgical Services *": (
        "{Associated surgical service}: Walker",
        "{Pre-op} chest x-ray, two views",
        "{Preoperative} consultation with cardiology",
        "Post-op {shoulder immobilizer}",
        "{Assistant surgeon}, hip",
    ),
    "Surgery * Arthroscopic Surgery *": (
        "Left {knee arthroscopy}, open synovectomy and assistant surgeon",
        "{Arthroscopic} labral repair",
        "{Rotator cuff repair} by arthroscopic means",
    ),
    "Surgery * Non-arthroscopic Surgery *": (
        "Left {carpal tunnel release}",
        "Open {rotator cuff repair}",
        "{Hardware removal}, right ankle",
    ),
    "Surgery * Spine *": (
        "{Laminectomy} L2-3 and fusion, two day hospital stay",
        "C6-7 {fusion}",
    ),
    "Surgery * Surgical Consult *": (
        "{Surgical consultation} for the left wrist",
        "{Spine surgery referral}, second opinion",
    ),
    "Therapies * Other Therapies *": ("{Speech therapy}, 9 visits",),
    "Transportation * Transportation *": ("{Transportation} to physical therapy",),
}

UNSURE = [
    "",
    "Treatment",
    "Twelve sessions",
    "Rental for three months",
    "Unknown cream",
    "Electrical stimulation",
    "Ultrasound",
    "Hardware removal",
    "Office visit; urine drug screen",
    "Skilled nursing facility, 10 days",
]

# Two treatments share the first level of their categories. A drug that no term names is one, and
# where nothing else counts, misspelt words do.
FIRST_LEVEL = [
    ("Rehabilitation", "{Acupuncture} and massage therapy, 5 visits"),
    ("Pharmaceuticals", "{Percocet} 5/325mg #20 and Robaxin 500mg #20"),
    ("Pharmaceuticals", "{Ibuprofen}/omeprazole"),
    ("Diagnostic Testing", "{EMG} and MRI of the left leg"),
    ("Pharmaceuticals", "{Gabapentin} 100mg #30 & Lidocaine 4% patch #10"),
    ("Surgery", "Right hip arthroscopy, {pre-op} EKG"),
    ("Pharmaceuticals", "{Colchicine} 0.6mg #30"),
    ("Pharmaceuticals", "Gizmozole {10mg} #30"),
    ("Pharmaceuticals * * NSAID", "{Melixicam} 15mg"),
    ("Rehabilitation * Acupuncture *", "{Accupunture} for 6 visits"),
    ("Programs * Programs *", "Percocet {detoxification program}"),
]

SPECIALTIES = "Evaluation & Management * Medical Specialties *"
INJECTION = "Injection * Injection *"
TESTS = "Diagnostic Testing * Other Diagnostic Tests *"

PRECEDENCE = [
    # A consultation for a treatment is a consultation; a referral for a treatment is the treatment.
    (SPECIALTIES, "{Consultation} for injection of the hip"),
    (SPECIALTIES, "{Pain consult} for lumbar epidural injection"),
    (INJECTION, "{Injection} of the hip with a pain consult"),
    (TESTS, "Referral for {MRI} of the heel"),
    ("Pharmaceuticals * * Opioids", "Prescription of {Percocet}"),
    # To see a surgeon is no surgery.
    (SPECIALTIES, "Referral to {orthopedic surgeon}"),
    (SPECIALTIES, "Second opinion by a {spine surgeon}"),
    ("Home Health * Home Health *", "Daily {nurse} for 3 weeks"),
    ("Home Health * Home Health *", "{Wound care} twice a week"),
    (SPECIALTIES, "{Wound care specialist}"),
    # Terms that a link separates from the first one do not count, nor do skipped ones.
    ("Rehabilitation * Acupuncture *", "{Acupuncture} with infrared and massage"),
    ("Pharmaceuticals * * NSAID", "{Toradol} (ketorolac)/omeprazole"),
    (INJECTION, "Ultrasound-guided {hip injection}"),
    ("Rehabilitation * Other Therapies *", "Post surgery {massage}"),
    # If terms are equal, the first one wins.
    (TESTS, "{MRI} and x-ray of the heel"),
    ("Rehabilitation * Chiropractic *", "{Chiropractic} acupuncture"),
    # A weaker term counts only if it comes first and is joined.
    ("Pharmaceuticals * * Opioids", "{Percocet}, acetaminophen"),
    ("Pharmaceuticals * * Opioids", "Acetaminophen, {Percocet}"),
    (TESTS, "{MRI} and evaluation"),
    (None, "Evaluation and MRI"),
    # The strongest term wins, even if others come first.
    ("Surgery * Adjunct Surgical Services *", "Orthopedic {pre-op} EKG"),
    # A vague name of an operation, then a precise one.
    ("Surgery * Arthroscopic Surgery *", "Ankle surgery, {arthroscopy}"),
    ("Surgery", "Ankle {surgery} with physical therapy"),
    # The longest term wins.
    ("DMEPOS * DME *", "{Massage chair}"),
    ("Programs * Programs *", "{Opioid detoxification}"),
    ("Surgery * Surgical Consult *", "{Spine surgery consultation}"),
]

PARTIAL = "{} was the original request. {} was authorized by the Claims Administrator."


def marked(row: str) -> tuple[str, str]:
    """A request, and its words in braces."""
    before, _, rest = row.partition("{")
    term, _, after = rest.partition("}")
    return before + term + after, term


def name(category: Category) -> str:
    """A category in the spelling of the data."""
    levels = (category.category, category.subcategory, category.drug_class)
    if levels[1:] == (None, None):
        return levels[0]
    return " * ".join(level or "" for level in levels).replace("  ", " ").rstrip(" ")


def decided(text: str) -> tuple[str, str] | None:
    """The category of a request without a source, and its term."""
    category = Request(text).category
    return (name(category), category.term) if category else None


@pytest.mark.parametrize(
    ("category", "row"), [(name, row) for name, rows in REQUESTS.items() for row in rows]
)
def test_each_category_has_a_request_that_gets_it(category: str, row: str) -> None:
    text, term = marked(row)
    assert decided(text) == (category, term)
    assert decided(text.upper()) == (category, term.upper())


def test_every_category_has_a_request() -> None:
    assert set(REQUESTS) == {group["category"] for group in table("categories")["group"]}


@pytest.mark.parametrize("text", UNSURE)
def test_an_ambiguous_request_has_no_category(text: str) -> None:
    assert decided(text) is None


@pytest.mark.parametrize(("category", "row"), [*FIRST_LEVEL, *PRECEDENCE])
def test_one_term_comes_before_another(category: str | None, row: str) -> None:
    text, term = marked(row)
    assert decided(text) == (category and (category, term))


def test_a_partial_authorization_is_categorised_by_its_request() -> None:
    text = PARTIAL.format("Traction therapy for 9 visits", "MRI and Percocet")
    assert decided(text) == ("Rehabilitation * Other Therapies *", "Traction therapy")
    assert decided(PARTIAL.format("Percocet #30 and MRI", "Percocet #30")) is None
    several = PARTIAL.replace("was the", "were the").format("Nine massages", "Five massages, MRI")
    assert decided(several) == ("Rehabilitation * Other Therapies *", "massages")


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("Arthroscopy", "Arthroscopies"),
        ("Biopsy", "Biopsies"),
        ("Crutch", "Crutches"),
        ("EMG", "EMGs"),
        ("Gym membership", "Gym memberships"),
        ("Wheelchair", "Wheelchairs"),
    ],
)
def test_a_term_may_be_in_the_plural(one: str, several: str) -> None:
    alone, many = decided(f"{one}, left side"), decided(f"{several}, left side")
    assert alone
    assert many == (alone[0], several)


@pytest.mark.parametrize("gap", [" ", "\n", "  \n   "])
def test_the_span_of_the_term(gap: str) -> None:
    raw = "Eight left stellate ganglion blocks for the hand".replace(" ", gap)
    request = read_prose(Request, raw, 50)
    category = request.category
    assert category is not None
    assert category.span is not None
    assert category.term == "stellate ganglion blocks"
    assert fold(raw[category.span.start - 50 : category.span.end - 50]) == category.term


def test_a_request_without_a_source_has_no_spans() -> None:
    category = Request("Percocet").category
    assert category is not None
    assert category.span is None


@pytest.mark.parametrize("sample", sample_names())
def test_every_request_of_the_samples_has_a_category(sample: str) -> None:
    issues: Sequence[dict[str, Any]] = sample_content(sample)["issues"]
    assert all(decided(issue["request"]) for issue in issues)
