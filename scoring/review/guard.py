"""Who may see the page: whoever was given the token in its first address, from this machine, and no other site."""

import hmac
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from fastapi import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # to other sites none at all; "no-referrer" would blank the Origin of our forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
_HOSTS = ("127.0.0.1", "localhost")
_ENTER = "/enter/"
Next = Callable[[Request], Awaitable[Response]]


class Guard:
    """A middleware. ``token`` stands in the first address; then a SameSite=Strict cookie carries it.

    ``once`` lets somebody in a single time: other users of the machine may see with what a browser was started.
    """

    def __init__(self, token: str, port: int, once: str = "") -> None:
        self._token = token
        self._once = once
        self._hosts = {f"{host}:{port}" for host in _HOSTS}
        self._cookie = f"nanoscout_{port}"  # cookies know no ports: two pages side by side must not share one

    async def __call__(self, request: Request, call_next: Next) -> Response:
        """The answer, or why there is none."""
        response = self._refusal(request) or self._entrance(request) or await call_next(request)
        response.headers.update(HEADERS)
        return response

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if host not in self._hosts:  # a name that somebody made point here (DNS rebinding)
            return _no("This page answers only under the address that nanoscout printed.")
        entering = request.url.path.startswith(_ENTER)
        site = request.headers.get("sec-fetch-site", "none")
        if site not in ("none", "same-origin") and not (entering and request.method == "GET"):
            return _no("Another site asked for this page.")
        if request.method not in ("GET", "HEAD") and not self._is_own(request.headers.get("origin"), host):
            return _no("Only this page itself may change something.")
        if not entering and not self._knows(request.cookies.get(self._cookie)):
            return _no("This page is private: open the address that nanoscout review printed.")
        return None

    def _is_own(self, origin: str | None, host: str) -> bool:
        parts = urlsplit(origin or "")
        return parts.scheme == "http" and parts.netloc == host

    def _knows(self, token: str | None) -> bool:
        return hmac.compare_digest((token or "").encode(), self._token.encode())

    def _lets_in(self, token: str) -> bool:
        if self._once and hmac.compare_digest(token.encode(), self._once.encode()):
            self._once = ""
            return True
        return self._knows(token)

    def _entrance(self, request: Request) -> Response | None:
        if not request.url.path.startswith(_ENTER):
            return None
        if request.method != "GET" or not self._lets_in(request.url.path.removeprefix(_ENTER)):
            return _no("This page is private: open the address that nanoscout review printed.")
        response = RedirectResponse("/", status_code=303)
        response.set_cookie(self._cookie, self._token, httponly=True, samesite="strict", path="/")
        return response


def _no(words: str) -> Response:
    return PlainTextResponse(f"{words}\n", status_code=403)
