"""The rules, one module each, in a folder for each group.

A module that holds a subclass of `Rule` in a folder here is a rule: `imrparse.linting.registry`
finds it, and its docstring is its page.
"""
