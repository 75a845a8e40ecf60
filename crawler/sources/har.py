"""HAR files: what a browser's developer tools, Playwright or a proxy saved of a browsing session.

Bodies in a HAR are already decoded (HAR 1.2, content.text and content.encoding), so the headers that describe their
transfer are dropped. Cookies and authorisation stay in the file: neither is copied into a page.
"""

import base64
import binascii
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from crawler.networks.addresses import joined, taken_apart
from crawler.page import Page
from crawler.sources.answer import Answer, Attachment, clean_headers, holds_content, is_markup, read_time
from storage.errors import MissingBodies

_SHOWN = 5
_HOW = (
    "in the browser's network panel, reload the page and choose “Save all as HAR with content”"
    " (Firefox: “Save All As HAR”, with response bodies enabled)"
)


def is_har(value: object) -> bool:
    """Whether a JSON value is a HAR: an object with ``log.entries``."""
    return (
        isinstance(value, dict) and isinstance(value.get("log"), dict) and isinstance(value["log"].get("entries"), list)
    )


def answers_of_har(har: Mapping[str, Any], name: str, notes: list[str], attachment: Attachment) -> Iterator[Answer]:
    """The answers of a HAR in file order, with redirects, without images, styles, scripts and media.

    Entries without bodies are named in ``notes``; raises MissingBodies where no entry has one.
    ``attachment`` gives the bytes of a body that was saved beside the HAR, ``None`` where it is not there.
    """
    entries = [entry for entry in har["log"]["entries"] if isinstance(entry, dict)]
    answers: list[Answer] = []
    missing: list[str] = []
    for entry in entries:
        answer = _answer_of(entry, attachment, missing)
        if answer is not None:
            answers.append(answer)
    if missing and not any(answer.page.body for answer in answers):
        raise MissingBodies(f"{name}: its entries hold no bodies ({_some(missing)}): {_HOW}.")
    if missing:
        entry_s = "1 entry holds no body" if len(missing) == 1 else f"{len(missing)} entries hold no bodies"
        notes.append(f"{name}: {entry_s} and could not be read ({_some(missing)}): {_HOW}.")
    documents = _documents(answers)
    return (_with_document(_framed(answer, documents), documents) for answer in answers)


def _some(urls: list[str]) -> str:
    shown = ", ".join(urls[:_SHOWN])
    return shown if len(urls) <= _SHOWN else f"{shown} and {len(urls) - _SHOWN} more"


def _answer_of(entry: Mapping[str, Any], attachment: Attachment, missing: list[str]) -> Answer | None:
    request, response = entry.get("request"), entry.get("response")
    if not isinstance(request, dict) or not isinstance(response, dict):
        return None
    url, method = request.get("url"), str(request.get("method") or "GET").upper()
    status = response.get("status")
    if not isinstance(url, str) or not url.startswith(("http://", "https://")) or method in ("OPTIONS", "HEAD"):
        return None
    if not isinstance(status, int) or status < 200:  # 0 is a request that the browser gave up, 101 a web socket
        return None
    asked = dict(_pairs(request.get("headers"), lower=True))
    destination = str(entry.get("_resourceType") or asked.get("sec-fetch-dest") or "")
    headers = clean_headers(_pairs(response.get("headers")))
    content = response.get("content")
    if not isinstance(content, dict):
        content = {}
    mime = str(content.get("mimeType") or headers.get("content-type") or "")
    body = _body_of(content, attachment)
    if mime:
        headers.setdefault("content-type", mime)
    location = _location(url, status, response, headers)
    if location is None:
        if not holds_content(mime, body or b"", url=url, destination=destination):
            return None
        if body is None and status in (204, 205, 304):
            return None
        if body is None and status < 400 and content.get("size") != 0:
            missing.append(url.split("?")[0])
            return None
    page = Page(
        url=url.split("#")[0],
        body=body or b"",
        # 304 with a body is how some browsers write down an answer out of their cache.
        status=200 if status == 304 else status,
        headers=headers,
        time=read_time(entry.get("startedDateTime")),
        source="har",
        method=method,
        request_body=_request_body(request.get("postData")),
    )
    referer = asked.get("referer") or None
    pageref = entry.get("pageref")
    return Answer(
        page=page,
        group=pageref if isinstance(pageref, str) and pageref else None,
        referer=referer,
        navigation=_is_navigation(page, destination, asked),
        location=location,
    )


