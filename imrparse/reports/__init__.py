"""Findings of many files in the formats of other programs: SARIF, JUnit, annotations of GitHub."""
