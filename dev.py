#!/usr/bin/env python3
"""Sets up a checkout of imrparse in .venv, and runs something in it.

    python3 dev.py try [PATH...]     parse a sample letter, or letters of yours
    python3 dev.py test [ARGS...]    run the tests (ARGS go to pytest)
    python3 dev.py check             lint, formatting, types and the order of imports
    python3 dev.py bench [ARGS...]   the benchmark (ARGS go to it)
    python3 dev.py docs [--build]    build the documentation in site/, and serve it on this machine
    python3 dev.py lock [ARGS...]    bring requirements-dev.txt in line with pyproject.toml (ARGS go
                                     to `uv pip compile`: --upgrade takes the newest versions)

Only Python 3.11 or later is needed. It works from any folder: the PATHs of `try` are looked up in
the current one, and the other commands run in the checkout. The set-up is done once, with the
versions and hashes of requirements-dev.txt. The variable IMRPARSE_VENV names another folder than
.venv, such as one for another Python; with IMRPARSE_UNLOCKED=1, pip chooses the versions.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / os.environ.get("IMRPARSE_VENV", ".venv")
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
SAMPLE = ROOT / "samples" / "2016-pdfium-lumbar-mri.txt"
OLDEST = (3, 11)
EXTRAS = ("docx", "pdf")
PROJECT = ROOT / "pyproject.toml"
LOCK = ROOT / "requirements-dev.txt"
LOWEST = ROOT / "requirements-lowest.txt"
TOOLS_FOR_LOWEST = (
    *("fpdf2", "hypothesis", "jsonschema", "pandas", "polars", "pytest", "pytest-xdist"),
    *("rfc3986-validator", "syrupy"),
)
EDITABLES = "editables"  # which hatchling needs for an editable installation
PIP = "pip>=25.1"  # Dependency groups need a newer one than many Pythons include.


def main(arguments: Sequence[str]) -> int:
    """Run a command of this script. Returns its exit status."""
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        print(__doc__, file=sys.stderr)
        return 2
    _use_new_enough_python()
    return command(arguments[1:])


def _try(arguments: Sequence[str]) -> int:
    _set_up("")
    # -P: a folder called imrparse in the caller's folder must not be imported.
    command = ("-P", "-m", "imrparse", "parse")
    return _run(*command, *(arguments or [str(SAMPLE)]), folder=Path.cwd())


def _test(arguments: Sequence[str]) -> int:
    _set_up("test")
    # Containers often set it, but the tests start hundreds of processes, and each would compile
    # the package anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return _run("-m", "pytest", *arguments)


def _check(_: Sequence[str]) -> int:
    _set_up("dev")
    steps = (
        ("-m", "ruff", "check"),
        ("-m", "ruff", "format", "--check"),
        ("-m", "mypy"),
        ("-m", "pyright", "--pythonpath", str(PYTHON)),
        ("-c", "from importlinter.cli import lint_imports_command as main; main()"),
    )
    return max(_run(*step) for step in steps)


def _bench(arguments: Sequence[str]) -> int:
    _set_up("bench")
    return _run("-m", "benchmarks", *arguments)


def _docs(arguments: Sequence[str]) -> int:
    _set_up("dev")
    steps = [("docs/site/undocumented.py",), ("-m", "mkdocs", "build")]
    if list(arguments) != ["--build"]:
        steps.append(("-m", "mkdocs", "serve", *arguments))
    os.environ["NO_MKDOCS_2_WARNING"] = "1"  # of what other programs will do one day
    return next((status for step in steps if (status := _run(*step))), 0)


def _lock(arguments: Sequence[str]) -> int:
    """Write the newest versions that pyproject.toml allows, or those of before, with hashes; and
    the lowest ones that it allows, for .ci/lowest-versions."""
    _set_up("lock")
    groups = [f"--group={group}" for group in ("dev", "lock", "release")]
    return max(
        _compile(LOCK, [PIP, *_requirements(*EXTRAS)], "--universal", *groups, *arguments),
        _compile(LOWEST, [*_lowest(), *TOOLS_FOR_LOWEST], *arguments),
    )


def _compile(file: Path, wanted: Sequence[str], *options: str) -> int:
    """Write the versions and hashes of requirements, and of all that they need."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "wanted.txt"
        source.write_text("\n".join(wanted), "utf-8")
        how = ("--quiet", "--python-version", ".".join(map(str, OLDEST)), "--generate-hashes")
        shown = ("--no-annotate", "--custom-compile-command", "python3 dev.py lock")
        files = (str(source), "--output-file", file.name)
        return _run("-m", "uv", "pip", "compile", *how, *shown, *options, *files)


