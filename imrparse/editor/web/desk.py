"""The limited processes that do the work of the page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from imrparse.editor.web import work
from imrparse.files import limits
from imrparse.files.limited import LimitedProcess

_Function = Callable[..., tuple[Any, bytes]]


class BusyError(Exception):
    """All processes had work for too long."""


class Desk:
    """Some limited processes, each of which does one thing at a time."""

    def __init__(self, count: int) -> None:
        self._all = [LimitedProcess() for _ in range(count)]
        self._free: asyncio.LifoQueue[LimitedProcess] = asyncio.LifoQueue()
        for one in self._all:
            self._free.put_nowait(one)

    async def call(self, function: _Function, data: bytes, **arguments: Any) -> tuple[Any, bytes]:
        """The result of a function of `work`, called in a process.

        Raises BusyError if none is free for too long, UnreadableError, and RuntimeError for any
        other failure.
        """
        try:
            async with asyncio.timeout(limits.LONGEST_WAIT):
                process = await self._free.get()
        except TimeoutError:
            raise BusyError from None
        # The process is free again when its work ends, also if nobody waits for it any more.
        doing = asyncio.create_task(asyncio.to_thread(process.call, function, data, **arguments))
        doing.add_done_callback(lambda done: self._release(process, done))
        return await asyncio.shield(doing)

    def _release(self, process: LimitedProcess, done: asyncio.Task[Any]) -> None:
        if not done.cancelled():
            done.exception()  # it has been looked at, even if nobody waits for it
        self._free.put_nowait(process)

    def close(self) -> None:
        """End the processes."""
        for one in self._all:
            one.close()


async def start(desk: Desk) -> None:
    """Let a process make ready, so that the first letter is soon read."""
    await desk.call(work.check, b'{"text": ""}')
