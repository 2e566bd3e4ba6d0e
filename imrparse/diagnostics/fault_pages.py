"""What there is to say of each fault: a page for each code of `imrparse.diagnostics.codes`."""

from __future__ import annotations

from enum import Enum, auto

from attrs import frozen

from imrparse.diagnostics import codes


class Example(Enum):
    """How the failing example of a page comes from a sound letter."""

    PART = auto()
    """The passing stretch of the letter is replaced by the failing one."""
    END = auto()
    """The letter ends after the failing stretch, which begins as the passing one does."""
    TWICE = auto()
    """The letter is followed by itself."""
    WHOLE = auto()
    """The failing example is all of the text."""
    ENCODING = auto()
    """The letter is in a file of another encoding."""


@frozen
class FaultPage:
    """What there is to say of a fault, in the words of a reader of letters."""

    code: str
    name: str
    """The code's name: words with hyphens."""
    summary: str
    """What is wrong, in a few words."""
    explanation: str
    """What is wrong, and where it is reported."""
    why: str
    """Why it matters."""
    failing: str
    """A stretch of text with the fault."""
    passing: str
    """The same stretch without it."""
    example: Example = Example.PART

    def spoil(self, letter: str) -> str:
        """A sound letter with the fault of this page in it.

        Raises ValueError if the letter does not hold the passing example once.
        """
        if self.example is Example.WHOLE:
            return self.failing
        if letter.count(self.passing) != 1:
            raise ValueError(f"the passing example of {self.code} has to stand in the letter once")
        if self.example is Example.END:
            return letter[: letter.index(self.passing)] + self.failing
        if self.example is Example.TWICE:
            return f"{letter}\n{letter}"
        return letter.replace(self.passing, self.failing)


