"""Who may talk to the page: only the browser that was given its address. Requests in, refused or passed on.

Every other program and every other page of the same browser can reach a port of this machine. So a request needs the cookie that
the address with the key sets; it must name this machine as its host (another name may be made to point here); and one that changes
something must come from the page itself. Bodies are limited before they are read. No answer may be framed, cached or guessed at.
"""

from __future__ import annotations

import hmac
import time
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_UPLOAD = 30 * 1024 * 1024
"""Bytes of a file of last year's report; a report with pictures has a few million."""
LARGEST_FORM = 200_000
COOKIE = "drafter-{port}"
"""A browser sends a cookie to every port of a machine, and each of several programs has its own."""
_UPLOADS = ("/new", "/whose", "/import")
"""The last parts of the addresses that take files."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)


class Guard:
    """ASGI middleware. `last_heard`: when a request came that was let in, by the monotonic clock."""

    def __init__(self, app: ASGIApp, key: str, port: int) -> None:
        self._app, self._key, self._cookie = app, key, COOKIE.format(port=port)
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self.last_heard = time.monotonic()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or pass it on with the headers that every answer has."""
        if scope["type"] != "http":
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, _with_headers(send))
            return
        self.last_heard = time.monotonic()
        await self._app(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if host not in self._hosts:
            return PlainTextResponse("只能从本机打开", 421)
        given = parse_qs(scope["query_string"].decode("latin-1")).get("key", [""])[0]
        if scope["method"] == "GET" and scope["path"] == "/" and self._is_key(given):
            entered = RedirectResponse("/", 303)
            entered.set_cookie(self._cookie, self._key, httponly=True, samesite="strict")
            return entered
        if not self._is_key(_cookie(headers.get("cookie", ""), self._cookie)):
            return PlainTextResponse("请用 drafter open 给出的地址打开", 403)
        if scope["method"] in ("GET", "HEAD"):
            return None
        if headers.get("origin") != f"http://{host}":
            return PlainTextResponse("只接受本页面的操作", 403)
        return _too_large(headers, LARGEST_UPLOAD if scope["path"].endswith(_UPLOADS) else LARGEST_FORM)

    def _is_key(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._key.encode())


def _cookie(header: str, name: str) -> str:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _too_large(headers: Headers, limit: int) -> Response | None:
    """A body has to say how long it is: h11 reads no more than that."""
    length = headers.get("content-length", "")
    if "transfer-encoding" in headers or not length.isascii() or not length.isdigit():
        return PlainTextResponse("没有说明内容有多长", 411)
    return PlainTextResponse(f"内容超过 {limit // 1024} KB，没有接收", 413) if int(length) > limit else None


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["content-security-policy"] = _POLICY
            headers["x-content-type-options"] = "nosniff"
            headers["referrer-policy"] = "same-origin"  # with none at all the browser hides where a form comes from
            headers["cross-origin-resource-policy"] = "same-origin"
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return sending