def _pairs(headers: object, *, lower: bool = False) -> Iterator[tuple[str, str]]:
    if not isinstance(headers, list):
        return
    for header in headers:
        if isinstance(header, dict) and isinstance(header.get("name"), str) and isinstance(header.get("value"), str):
            yield (header["name"].lower() if lower else header["name"]), header["value"]


def _body_of(content: Mapping[str, Any], attachment: Attachment) -> bytes | None:
    text = content.get("text")
    if isinstance(text, str):
        if content.get("encoding") == "base64":
            try:
                return base64.b64decode(text, validate=False)
            except binascii.Error:
                return None
        # Lone surrogates are what a browser makes of bytes that are not UTF-8.
        return text.encode("utf-8", errors="replace")
    name = content.get("_file")  # Playwright, bodies attached
    return attachment(name) if isinstance(name, str) else None


def _request_body(post_data: object) -> bytes:
    if not isinstance(post_data, dict):
        return b""
    text = post_data.get("text")
    return text.encode("utf-8", errors="replace") if isinstance(text, str) else b""


def _location(url: str, status: int, response: Mapping[str, Any], headers: Mapping[str, str]) -> str | None:
    if status not in (301, 302, 303, 307, 308):
        return None
    target = response.get("redirectURL") or headers.get("location")
    return joined(url, target).split("#")[0] if isinstance(target, str) and target else None


def _is_navigation(page: Page, destination: str, asked: Mapping[str, str]) -> bool:
    if page.method != "GET":
        return False
    if destination:
        return destination.lower() == "document"
    if asked.get("x-requested-with") or asked.get("sec-fetch-mode", "navigate") != "navigate":
        return False
    return page.header("location") is not None or is_markup(page.body)


def _documents(answers: list[Answer]) -> dict[str, Answer]:
    """The document of each pageref: its first navigation that is no redirect."""
    documents: dict[str, Answer] = {}
    for answer in answers:
        if answer.group and answer.navigation and answer.location is None:
            documents.setdefault(answer.group, answer)
    return documents


def _framed(answer: Answer, documents: Mapping[str, Answer]) -> Answer:
    """The answer as a part where it is a frame: HTML asked for by the document that its pageref already has.

    Browsers that write no resource type (Safari) leave it to the Referer to tell.
    """
    owner = documents.get(answer.group or "")
    if owner is None or owner is answer or not answer.navigation or answer.location is not None:
        return answer
    return replace(answer, navigation=False) if answer.referer == owner.page.url else answer


def _with_document(answer: Answer, documents: Mapping[str, Answer]) -> Answer:
    """The answer with its page's ``document``: the page in whose address bar it was asked for.

    A site that changes its address without loading anew keeps one pageref for all that is visited in it, while the
    Referer follows the address bar: so a Referer of the same host with a path is trusted first, then the pageref.
    """
    if answer.navigation:
        return answer
    referer = answer.referer.split("#")[0] if answer.referer else None
    owner = documents.get(answer.group or "")
    if owner is not None and not _names_page(referer, answer.page.url):
        document: str | None = owner.page.url
    else:
        document = referer
    if document is None or document == answer.page.url:
        return answer
    return replace(answer, page=replace(answer.page, document=document))


def _names_page(referer: str | None, url: str) -> bool:
    if not referer:
        return False
    asking, asked = taken_apart(referer), taken_apart(url)
    return asking.netloc == asked.netloc and asking.path not in ("", "/")
