"""The command: `imrparse`, and the same as `python -m imrparse`."""

from imrparse.processes import interrupts


def main() -> None:
    """Run the command line."""
    # Before anything large is imported, and until the process ends.
    interrupts.install()
    try:
        from imrparse.cli import main as command

        command()
    finally:
        interrupts.finish()


if __name__ == "__main__":
    main()
