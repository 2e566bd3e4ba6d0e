"""The command: `imrparse`, and the same as `python -m imrparse`."""

import sys

_OBJECTS = 50_000
"""Objects after which garbage is looked for: a start makes so many that stay."""


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] == ["--version"] and _tell_version():
        return
    import gc

    from imrparse.processes import interrupts

    gc.set_threshold(_OBJECTS)
    # Before anything large is imported, and until the process ends.
    interrupts.install()
    try:
        from imrparse.cli import main as command

        command()
    finally:
        interrupts.finish()


def _tell_version() -> bool:
    """Print the version without importing click. False if it can't be written.

    The command then tries again, and reports why.
    """
    from imrparse.data.version import __version__

    try:
        sys.stdout.write(f"imrparse, version {__version__}\n")
        sys.stdout.flush()
    except (AttributeError, OSError):
        return False
    return True


if __name__ == "__main__":
    main()
