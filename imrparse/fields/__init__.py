"""The details inside the fields of a letter: one module for each of their small languages.

Each takes folded texts and returns details (``imrparse/fields/details.py``). The tree calls them on
demand.
"""
