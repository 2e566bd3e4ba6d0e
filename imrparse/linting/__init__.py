"""Linting drafts: the rules, how they are selected and run, and how fixes are applied.

The names listed in `__all__` are public: with them, another package can define rules. Each is
imported when it is first used, since reading a letter needs none of them.
"""

TYPE_CHECKING = False  # as in `imrparse`
if TYPE_CHECKING:
    from imrparse.diagnostics.safe_fixes import TextKind, fix
    from imrparse.linting.damage import Part
    from imrparse.linting.draft import Draft, Text
    from imrparse.linting.rule import Finding, NoOptions, Rule, RuleWithOptions

__all__ = [
    "Draft",
    "Finding",
    "NoOptions",
    "Part",
    "Rule",
    "RuleWithOptions",
    "Text",
    "TextKind",
    "fix",
]

_HOMES = {
    "imrparse.diagnostics.safe_fixes": ("TextKind", "fix"),
    "imrparse.linting.damage": ("Part",),
    "imrparse.linting.draft": ("Draft", "Text"),
    "imrparse.linting.rule": ("Finding", "NoOptions", "Rule", "RuleWithOptions"),
}


def __getattr__(name: str) -> object:
    """Import a public name from its module."""
    from importlib import import_module

    for home, names in _HOMES.items():
        if name in names:
            value: object = getattr(import_module(home), name)
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