def _lowest() -> list[str]:
    """The lowest versions of what imrparse and its extras need, but for `lsp`: pygls wants newer
    ones of attrs."""
    lines = _requirements("charts", "docx", "duckdb", "pdf", "serve", "tables")
    return [re.sub(r">=([\d.]+).*", r"==\1", line) for line in sorted({*lines} - {EDITABLES})]


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "try": _try,
    "test": _test,
    "check": _check,
    "bench": _bench,
    "docs": _docs,
    "lock": _lock,
}


def _run(*arguments: str, folder: Path = ROOT) -> int:
    return subprocess.run([str(PYTHON), *arguments], cwd=folder, check=False).returncode


def _use_new_enough_python() -> None:
    """Restart with a newer Python if this one is too old."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(19, OLDEST[1] - 1, -1):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            os.execv(newer, [newer, *sys.argv])
    sys.exit(f"imrparse needs Python {OLDEST[0]}.{OLDEST[1]} or later, and none was found")


def _set_up(group: str) -> None:
    """Create .venv, and install imrparse in it with the tools of a dependency group."""
    if not PYTHON.exists():
        _make_venv()
    done = VENV / f".set-up-{group or 'alone'}"
    is_locked = LOCK.exists() and group != "lock" and not os.environ.get("IMRPARSE_UNLOCKED")
    wanted = PROJECT.read_bytes() + (LOCK.read_bytes() if is_locked else b"")
    if done.exists() and done.read_bytes() == wanted:
        return
    print(f"setting up {VENV} ...", file=sys.stderr)
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if not sys.dont_write_bytecode:
        pip.append("--no-compile")  # a tenth of it is ever imported, and compiled then
    lock = ("--require-hashes", "--constraint", str(LOCK)) if is_locked else ()
    tools = ("--group", group) if group else ()
    steps = (
        (*pip, "--upgrade", *(_locked_pip() if is_locked else [PIP])),
        (*pip, *lock, *_requirements(*EXTRAS), *tools),
        (*pip, "--no-deps", "--no-build-isolation", "--editable", "."),
    )
    for step in steps:
        if status := _run(*step):
            sys.exit(status)
    done.write_bytes(wanted)


def _locked_pip() -> list[str]:
    """Arguments for the pip of the lock: old versions take no hashes from constraints."""
    listed = LOCK.read_text("utf-8")
    start = listed.index("\npip==") + 1
    alone = VENV / "pip.txt"
    alone.write_text(re.split(r"\n(?! )", listed[start:], maxsplit=1)[0] + "\n", "utf-8")
    return ["--require-hashes", "--requirement", str(alone)]


def _requirements(*extras: str) -> list[str]:
    """What building and running imrparse with these extras needs."""
    import tomllib  # which a Python that is too old to go on does not have

    data = tomllib.loads(PROJECT.read_text("utf-8"))
    project = data["project"]
    more = [one for extra in extras for one in project["optional-dependencies"][extra]]
    return [*data["build-system"]["requires"], *project["dependencies"], *more, EDITABLES]


def _make_venv() -> None:
    """Create .venv. Debian's Python needs an additional package for that, which root may
    install."""
    make = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if subprocess.run(make, capture_output=True, check=False).returncode == 0:
        return
    package = f"python3.{sys.version_info.minor}-venv"
    install = ["apt-get", "install", "--yes", "--quiet", package]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"installing {package}, which Debian's Python needs ...", file=sys.stderr)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in (["apt-get", "update", "--quiet"], install):
            subprocess.run(step, stdout=sys.stderr, env=quiet, check=False)
    made = subprocess.run(make, capture_output=True, text=True, check=False)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        advice = f"\nOn Debian and Ubuntu: sudo {' '.join(install)}"
        sys.exit(f"no virtual environment could be made:\n{made.stdout}{made.stderr}{advice}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
