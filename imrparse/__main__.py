"""`python -m imrparse` is the command `imrparse`."""

from imrparse.cli import main

if __name__ == "__main__":
    main()
