"""The documentation page for each fault code of `imrparse.diagnostics.codes`."""

from __future__ import annotations

from enum import Enum, auto

from attrs import frozen

from imrparse.diagnostics import codes


class Example(Enum):
    """How the failing example of a page is made from a sound letter."""

    PART = auto()
    """The passing text of the letter is replaced by the failing one."""
    END = auto()
    """The letter ends with the failing text, which replaces everything from the passing text on."""
    TWICE = auto()
    """The letter is followed by itself."""
    WHOLE = auto()
    """The failing example is the whole text."""
    ENCODING = auto()
    """The letter is in a file with another encoding."""


@frozen
class FaultPage:
    """The documentation of a fault, in the words of a reader of letters."""

    code: str
    name: str
    """The name of the code: hyphenated words."""
    summary: str
    """What is wrong, in a few words."""
    explanation: str
    """What is wrong, and where it is reported."""
    why: str
    """Why it matters."""
    failing: str
    """Text with the fault."""
    passing: str
    """The same text without it."""
    example: Example = Example.PART

    def spoil(self, letter: str) -> str:
        """Put the fault of this page into a sound letter.

        Raises ValueError unless the letter contains the passing example exactly once.
        """
        if self.example is Example.WHOLE:
            return self.failing
        if letter.count(self.passing) != 1:
            raise ValueError(f"the letter must contain the passing example of {self.code} once")
        if self.example is Example.END:
            return letter[: letter.index(self.passing)] + self.failing
        if self.example is Example.TWICE:
            return f"{letter}\n{letter}"
        return letter.replace(self.passing, self.failing)


