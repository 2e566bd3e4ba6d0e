"""Reading inside the fields of a letter: one module for each of its small languages.

Each takes a node of the tree and gives nodes of ``imrparse/fields/details.py``. The tree calls them when
someone asks.
"""
