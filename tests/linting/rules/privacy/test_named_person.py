"""IMR601: names of people."""

from __future__ import annotations

from helpers.rule_cases import edits, rule_test, sentences

test_named_person = rule_test(
    "IMR601",
    *sentences(
        "He was seen by «Dr. Okafor» on 9/1/2016.",
        "He was seen by «Dr. Amara\nOkafor» on 9/1/2016.",
        "He was seen by «Dr. A. B. Okafor».",
        "«Dr Okafor» recommended surgery.",
        "«Doctor Okafor» recommended surgery.",
        "«DR. OKAFOR» recommended surgery.",
        "He was seen by «Dr. de la Torre».",
        "He was seen by «Dr. O'Hara-Smith».",
        "He was seen by «Dr. McIntyre».",
        "«Mr. Lindqvist» reported pain.",
        "«Ms. Lindqvist», his case manager, called.",
        "«Mrs. Lindqvist» drove him.",
        "He was seen by «Amara Okafor, M.D.», on 9/1/2016.",
        "He was seen by «Amara N. Okafor MD».",
        "He was seen by «A. Okafor, D.C.»",
        "He was seen by «Amara Okafor, DO», on 9/1/2016.",
        "He was seen by «Amara Okafor, PhD».",
        "He was seen by «Okafor MD».",
        "He was seen by «Okafor, MD».",
        "He was seen by «Amara Okafor, PA-C».",
        "He was seen by «Amara Petrosian, M.D.»",
        "He wears Dr. Scholl's insoles.",
        "He takes MS Contin and Ms Contin.",
        "The Doctor's First Report was read.",
        "The McMurray, Lachman, Hawkins and Patrick-Faber tests were negative.",
        "The McMurray and Thessaly tests were negative (M.D. and P.T. alike).",
        "The chiropractic and MD/DO visits were paid.",
        "He was seen by the Treating Physician, M.D.",
        "He was referred to Orthopedic Surgery, MD, and Pain Management, MD.",
        "He had Physical Therapy, PT and OT.",
        "An Agreed Medical Evaluator, MD, was asked (Colorado, 2005).",
    ),
    *edits("The injured worker is a 44", "«Piotr Lindqvist» is a 44"),
    *edits(
        "The injured worker has had none for his back so far",
        "«Ms. Abernathy» describes no treatment of his back so far",
    ),
    # The authors of cited sources are public.
    *edits(
        "MAXIMUS guideline: Decision based on MTUS Opioid Treatment 2016, Section(s): 1.4 Opioids",
        "MAXIMUS guideline: Decision based on MTUS Opioid Treatment 2016, by Amara Okafor, MD, "
        "Section(s): 1.4 Opioids",
    ),
)
