"""Refuses requests of other machines and of the pages of other sites.

The server is bound to the loopback addresses, but any page in the user's browser can send requests
there, and a site can give its own name the address 127.0.0.1 (DNS rebinding). So a request must
name this server as its host, and a request that a page sends must come from this server's page.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types imrparse"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_OWN = ("same-origin", "none")
"""The relations of a request to its page that browsers report for the server's own page, and for
an address that the user typed."""


class Guard:
    """Middleware in front of the server."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        """`hosts` are the names of the server, with its port."""
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            refused = self._refused(scope)
            app = self._app
            if refused:
                app = JSONResponse({"error": refused}, status_code=403)
            await app(scope, receive, _with_headers(send))
        # Anything else (a web socket) is closed without an answer.

    def _refused(self, scope: Scope) -> str | None:
        """Why a request is refused."""
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return "this server answers only under its own name"
        origins = headers.getlist("origin")
        if any(origin != f"http://{hosts[0].lower()}" for origin in origins):
            return "this server answers only its own page"
        changes = scope["method"] not in ("GET", "HEAD")
        navigates = headers.get("sec-fetch-mode") == "navigate" and not changes
        if headers.get("sec-fetch-site", "none") not in _OWN and not navigates:
            return "this server answers only its own page"
        return "a request must name the page that sends it" if changes and not origins else None


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
        await send(message)

    return sending
