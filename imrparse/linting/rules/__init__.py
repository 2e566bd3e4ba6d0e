"""The rules: one module each, in a folder for each group.

Every module here that defines a subclass of `Rule` is found by `imrparse.linting.registry`; the
docstring of the class is the rule's page.
"""
