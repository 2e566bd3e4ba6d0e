"""Settings of the property tests, and fixtures for tests of several packages."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import partialmethod
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, settings

from imrparse.linting import config_files
from imrparse.storing import renew

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from helpers.served import Server

pytest.register_assert_rewrite("helpers")

_FEW, _MANY = 25, 60  # examples of a property test that does not say how many


def pytest_configure(config: pytest.Config) -> None:
    """Property tests take few examples unless they are asked for: `-m "slow or hypothesis"`.

    In CI they take the same ones each time.
    """
    from helpers.effort import tries  # after the registration above

    examples = tries(_MANY) if "hypothesis" in config.getoption("markexpr") else _FEW
    checks = list(HealthCheck)
    usual = settings(deadline=None, suppress_health_check=checks, max_examples=examples)
    settings.register_profile("usual", usual)
    settings.register_profile("ci", usual, derandomize=True, database=None)
    settings.load_profile("ci" if os.environ.get("CI") else "usual")
    _see_processes()
    if not hasattr(config, "workerinput"):
        renew()  # the tables of changed grammars, or each process would make them


def _see_processes() -> None:
    from helpers.traced import see_processes  # after the registration above

    see_processes()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests come first, so that no process waits for another one's at the end.

    They say how many seconds they take: `@pytest.mark.slow(seconds=40)`.
    """
    marks = {item: item.get_closest_marker("slow") for item in items}
    items.sort(key=lambda item: -(mark.kwargs.get("seconds", 0) if (mark := marks[item]) else 0))


# Before version 8.2, click put stderr among stdout unless it was told not to.
if "mix_stderr" in signature(CliRunner).parameters:
    CliRunner.__init__ = partialmethod(CliRunner.__init__, mix_stderr=False)  # type: ignore

# A runner in the background, or under nohup, ignores some signals, and its children would inherit
# that; but tests start commands and stop them by these signals.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, isolated from environment variables and settings files."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "IMRPARSE_TRACEBACK", "PYTHONUNBUFFERED"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "imrparse.toml").touch()
    config_files.clear_cache()
    return tmp_path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a window."""
    from helpers.served import chromium  # pytest rewrites the asserts of helpers only from here on

    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server of the page, which has written nothing in the end."""
    from helpers.served import serving

    folder = tmp_path_factory.mktemp("served")
    with serving(folder) as found:
        yield found
    assert list(folder.iterdir()) == []
