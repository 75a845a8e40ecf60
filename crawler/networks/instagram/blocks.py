"""Refusals, each by its name: what Instagram answers instead of a page, told apart from an account that is gone."""

import re
from typing import Any
from urllib.parse import urlsplit

from crawler.networks.instagram.embedded import Document
from crawler.networks.instagram.graph_errors import graph_refusal
from crawler.networks.instagram.values import filled
from crawler.page import Page
from storage.facts import BlockKind

Refusal = tuple[BlockKind, str | None]
_WAIT = "please wait a few minutes"
# (words in an answer's message or error_type, what they mean); the first that fits counts.
_WORDS: tuple[tuple[str, BlockKind], ...] = (
    (_WAIT, "rate_limit"),
    ("rate limit", "rate_limit"),
    ("rate_limit", "rate_limit"),
    ("too many requests", "rate_limit"),
    ("try again later", "rate_limit"),
    ("challenge_required", "challenge"),
    ("checkpoint", "challenge"),
    ("consent_required", "challenge"),
    ("feedback_required", "refused"),
    ("useragent mismatch", "refused"),
    ("login_required", "login_wall"),
    ("not authorized to view user", "private"),
    ("has been deleted", "error"),
    ("generic_request_error", "error"),
    ("user not found", "gone"),
    ("media not found or unavailable", "gone"),
)
OWN_WORDS = frozenset({
    "login_required", "checkpoint_required", "challenge_required", "feedback_required", "consent_required",
    "Not authorized to view user", "useragent mismatch",
})  # fmt: skip
NULLS: dict[str, Refusal] = {
    "xig_user_by_username": ("hidden", "no profile in the answer, which Instagram also gives for accounts that exist"),
    "xig_polaris_media": ("hidden", "no post in the answer, which Instagram also gives for posts that exist"),
    "xdt_shortcode_media": ("hidden", "no post in the answer, which Instagram also gives for posts that exist"),
    "shortcode_media": ("hidden", "no post in the answer, which Instagram also gives for posts that exist"),
    "xdt_api__v1__media__shortcode__web_info": (
        "hidden", "no post in the answer, which Instagram also gives for posts that exist",
    ),
    "fetch__XDTUserDict": ("gone", None),
    "user": ("gone", None),
}  # fmt: skip
_NOTHING: tuple[dict[str, Any], ...] = ({"items": []}, {"items": None})  # how the newest answers say null
_BESIDE = frozenset({"viewer", "xdt_viewer", "status", "extensions"})  # what stands beside an answer's subject
_ERROR_CODES: dict[int, BlockKind] = {1675004: "rate_limit", 1357001: "login_wall"}
_ENTRIES: dict[str, BlockKind] = {
    "LoginAndSignupPage": "login_wall",
    "Challenge": "challenge",
    "HttpErrorPage": "gone",
    "HttpGatedContentPage": "gated",
}


def refusal_of(page: Page, document: Document) -> Refusal | None:
    """The block that a page is, by its status, headers, JSON or markup; ``None`` where it is none."""
    return _by_redirect(page) or _by_json(page, document) or _by_markup(page, document) or _by_status(page)


def _by_redirect(page: Page) -> Refusal | None:
    if page.status in (301, 302, 303, 307, 308):
        return _by_address(page.header("location") or "")
    # A browser follows redirects by itself: then the page that was asked for stands in ``document``.
    if page.document is None or page.document == page.url:
        return None
    if urlsplit(page.url).path in ("", "/"):
        return "login_wall", "redirected to the start page"
    return _by_address(page.url)


def _by_address(address: str) -> Refusal | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    host, path = (parts.hostname or "").lower(), parts.path
    if path.startswith("/accounts/login"):
        return "login_wall", "redirected to the login page"
    if path.startswith(("/challenge", "/checkpoint", "/accounts/suspended", "/consent", "/auth_platform")):
        return "challenge", f"redirected to {path[:60]}"
    if path in ("", "/") and (host == "instagram.com" or host.endswith(".instagram.com") or address == "/"):
        return "login_wall", "redirected to the start page"
    return None


def _by_json(page: Page, document: Document) -> Refusal | None:
    for root in document.roots:
        if root.__class__ is dict:
            found = graph_refusal(page.url, root) or _by_answer(root)
            if found is None and root == {"status": "ok"} and page.method == "GET":  # a like or a beacon is a POST
                found = "hidden", "the answer is empty, as for an account that is not shown"
            if found is not None:
                return found
    return None


# How the site calls its own pages in what it sends with them.
ROUTE = '"canonicalRouteName":"comet.igweb.Polaris'
_LOGIN_ROUTE = re.compile(ROUTE.replace(".", r"\.") + r'[A-Za-z]{0,40}Login[A-Za-z]{0,40}Route"')


