"""Settings files: where they are found, what they may contain, and the messages about bad ones."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from helpers.commands import write
from helpers.letters import LATE, NAMED, SOUND

from imrparse import ConfigError, LintConfig, Severity
from imrparse.cli import main
from imrparse.linting import config_files
from imrparse.linting.config_files import load, settings_for

pytestmark = pytest.mark.usefixtures("folder")


def put(name: str, text: str) -> Path:
    write(name, text)
    config_files.clear_cache()
    return Path(name)


def lint(*args: str) -> Result:
    return CliRunner().invoke(main, ["lint", "--format", "concise", *args])


# Which file applies


def test_the_nearest_file_counts() -> None:
    put("imrparse.toml", '[lint]\nignore = ["IMR1"]\n')
    put("a/pyproject.toml", '[tool.imrparse.lint]\nignore = ["IMR6"]\n')
    put("a/b/pyproject.toml", "[tool.other]\n")  # without settings of the linter
    put("a/b/c/imrparse.toml", "")  # an empty one applies, too
    found = {name: settings_for(Path(name, "x.txt")) for name in (".", "z", "a", "a/b", "a/b/c")}
    paths = {name: settings.path for name, settings in found.items()}
    here = Path.cwd()
    assert paths == {
        ".": here / "imrparse.toml",
        "z": here / "imrparse.toml",
        "a": here / "a/pyproject.toml",
        "a/b": here / "a/pyproject.toml",
        "a/b/c": here / "a/b/c/imrparse.toml",
    }
    assert found["a/b"].config.ignore == ("IMR6",)
    assert found["a/b/c"].config == LintConfig()


def test_own_file_counts_before_the_shared_one() -> None:
    put("a/pyproject.toml", '[tool.imrparse.lint]\nignore = ["IMR6"]\n')
    own = put("a/imrparse.toml", "[lint]\n")
    assert settings_for(Path("a/x.txt")).path == own.absolute()


def test_dots_in_a_path_are_resolved() -> None:
    put("a/b/imrparse.toml", "")
    put("a/c/x.txt", "")
    assert settings_for(Path("a/b/../c/x.txt")).path == Path.cwd() / "imrparse.toml"


def test_files_are_linted_each_by_its_settings() -> None:
    put("a/imrparse.toml", '[lint]\nignore = ["named-person"]\n')
    put("a/x.txt", NAMED)
    put("b/x.txt", NAMED)
    result = lint("a", "b")
    assert result.stdout == f"{Path('b/x.txt')}:33:27: IMR601 a person is named\n"
    assert lint("--isolated", "a").exit_code == 1
    assert lint("--config", "imrparse.toml", "a").exit_code == 1
    assert lint("--config", "a/imrparse.toml", "b").exit_code == 0


def test_encoding_mark_and_line_ends() -> None:
    put("imrparse.toml", '\ufeff[lint]\r\nignore = ["IMR6"]\r\n')
    assert settings_for(Path("x.txt")).config.ignore == ("IMR6",)


# Content of a file


def test_everything() -> None:
    path = put(
        "pyproject.toml",
        """
        [tool.imrparse.lint]
        select = ["IMR1", "privacy"]
        ignore = ["late-determination"]
        date = 2017-01-31

        [tool.imrparse.lint.per-file-ignores]
        "*.md" = ["IMR6"]
        "old/*" = ["IMR101"]

        [tool.imrparse.lint.severity]
        privacy = "error"

        [tool.imrparse.lint.options.late-application]
        days = 35
        """,
    )
    assert load(path).config == LintConfig(
        select=("IMR1", "privacy"),
        ignore=("late-determination",),
        date=datetime.date(2017, 1, 31),
        per_file_ignores={"*.md": ("IMR6",), f"{Path.cwd().as_posix()}/old/*": ("IMR101",)},
        severity={"privacy": Severity.ERROR},
        options={"late-application": {"days": 35}},
    )


@pytest.mark.parametrize(
    ("pattern", "ignored"),
    [
        ("*.md", ["in/x.md", "in/old/x.md"]),
        ("in/*", ["in/x.md", "in/x.txt", "in/old/x.md", "in/old/x.txt"]),
        ("in/old/*", ["in/old/x.md", "in/old/x.txt"]),
        ("./in/old/x.txt", ["in/old/x.txt"]),
        ("old/*", []),
        ("*/old/*.txt", ["in/old/x.txt"]),
        ("x.txt", ["in/x.txt", "in/old/x.txt"]),
    ],
)
def test_per_file_ignores(pattern: str, ignored: list[str]) -> None:
    put("imrparse.toml", f'[lint.per-file-ignores]\n"{pattern}" = ["IMR601"]\n')
    names = ["in/old/x.md", "in/old/x.txt", "in/x.md", "in/x.txt"]
    for name in names:
        put(name, NAMED)
    paths = [line.split(":")[0] for line in lint("in/../in").stdout.splitlines()]
    assert [Path(name).as_posix().removeprefix("in/../") for name in paths] == [
        name for name in names if name not in ignored
    ]


def test_folder_names_may_look_like_patterns() -> None:
    put("a[b]*/imrparse.toml", '[lint.per-file-ignores]\n"old/*" = ["IMR601"]\n')
    put("a[b]*/old/x.txt", NAMED)
    assert lint("a[b]*").exit_code == 0


def test_severity_determines_the_exit_status() -> None:
    put("x.txt", LATE)
    assert lint("x.txt").exit_code == 0
    put("imrparse.toml", '[lint.severity]\nlate-application = "warning"\n')
    assert lint("x.txt").exit_code == 1


# The command line


def test_select_on_the_command_line_overrides_the_file() -> None:
    put("imrparse.toml", '[lint]\nselect = ["header"]\nignore = ["IMR601"]\n')
    put("x.txt", NAMED)
    assert lint("x.txt").exit_code == 0
    assert lint("--select", "IMR601", "x.txt").exit_code == 1
    assert lint("--select", "IMR1, privacy", "--ignore", "named-person", "x.txt").exit_code == 0


def test_ignore_on_the_command_line_is_added() -> None:
    put("imrparse.toml", '[lint]\nignore = ["IMR1"]\n')
    put("x.txt", NAMED)
    assert lint("x.txt").exit_code == 1
    assert lint("--ignore", "IMR1,IMR6", "x.txt").exit_code == 0


# Errors


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[lint]\nselct = []\n", "unknown setting 'selct'; did you mean 'select'?"),
        ("[lnt]\n", "unknown setting 'lnt'; did you mean 'lint'?"),
        ("select = []\n", "unknown setting 'select'"),
        ("lint = 3\n", "lint: expected a table, not 3"),
        ("[lint]\nselect = 'IMR6'\n", "select: expected a list of strings, not 'IMR6'"),
        (
            "[lint]\nignore = ['IMR6', 'named-persn']\n",
            "ignore: unknown rule, code or group 'named-persn'; did you mean 'named-person'?",
        ),
        ("[lint]\ndate = '2017'\n", "date: expected a date (2017-01-31, without quotes)"),
        ("[lint]\ndate = 2017-01-31T00:00:00\n", "date: expected a date"),
        (
            "[lint.severity]\nIMR6 = 'warn'\n",
            "severity: 'IMR6': 'warn' is not 'error' or 'warning' or 'note'",
        ),
        (
            "[lint.options.late-application]\ndayz = 3\n",
            "options.late-application: unknown option of this rule 'dayz'",
        ),
        (
            "[lint.per-file-ignores]\n'old/*' = ['IMR66']\n",
            "per-file-ignores: '",
        ),
        ("[lint]\nselect = [\n", "Invalid value"),
        ("\udcff", "'utf-8' codec can't decode byte 0xff"),
    ],
)
def test_errors_name_the_file_and_the_key(text: str, message: str) -> None:
    path = Path("a/imrparse.toml")
    put("a/x.txt", SOUND)
    put("b/x.txt", NAMED)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    result = lint("b", "a")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"\nError: {path.absolute()}: {message}" in result.stderr


def test_errors_in_pyproject() -> None:
    path = put("a/pyproject.toml", "[tool.imrparse.lnt]\n")
    with pytest.raises(ConfigError, match="unknown setting 'lnt'; did you mean 'lint'"):
        settings_for(Path("a/x.txt"))
    put(str(path), "[tool]\nimrparse = 3\n")
    with pytest.raises(ConfigError, match=r"pyproject.toml: tool.imrparse: expected a table"):
        settings_for(Path("a/x.txt"))


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--config", "none.toml"), "none.toml: no such file"),
        (("--config", "in"), "in: Is a directory"),
        (("--config", "pyproject.toml"), "pyproject.toml: there is no [tool.imrparse.lint] in it"),
        (("--select", "privcy"), "--select: unknown rule, code or group 'privcy'; did you"),
        (("--ignore", "IMR6,IMR66"), "--ignore: unknown rule, code or group 'IMR66'; did"),
        (
            ("--isolated", "--config", "imrparse.toml"),
            "--isolated can't be combined with",
        ),
    ],
)
def test_errors_on_the_command_line(args: tuple[str, ...], message: str) -> None:
    put("in/x.txt", SOUND)
    put("pyproject.toml", "[project]\n")
    result = lint(*args, "in")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"\nError: {message}" in result.stderr


# Showing settings


def test_settings_are_shown_as_a_settings_file() -> None:
    put(
        "imrparse.toml",
        """
        [lint]
        select = ["IMR1", "privacy"]
        date = 2017-01-31
        [lint.per-file-ignores]
        "old \\"ones\\"/\\U0001F600*" = ["IMR6"]
        "*.md" = []
        [lint.severity]
        IMR6 = "note"
        [lint.options.late-application]
        days = 35
        """,
    )
    put("x.txt", SOUND)
    put("in/y.txt", SOUND)
    result = lint("--show-settings", "--ignore", "IMR102", "x.txt", "in")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"# x.txt\n# {Path('in/y.txt')}\n# from {Path.cwd()}")
    shown = put("again/imrparse.toml", result.stdout)
    settings = settings_for(Path("x.txt")).config
    assert load(shown).config.ignore == ("IMR102",)
    assert load(shown).config.per_file_ignores == settings.per_file_ignores
    assert tomllib.loads(result.stdout)["lint"] == {
        "select": ["IMR1", "privacy"],
        "ignore": ["IMR102"],
        "date": datetime.date(2017, 1, 31),
        "severity": {"IMR6": "note"},
        "per-file-ignores": {
            f'{Path.cwd().as_posix()}/old "ones"/\U0001f600*': ["IMR6"],
            "*.md": [],
        },
        "options": {"late-application": {"days": 35}},
    }


def test_settings_of_several_folders_are_shown_separately() -> None:
    put("a/imrparse.toml", '[lint]\nignore = ["IMR6"]\n')
    for name in ("a/x.txt", "b/x.txt", "a/y.txt"):
        put(name, SOUND)
    shown = lint("--show-settings", "a", "b").stdout
    first, second = shown.split("\n\n")
    assert first.startswith(f"# {Path('a/x.txt')}\n# {Path('a/y.txt')}\n# from ")
    assert second.startswith(f"# {Path('b/x.txt')}\n")
    assert lint("--show-settings", "--isolated", "a").stdout.endswith(
        '# from the defaults\n[lint]\nselect = ["IMR"]\nignore = []\n'
    )
