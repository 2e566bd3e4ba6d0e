"""Signals that stop the command, at once or later."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer, get_ident

import pytest

from helpers.signalled import STATUS, command, finished, wait_for_handlers

from imrparse.processes import interrupts
from imrparse.processes.interrupts import Interrupted

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX")

signals = pytest.mark.parametrize("caught", STATUS, ids=lambda one: one.name)


@pytest.fixture(autouse=True)
def handled() -> Iterator[None]:
    with interrupts.handled():
        yield


@signals
def test_a_signal_waits_for_the_next_check(caught: signal.Signals) -> None:
    signal.raise_signal(caught)
    assert interrupts.caught() is caught
    assert interrupts.is_urgent() is (caught is not signal.SIGINT)
    with pytest.raises(Interrupted) as raised:
        interrupts.check()
    assert raised.value.status == STATUS[caught]


def test_a_signal_raises_when_nothing_can_be_lost() -> None:
    with interrupts.raising(), pytest.raises(Interrupted):
        signal.raise_signal(signal.SIGTERM)


@signals
def test_a_signal_interrupts_a_call_that_it_misses(caught: signal.Signals) -> None:
    """Another thread gets it here. One that arrives just before the call is missed the same way."""
    received, sent = os.pipe()
    strike = Timer(0.05, lambda: signal.pthread_kill(get_ident(), caught))
    give_up = Timer(20, os.write, (sent, b"too late"))
    try:
        strike.start()
        give_up.start()
        with interrupts.raising(), pytest.raises(Interrupted):
            os.read(received, 1)
        assert give_up.is_alive()
    finally:
        give_up.cancel()
        for end in (received, sent):
            os.close(end)


def test_a_signal_that_came_before_raises_at_once() -> None:
    signal.raise_signal(signal.SIGINT)
    with pytest.raises(Interrupted), interrupts.raising():
        pytest.fail("it goes on")


def test_a_held_signal_raises_at_the_end() -> None:
    steps: list[str] = []

    def work() -> None:
        with interrupts.raising():
            with interrupts.held():
                signal.raise_signal(signal.SIGINT)
                steps.append("held")
            steps.append("after")

    with pytest.raises(Interrupted):
        work()
    assert steps == ["held"]


def test_an_error_is_not_hidden_by_a_held_signal() -> None:
    def fail() -> None:
        with interrupts.raising(), interrupts.held():
            signal.raise_signal(signal.SIGINT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()


def test_a_signal_raises_once() -> None:
    """Code that runs on the way out is not interrupted by it again."""
    steps: list[str] = []

    def work() -> None:
        with interrupts.raising():
            try:
                signal.raise_signal(signal.SIGINT)
            finally:
                with interrupts.held():
                    pass
                steps.append("on the way out")

    with pytest.raises(Interrupted):
        work()
    assert steps == ["on the way out"]


def test_two_simultaneous_signals_count_as_one() -> None:
    """As `timeout` sends them, to a command and to its group; a second one would end the tests."""
    called = []
    with interrupts.calling(lambda: called.append(1)):
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)
    assert called == [1]


def test_handlers_are_put_back() -> None:
    with interrupts.handled():
        pass
    assert signal.getsignal(signal.SIGTERM) is interrupts._handle


def test_a_signal_in_a_destructor_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    class Held:
        def __del__(self) -> None:
            signal.raise_signal(signal.SIGINT)

    with interrupts.raising():
        Held()
    with pytest.raises(Interrupted):
        interrupts.check()
    assert capsys.readouterr().err == ""


# Commands


@signals
def test_commands_stop(caught: signal.Signals) -> None:
    """Even while they wait for their input."""
    with command("parse", "-", stdin=subprocess.PIPE) as running:
        wait_for_handlers(running)
        running.send_signal(caught)
        running.wait(300)  # its input stays open
        out, err = finished(running)
    assert (running.returncode, out, err) == (STATUS[caught], b"", b"")


def test_ignored_signals_stay_ignored(tmp_path: Path) -> None:
    """`nohup` starts a command with SIGHUP ignored."""
    script = tmp_path / "nohup.py"
    script.write_text(
        "import signal\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from imrparse.__main__ import main\n"
        "main()\n"
    )
    with command("parse", "-", program=script, stdin=subprocess.PIPE) as running:
        wait_for_handlers(running)
        running.send_signal(signal.SIGHUP)
        running.send_signal(signal.SIGTERM)
        finished(running)
    assert running.returncode == 143