def by_route(markup: str) -> Refusal | None:
    """What a page without any facts is by the name of its route, whose title may say no more than the site's name."""
    if ROUTE not in markup:
        return None
    if _LOGIN_ROUTE.search(markup):
        return "login_wall", "the page is the site's own to log in"
    if f'{ROUTE}ErrorRoute"' in markup:
        return "hidden", "the site's page for what does not exist, which it may also give for what does"
    return "shell", "the page came without what it is about"  # as the site answers who asks too often


def _by_answer(answer: dict[str, Any]) -> Refusal | None:
    said = " ".join(filter(None, (filled(answer.get("message")), filled(answer.get("error_type")))))
    lowered = said.lower()
    if "checkpoint_url" in answer or ("challenge" in answer and answer.get("status") == "fail"):
        return "challenge", said[:200] or None
    for words, kind in _WORDS:
        if words in lowered:
            return kind, said[:200]
    if answer.get("spam") is True:
        return "refused", said[:200] or None
    if answer.get("require_login") is True:
        return "login_wall", said[:200] or None
    if answer.get("status") == "fail":
        return "error", said[:200] or None
    code = answer.get("error")
    if code.__class__ is int:
        summary = " ".join(filter(None, (filled(answer.get("errorSummary")), filled(answer.get("errorDescription")))))
        return _ERROR_CODES.get(code, "error"), summary[:200] or None
    gating = _gating(answer)
    return gating or _by_errors(answer) or _by_null(answer) or _by_entry(answer)


def _by_errors(answer: dict[str, Any]) -> Refusal | None:
    errors = answer.get("errors")
    if errors.__class__ is not list or not errors or answer.get("data") not in (None, {}):
        return None
    first = errors[0] if errors[0].__class__ is dict else {}
    message = filled(first.get("message")) or filled(first.get("summary"))
    for words, kind in _WORDS:
        if words in (message or "").lower():
            return kind, message
    code = first.get("code")
    return _ERROR_CODES.get(code if code.__class__ is int else 0, "error"), message


def _by_null(answer: dict[str, Any]) -> Refusal | None:
    for holder in (answer.get("data"), answer.get("graphql"), answer):
        if holder.__class__ is dict:
            told = {key: value for key, value in holder.items() if key not in _BESIDE}
            for key, refusal in NULLS.items():
                if key in told and all(value is None or value in _NOTHING for value in told.values()):
                    return refusal
    return None


def _by_entry(answer: dict[str, Any]) -> Refusal | None:
    entries = answer.get("entry_data")
    if entries.__class__ is dict:
        for name, kind in _ENTRIES.items():
            if name in entries:
                return kind, name
    return None


def _gating(answer: dict[str, Any]) -> Refusal | None:
    data = answer.get("data", answer)
    media = data.get("xig_polaris_media") if data.__class__ is dict else None
    return gated_media(media) if media.__class__ is dict else None


def gated_media(media: dict[str, Any]) -> Refusal | None:
    """The ruling on a post that is not shown to people without an account."""
    ruling = media.get("gating_ruling")
    if ruling.__class__ is dict:
        words = [filled(ruling.get("title")), filled(ruling.get("description"))]
        return "gated", ": ".join(word for word in words if word)[:200] or None
    if "if_not_gated_logged_out" in media and media["if_not_gated_logged_out"] is None:
        return "gated", None
    return None


def _by_markup(page: Page, document: Document) -> Refusal | None:
    if document.markup is None:
        return None
    found = _by_address(page.url) if "/accounts/login" in page.url or "/challenge/" in page.url else None
    if found is not None:
        return found[0], f"the page is {urlsplit(page.url).path[:60]}"
    title = (document.title or "").lower()
    if title.startswith(("page not found", "content unavailable")):
        return "gone", document.title
    if "dialog-404" in document.markup[:20_000]:  # in any language
        return "gone", document.title
    if title.startswith(("login", "log in")):
        return "login_wall", document.title
    if _WAIT in title or _WAIT in document.markup[:20_000].lower():
        return "rate_limit", "Please wait a few minutes before you try again."
    if page.status == 200 and is_shell(document):
        return "shell", document.metas.get("og:description") or document.title
    return None


def is_shell(document: Document) -> bool:
    """Whether HTML is the empty frame that anybody gets: Instagram's own title and nobody's name."""
    about = (document.metas.get("og:description") or document.metas.get("description") or "").lower()
    if about.startswith("create an account or log in"):
        return True
    return (document.title or "").strip().lower() == "instagram" and " followers" not in about


def _by_status(page: Page) -> Refusal | None:
    if page.status == 429:
        wait = page.header("retry-after")
        return "rate_limit", f"Retry-After: {wait}" if wait else None
    if page.status in (404, 410):
        return "gone", None
    if page.status == 401:
        return "login_wall", None
    if page.status == 403:
        return "refused", None
    if page.status >= 400:
        return "error", f"status {page.status}"
    return None
