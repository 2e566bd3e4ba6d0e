"""Texts and files made to be slow: does the time of every entry point grow only linearly?

A hostile text is a repeated piece in a place of a letter (``texts.py``). Each is
passed to each entry point (``entries.py``) in growing sizes; files that are hostile in their own
format are in ``files.py``.
"""

from benchmarks.hostile.report import SIZES, Options, report

__all__ = ["SIZES", "Options", "report"]
