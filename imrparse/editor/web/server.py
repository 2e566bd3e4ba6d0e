"""The addresses of the server, and reading requests under limits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from functools import partial
from importlib.resources import files
from pathlib import PurePath
from urllib.parse import quote, unquote

from attrs import frozen
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from imrparse.editor.web import work
from imrparse.editor.web.desk import BusyError, Desk, start
from imrparse.editor.web.guard import Guard
from imrparse.files import UnreadableError
from imrparse.reports.html.page import asset
from imrparse.text.visible import visible

LARGEST_UPLOAD = 25_000_000
"""Bytes of a request. A scanned letter is smaller."""
LONGEST_UPLOAD = 60.0
"""Seconds that a request may take to arrive."""
_MOST_UPLOADS = 4  # requests in memory at once; the others wait
_READERS = 2  # processes that read files, besides the one that checks what is typed
_LONGEST_NAME = 200

_JSON, _CSS = "application/json", "text/css; charset=utf-8"
_SCRIPT, _HTML = "text/javascript; charset=utf-8", "text/html; charset=utf-8"
_ZIP = "application/zip"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@frozen
class _Desks:
    """The processes, and the permits to hold a request in memory."""

    typing: Desk
    reading: Desk
    permits: asyncio.Semaphore


def application(hosts: Iterable[str]) -> Guard:
    """The server as an ASGI application that answers under these names."""
    routes = [_page("/", "edit.html", _HTML), _page("/edit.css", "edit.css", _CSS)]
    routes += [_page("/edit.js", "edit.js", _SCRIPT), _page("/page.css", None, _CSS)]
    post = partial(Route, methods=["POST"])
    routes += [
        post("/read", _answer(_read, _JSON)),
        post("/check", _answer(_work(work.check), _JSON)),
        post("/fix", _answer(_work(work.fix), _JSON)),
        post("/letter.json", _answer(_work(work.export, form="json"), _JSON)),
        post("/tables.zip", _answer(_work(work.export, form="tables"), _ZIP)),
        post("/page.html", _answer(_work(work.export, form="html"), "application/octet-stream")),
        post("/annotated.docx", _answer(_on_file(work.annotated), _WORD)),
        post("/mended.docx", _answer(_on_file(work.mended), _WORD)),
    ]
    app = Starlette(routes=routes, lifespan=_lifespan, exception_handlers={HTTPException: _told})
    return Guard(app, hosts)


@asynccontextmanager
async def _lifespan(_: Starlette) -> AsyncIterator[dict[str, _Desks]]:
    desks = _Desks(Desk(1), Desk(_READERS), asyncio.Semaphore(_MOST_UPLOADS))
    starting = asyncio.create_task(start(desks.typing))
    try:
        yield {"desks": desks}
    finally:
        starting.cancel()
        desks.typing.close()
        desks.reading.close()


def _page(path: str, name: str | None, kind: str) -> Route:
    """The address of a file of the page; without a name, the style of all letters."""
    text = asset("page.css")
    if name is not None:
        text = files(__package__).joinpath("static", name).read_text("utf-8")

    async def page(_: Request) -> Response:
        return Response(text, media_type=kind)

    return Route(path, page)


_Function = Callable[[Request, _Desks], Awaitable[work.Reply]]


def _answer(function: _Function, kind: str) -> Callable[[Request], Awaitable[Response]]:
    """Answers a request with the result of a function, or with the reason why there is none."""

    async def answer(request: Request) -> Response:
        try:
            value, body = await function(request, request.state.desks)
            told = quote(value["told"]) if "told" in value else None
            return Response(body, media_type=kind, headers={"X-Told": told} if told else None)
        except UnreadableError as error:
            return _error(422, str(error))
        except BusyError:
            return _error(503, "there is too much to do; try again in a minute")
        except RuntimeError as error:
            return _error(500, f"the program failed on this: {error}")

    return answer


def _error(status: int, message: str) -> Response:
    return JSONResponse({"error": visible(message)}, status_code=status)


async def _told(_: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) else "the program failed"
    return _error(status, detail)


def _work(function: Callable[..., work.Reply], **arguments: str) -> _Function:
    """A function of `work` that takes the body of a request."""

    async def called(request: Request, desks: _Desks) -> work.Reply:
        return await desks.typing.call(function, await _body(request), **arguments)

    return called


async def _read(request: Request, desks: _Desks) -> work.Reply:
    given = unquote(request.headers.get("x-name", ""), errors="replace")
    name = PurePath(given.replace("\\", "/")).name[-_LONGEST_NAME:] or "letter"
    async with desks.permits:
        return await desks.reading.call(work.read, await _body(request), name=name)


def _on_file(function: Callable[..., work.Reply]) -> _Function:
    """A function of `work` that takes a file, with or without a request before it."""

    async def called(request: Request, desks: _Desks) -> work.Reply:
        async with desks.permits:
            return await desks.reading.call(function, await _body(request))

    return called


async def _body(request: Request) -> bytes:
    """The body of a request. Raises HTTPException if it is too large or too slow."""
    declared = request.headers.get("content-length", "0")
    too_large = f"it has more than {LARGEST_UPLOAD // 1_000_000} MB"
    if declared.isdecimal() and int(declared) > LARGEST_UPLOAD:
        raise HTTPException(413, too_large)
    body = bytearray()
    try:
        async with asyncio.timeout(LONGEST_UPLOAD):
            async for part in request.stream():
                body += part
                if len(body) > LARGEST_UPLOAD:
                    raise HTTPException(413, too_large)
    except TimeoutError:
        raise HTTPException(408, "it takes too long to arrive") from None
    except ClientDisconnect:
        raise HTTPException(400, "it did not arrive") from None
    return bytes(body)