PAGES = (
    FaultPage(
        codes.UNREADABLE,
        "unreadable-text",
        "The text can't be had at all.",
        "There is no such file, it may not be read, is damaged, asks for a password, is a scan "
        "without text, needs an extra that is not installed, or has bytes that are not of the "
        "encoding that was named. In the last case the first such byte is marked. Only the command "
        "reports this; the library raises `UnreadableError`.",
        "Nothing is known of the letter.",
        "Abduction was limited to 120\ufffd",
        "Abduction was limited to 120°",
        Example.ENCODING,
    ),
    FaultPage(
        codes.NO_LETTER,
        "no-letter",
        "The text is no determination letter.",
        "It is empty, or has none of the headings and labels of a letter.",
        "There is nothing to read. The file may be one of another kind that was among the letters.",
        "Dear Sir or Madam:\n\nWe enclose the records that you asked for.\n",
        "HOW THE IMR FINAL DETERMINATION WAS MADE",
        Example.WHOLE,
    ),
    FaultPage(
        codes.OLDER_GENERATION,
        "older-generation",
        "A letter of a template that is not read yet.",
        "The letters of 2013 and of early 2014 are built in another way. They are told by their "
        "title and headings.",
        "The letter may be sound, but its parts are not found.",
        "Notice of Independent Medical Review Determination\n\nDated: 11/15/2013\n\n"
        "1) MAXIMUS Federal Services, Inc. has determined the request for acupuncture is not\n"
        "medically necessary and appropriate.\n",
        "HOW THE IMR FINAL DETERMINATION WAS MADE",
        Example.WHOLE,
    ),
    FaultPage(
        codes.SECOND_LETTER,
        "second-letter",
        "A second letter begins in the text.",
        "It is reported where the second letter begins, and nothing of it is read.",
        "A text is one letter. The issues of two people would become those of one.",
        "no screen for the risk of abuse. The request is not\nmedically necessary.\n\n"
        "Case Number: CM16-0901188",
        "no screen for the risk of abuse. The request is not\nmedically necessary.\n",
        Example.TWICE,
    ),
    FaultPage(
        codes.CUT_OFF,
        "cut-off",
        "The text ends before the letter does.",
        "Parts are missing at the end. That is one fault however many they are, reported after the "
        "last character of the text. A text that ends in the middle of a rationale's sentence can "
        "be read, so that is a warning.",
        "A page was lost, or a download broke off. What is lost may be a decision.",
        "Tramadol 50mg #60: Upheld\n",
        "Tramadol 50mg #60: Upheld\n\nClaims Administrator guideline:",
        Example.END,
    ),
    FaultPage(
        codes.MISSING,
        "missing-part",
        "A part of the letter is missing.",
        "A heading, a label, a request, a decision or a cell of the header is not there. It is "
        "reported where the next part stands in its place.",
        "What stood under the missing part can't be told from the part before.",
        "Initial Care.\n\nDecision rationale: The MTUS allows",
        "Initial Care.\n\n"
        "MAXIMUS guideline: Decision based on MTUS Acupuncture Medical Treatment 2007.\n\n"
        "Decision rationale: The MTUS allows",
    ),
    FaultPage(
        codes.EMPTY,
        "empty-part",
        "A label or a cell of the header has nothing after it.",
        "It is reported where the text should begin.",
        "The letter does not say what the label promises. The text may stand elsewhere, where the "
        "extractor put it.",
        "State(s) of Licensure:\n",
        "State(s) of Licensure: California, Oregon\n",
    ),
    FaultPage(
        codes.DOUBLED,
        "doubled-part",
        "A part stands there twice.",
        "The second one is reported, with the place of the first. What stands under the second is "
        "not read.",
        "Which of the two holds can't be known.",
        "State(s) of Licensure: California, Oregon\nState(s) of Licensure: California, Oregon\n",
        "State(s) of Licensure: California, Oregon\n",
    ),
    FaultPage(
        codes.MISPLACED,
        "misplaced-part",
        "A part stands out of order.",
        "The part is reported where it stands, and is read as if it stood in its place.",
        "The text under two labels may have been confused, and not only the labels.",
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
        "A heading, label or decision is not as it should be written.",
        "It is reported on the words, with the right ones, and is read as if it were right. Where "
        "only a space is missing or too many, that is a warning, which says which one: the letter "
        "can be read as it stands.",
        "Other programs look for the exact words, and would pass over this part.",
        "Decision rational: Opioids",
        "Decision rationale: Opioids",
    ),
    FaultPage(
        codes.NO_DECISION,
        "no-decision",
        "The word in the decision's place is none.",
        "A decision is Upheld or Overturned. Another word is reported where it stands, and so are "
        "two decisions in the place of one, of which neither is taken. Where a colon stands "
        "between the two, or one stands inside a request, the last one is taken, and that is a "
        "warning.",
        "What was decided is not known, and so neither is the letter's outcome.",
        "Tramadol 50mg #60: Approved",
        "Tramadol 50mg #60: Upheld",
    ),
    FaultPage(
        codes.BAD_DATE,
        "bad-date",
        "A date of the header is none.",
        "Dates of the header are a month, a day and a year, as in 06/10/2016, and there has to be "
        "such a day.",
        "The time limits that the law sets are counted from these dates.",
        "Decision Date: 06/31/2016",
        "Decision Date: 06/10/2016",
    ),
    FaultPage(
        codes.BAD_CASE_NUMBER,
        "bad-case-number",
        "The case number is none.",
        "Case numbers are CM, the year in two digits, a hyphen, and seven digits.",
        "The letter can't be put beside other records of its case.",
        "Case Number: CM16-901188",
        "Case Number: CM16-0901188",
    ),
    FaultPage(
        codes.BAD_PRIORITY,
        "bad-priority",
        "The priority is none.",
        "A priority is Standard or Expedited.",
        "The priority says how many days the review may take.",
        "Priority: Urgent",
        "Priority: Standard",
    ),
    FaultPage(
        codes.STRAY,
        "stray-text",
        "Text that belongs to no part of a letter.",
        "It is reported where it stands, and left out of what is read. Text before or after the "
        "whole letter, such as a mail's head and signature, is a warning: the letter is read.",
        "Something was put into the text that is not the letter's, or a part of the letter is in "
        "the wrong place.",
        "Please find below the determination of your request.\nDecision Date:",
        "Decision Date:",
    ),
    FaultPage(
        codes.MISSPELT_STATE,
        "misspelt-state",
        "A state of licensure is misspelt.",
        "A warning: the letter is read, with the state as it is written. It is reported on the "
        "state, with the right name.",
        "Counts of letters by state would miss this one.",
        "State(s) of Licensure: Californa, Oregon",
        "State(s) of Licensure: California, Oregon",
    ),
    FaultPage(
        codes.MISSPELT_MONTH,
        "misspelt-month",
        "The name of a month is misspelt.",
        "A warning: the letter is read. It is reported on the month of a date in the text, with "
        "the right name.",
        "Who looks for dates in the text would miss this one.",
        "an industrial injury on Febuary 3, 2015",
        "an industrial injury on February 3, 2015",
    ),
)
"""The pages, in the order of their codes."""
