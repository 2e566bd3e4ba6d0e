"""The rules: a folder for each group, and in it a module for each rule or for a few of one kind.

Every module here that defines a subclass of `Rule` is found by `imrparse.linting.registry`; the
docstring of the class is the rule's page.
"""
