"""Drafts shared by the linter tests: the sound letter, and lines with faults."""

from __future__ import annotations

from helpers.letters import SOUND

NAMED = SOUND.replace("An MRI of 08/02/2016", "Dr. Okafor wrote that an MRI of 08/02/2016")
"""Names a person: IMR601, a warning without a fix, at 33:27."""
GAP = SOUND.replace("The provider noted", "Dr. noted")
"""Has a gap where a name was: IMR608, a note."""
MISSPELT = SOUND.replace("CLINICAL CASE SUMMARY", "CLINICAL CASE SUMARY")
"""Misspells a heading: IMR009, an error with a safe fix, at 24:1."""
STATE = SOUND.replace("California, Nevada", "Californa, Nevada")
"""Misspells a state: IMR015, a warning with a safe fix, at 21:24."""
EARLY = SOUND.replace("Decision Date: 12/14/2016", "Decision Date: 02/14/2017")
"""Decided late: IMR104, a note, at the decision date."""
