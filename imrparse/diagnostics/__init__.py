"""Diagnostics: their codes, the pages about them, and how they are rendered."""