PAGES = (
    FaultPage(
        codes.UNREADABLE,
        "unreadable-text",
        "The text can't be read at all.",
        "The file does not exist, is damaged or protected by a password, has no read permission, "
        "is a scan without text, needs an extra that is not installed, or contains bytes that "
        "are invalid in the given encoding. In the last case the first such byte is marked. Only "
        "the command reports this; the library raises `UnreadableError`.",
        "Nothing is known about the letter.",
        "Abduction was limited to 120\ufffd",
        "Abduction was limited to 120°",
        Example.ENCODING,
    ),
    FaultPage(
        codes.NO_LETTER,
        "no-letter",
        "The text is not a determination letter.",
        "It is empty, or has none of the headings and labels of a letter.",
        "There is nothing to parse. A file of another kind may have been put among the letters.",
        "Dear Sir or Madam:\n\nWe enclose the records that you asked for.\n",
        "HOW THE IMR FINAL DETERMINATION WAS MADE",
        Example.WHOLE,
    ),
    FaultPage(
        codes.OLDER_GENERATION,
        "older-generation",
        "A letter with a template that is not supported yet.",
        "Some letters of 2013 and early 2014 (G0b and G1) have another structure, of which only "
        "the headings are known. They are recognised by these, and reported at their beginning. A "
        "notice of 2013 (G0) is parsed, and reported only if too little of it is left. A later "
        "letter with some older wording in it is parsed.",
        "The letter may be without faults, but its parts are not parsed.",
        "ISSUE AT DISPUTE:\nAcupuncture, six sessions\n\nCASE SUMMARY:\nShe has neck pain.\n\n"
        "DOCUMENTS REVIEWED FOR DETERMINATION:\nMedical records\n",
        "HOW THE IMR FINAL DETERMINATION WAS MADE",
        Example.WHOLE,
    ),
    FaultPage(
        codes.SECOND_LETTER,
        "second-letter",
        "A second letter begins in the text.",
        "It is reported at the beginning of the second letter, which is not parsed.",
        "A text must contain a single letter. Otherwise the issues of two people would be mixed "
        "up.",
        "no screen for the risk of abuse. The request is not\nmedically necessary.\n\n"
        "Case Number: CM16-0901188",
        "no screen for the risk of abuse. The request is not\nmedically necessary.\n",
        Example.TWICE,
    ),
    FaultPage(
        codes.CUT_OFF,
        "cut-off",
        "The text ends before the letter does.",
        "Parts are missing at the end. This is reported once, after the last character of the "
        "text, however many parts are missing. A text that ends in the middle of a rationale's "
        "sentence can still be parsed, so that is a warning.",
        "A page was lost, or a download was interrupted. The missing text may contain a decision.",
        "Tramadol 50mg #60: Upheld\n",
        "Tramadol 50mg #60: Upheld\n\nClaims Administrator guideline:",
        Example.END,
    ),
    FaultPage(
        codes.MISSING,
        "missing-part",
        "A part of the letter is missing.",
        "A heading, a label, a request, a decision or a header cell is missing. It is reported "
        "at the part that follows instead.",
        "The text of the missing part can't be distinguished from that of the part before.",
        "Initial Care.\n\nDecision rationale: The MTUS allows",
        "Initial Care.\n\n"
        "MAXIMUS guideline: Decision based on MTUS Acupuncture Medical Treatment 2007.\n\n"
        "Decision rationale: The MTUS allows",
    ),
    FaultPage(
        codes.EMPTY,
        "empty-part",
        "A label or a header cell has no text after it.",
        "It is reported at the position where the text should begin. If the header's names and "
        "values are in columns and a value is missing, it may be unclear which one: then none of "
        "the possible values is read, and all of their names are related places.",
        "The letter does not contain what the label announces. An extractor may have moved the "
        "text elsewhere.",
        "State(s) of Licensure:\n",
        "State(s) of Licensure: California, Oregon\n",
    ),
    FaultPage(
        codes.DOUBLED,
        "doubled-part",
        "A part occurs twice.",
        "The second one is reported, with the place of the first. The text of the second is "
        "ignored, unless the label stands in the place of another label of its issue: then it is "
        "read as that one.",
        "It is not known which of the two is valid.",
        "State(s) of Licensure: California, Oregon\nState(s) of Licensure: California, Oregon\n",
        "State(s) of Licensure: California, Oregon\n",
    ),
    FaultPage(
        codes.MISPLACED,
        "misplaced-part",
        "A part is out of order.",
        "The part is reported where it is, and parsed as if it were in its proper place. A header "
        "value that is not beside its name, but can belong to no other, is a warning.",
        "The texts of two parts may have been swapped, and not only their labels.",
        "MAXIMUS guideline: Decision based on MTUS Acupuncture Medical Treatment 2007.\n\n"
        "Claims Administrator guideline: Decision based on MTUS Shoulder Complaints 2004, "
        "Section(s):\nInitial Care.",
        "Claims Administrator guideline: Decision based on MTUS Shoulder Complaints 2004, "
        "Section(s):\nInitial Care.\n\n"
        "MAXIMUS guideline: Decision based on MTUS Acupuncture Medical Treatment 2007.",
    ),
    FaultPage(
        codes.MISSPELT,
        "misspelt-part",
        "A heading, label or decision is misspelt.",
        "The misspelt words are reported with the right ones, and parsed as if they were right. "
        "If only a space is missing or superfluous, it is a warning that says which one: the "
        "letter can be parsed as it stands.",
        "Other programs search for the exact words, and would miss this part.",
        "Decision rational: Opioids",
        "Decision rationale: Opioids",
    ),
    FaultPage(
        codes.NO_DECISION,
        "no-decision",
        "The word in place of the decision is not a decision.",
        "A decision is Upheld or Overturned. Any other word is reported where it is, and so are "
        "two decisions in one place, neither of which is accepted. If a colon separates the two, "
        "or one is inside the request, the last one is accepted, with a warning. A letter of 2013 "
        "lists its decisions twice: where the two lists differ, this is reported in the second.",
        "The decision is unknown, and so is the outcome of the letter.",
        "Tramadol 50mg #60: Approved",
        "Tramadol 50mg #60: Upheld",
    ),
    FaultPage(
        codes.BAD_DATE,
        "bad-date",
        "A date of the header is not valid.",
        "A date in the header has a month, a day and a year, as in 06/10/2016, and the day has "
        "to exist. A date in another notation (2016-06-10, 6/10/16, June 10, 2016, O6/10/2016) is "
        "parsed, and a fix writes it in the usual one.",
        "The time limits set by law are counted from these dates.",
        "Decision Date: 06/31/2016",
        "Decision Date: 06/10/2016",
    ),
    FaultPage(
        codes.BAD_CASE_NUMBER,
        "bad-case-number",
        "The case number is not valid.",
        "A case number is CM, two digits for the year, a hyphen, and seven digits. One that has "
        "all of its digits (CM16-0901 188, #CM16-0901188, CM16-O9O1188) is parsed, and a fix "
        "writes it as usual.",
        "The letter can't be matched with other records of the case.",
        "Case Number: CM16-901188",
        "Case Number: CM16-0901188",
    ),
    FaultPage(
        codes.BAD_PRIORITY,
        "bad-priority",
        "The priority is not valid.",
        "A priority is Standard or Expedited.",
        "The priority determines how many days the review may take.",
        "Priority: Urgent",
        "Priority: Standard",
    ),
    FaultPage(
        codes.STRAY,
        "stray-text",
        "Text that belongs to no part of a letter.",
        "It is reported where it is, and ignored otherwise. The same applies to a header value "
        "without a name, or with a name that the header does not have. Marks in the header, such "
        "as the rules of a table, are a warning, and so is text before or after the letter.",
        "Text was inserted that does not belong to the letter, or a part of the letter is in the "
        "wrong place.",
        "The dates below were corrected.\nDecision Date:",
        "Decision Date:",
    ),
    FaultPage(
        codes.MISSPELT_STATE,
        "misspelt-state",
        "A state of licensure is misspelt.",
        "A warning on the name of the state, with the right name. The letter is parsed with the "
        "name as it is written.",
        "Counts of letters by state would miss this one.",
        "State(s) of Licensure: Californa, Oregon",
        "State(s) of Licensure: California, Oregon",
    ),
    FaultPage(
        codes.MISSPELT_MONTH,
        "misspelt-month",
        "The name of a month is misspelt.",
        "A warning on the month of a date in the text, with the right name. The letter is parsed.",
        "A search for dates in the text would miss this one.",
        "an industrial injury on Febuary 3, 2015",
        "an industrial injury on February 3, 2015",
    ),
)
"""The pages, in the order of their codes."""
