"""Running the server on the loopback addresses of this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import ExitStack, suppress

import uvicorn

from imrparse.editor.web.server import application

_TRIES = 20  # free ports of one address that are tried at the other, too
_MOST_CONNECTIONS = 256


def serve(port: int, ready: Callable[[str], object]) -> None:
    """Serve the page until a signal stops it. Port 0 is any free one.

    `ready` is called with the address of the page once the sockets are bound. Raises OSError if
    the port is taken.
    """
    with ExitStack() as closing:
        sockets = _sockets(port)
        for one in sockets:
            closing.callback(one.close)
        bound = sockets[0].getsockname()[1]
        hosts = [f"{name}:{bound}" for name in ("127.0.0.1", "localhost", "[::1]")]
        config = uvicorn.Config(
            application(hosts),
            log_config=None,
            access_log=False,
            server_header=False,
            http="h11",
            ws="none",
            lifespan="on",
            limit_concurrency=_MOST_CONNECTIONS,
            timeout_graceful_shutdown=1,
        )
        ready(f"http://localhost:{bound}/")
        uvicorn.Server(config).run(sockets)


def _sockets(port: int) -> list[socket.socket]:
    """Listening sockets of one port on 127.0.0.1 and, if the system has it, [::1]."""
    for _ in range(_TRIES):
        first = _bound(socket.AF_INET, "127.0.0.1", port)
        if not _has_ipv6():
            return [first]
        try:
            return [first, _bound(socket.AF_INET6, "::1", first.getsockname()[1])]
        except OSError:
            first.close()
            if port:
                raise
    raise OSError("no free port was found")


def _bound(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        with suppress(OSError):
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((address, port))
        made.listen(128)
    except BaseException:
        made.close()
        raise
    return made


def _has_ipv6() -> bool:
    if not socket.has_ipv6:
        return False
    try:
        _bound(socket.AF_INET6, "::1", 0).close()
    except OSError:
        return False
    return True
