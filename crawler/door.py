"""The one door through which every page enters: here secrets are taken out, before anything is read or kept."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pydantic import Field, TypeAdapter

from crawler.page import Page
from storage.facts import Fact, Link

REMOVED = "removed"
_SECRET_PARAMETERS = frozenset({
    "access_token", "accesstoken", "auth_token", "authtoken", "refresh_token", "id_token", "oauth_token",
    "token", "api_key", "apikey", "key", "client_secret", "app_secret", "appsecret_proof", "secret", "password",
    "passwd", "sessionid", "session_id", "session_key", "csrftoken", "csrf_token", "csrfmiddlewaretoken", "fb_dtsg",
    "jazoest", "lsd", "jwt", "ds_user_id", "ig_did", "datr", "enc_password", "c_user", "fb_exchange_token",
    "input_token", "device_token", "code_verifier", "two_factor_identifier", "verification_code",
})  # fmt: skip
_SECRET_HEADERS = frozenset({
    "authentication-info", "www-authenticate", "ig-u-ds-user-id", "ig-set-ig-u-ds-user-id", "ig-u-rur",
    "ig-set-ig-u-rur", "ig-set-x-mid", "x-fb-lsd", "x-mid",
})  # fmt: skip
_SECRET_HEADER = re.compile(r"cookie|authoriz|token|csrf|xsrf|www-claim|session|api-?key|secret|password")

# Names whose values are secrets wherever they stand in a body. Found one by one by plain search, which takes a tenth
# of the time that one pattern of them all would take.
_BODY_NAMES = (
    b"access_token", b"accesstoken", b"auth_token", b"authtoken", b"refresh_token", b"refreshtoken", b"id_token",
    b"oauth_token", b"csrf_token", b"csrftoken", b"csrf-token", b"csrfmiddlewaretoken", b"xsrf-token", b"device_token",
    b"async_get_token", b"fb_exchange_token", b"session_id", b"sessionid", b"session_key", b"sessionkey", b"fb_dtsg",
    b"fb_dtsg_ag", b"jazoest", b"lsd", b"dtsg", b"dtsginitialdata", b"dtsginitdata", b"csrf", b"api_key", b"apikey",
    b"client_secret", b"app_secret", b"appsecret_proof", b"password", b"passwd", b"authorization", b"ds_user_id",
    b"ig_did", b"datr", b"c_user", b"www-claim", b"viewerid", b"actorid", b"verification_code",
    b"two_factor_identifier", b"accessjwt", b"refreshjwt",
)  # fmt: skip
_SHORT = 6  # a shorter name counts only as a word of its own
_OPENS = (b"%22", b"%26", b"%3f")
# A search for one of these few decides which of the names above are searched for at all.
_HINTS = (b"token", b"session", b"dtsg", b"lsd", b"csrf", b"jazoest", b"secret", b"pass", b"authoriz", b"user", b"api",
          b"ig_did", b"datr", b"claim", b"verification_code", b"two_factor",
          b"viewerid", b"actorid", b"jwt")  # fmt: skip
_NAMES_OF: dict[bytes, tuple[bytes, ...]] = {
    hint: tuple(
        name for name in _BODY_NAMES if next((other for other in _HINTS if other in name), None) == hint
    )
    for hint in _HINTS
}  # fmt: skip
# A percent sign or slash that JSON or a script wrote as an escape belongs to the value; any other escape ends it.
_ESCAPED = rb"\\{1,7}u00(?:25|2[bBfF]|3[aA])|\\{1,7}/"
_LOOSE = rb"(?:[^\s\"'\\&<>,;{}\[\]()]|" + _ESCAPED + rb")"
# What may stand between such a name and its value, and how far the value reaches. Every repetition is bounded.
_VALUE = re.compile(
    rb"(?:"
    rb"\"\s{0,9}:\s{0,9}\"((?:[^\"\\]|\\.){1,4096})"  # "name": "value"
    rb"|'\s{0,9}:\s{0,9}'((?:[^'\\]|\\.){1,4096})"
    rb"|\\{1,7}\"\s{0,9}:\s{0,9}\\{1,7}\"((?:[^\"\\]|" + _ESCAPED + rb"){1,4096})"  # the same inside a string
    rb"|&(?:quot|#34);\s{0,9}:\s{0,9}&(?:quot|#34);((?:[^&<>\"]|&amp;){1,4096})"  # inside an attribute
    rb"|%22%3[aA]%22((?:(?!%22)[^\s\"'&<>]){1,4096})"  # inside a form
    rb"|\\{0,7}[\"']?\s{0,9}[:=]\s{0,9}(\d{6,40})(?=\s{0,9}[,}\]&;]|\s{0,9}$)"  # "name": 1234567
    rb"|(?:=|%3[dD])(" + _LOOSE + rb"{4,4096})"  # name=value
    rb"|\s{0,9}:\s{1,9}((?:(?:basic|bearer|token|oauth|digest)\s{1,9})?" + _LOOSE + rb"{6,4096})"  # Name: value
    rb"|\\{0,7}[\"']\s{0,9},\s{0,9}\\{0,7}[\"']value\\{0,7}[\"']\s{0,9}:\s{0,9}\\{0,7}[\"']([^\"'\\]{1,4096})"
    rb"|[\"'][^<>]{0,200}?[\s\"'](?:value|content)=[\"']([^\"'<>]{1,4096})"  # a field of a form
    rb"|\"\r?\n\r?\n([^\r\n]{1,4096})"  # multipart/form-data
    rb"|\\{0,7}\"[^{}]{0,40}\{\\{0,7}\"token\\{0,7}\"\s{0,9}:\s{0,9}\\{0,7}\"([^\"\\]{4,512})"  # ["LSD",[],{"token":…
    rb")",
    re.IGNORECASE,
)
_BEARER = re.compile(rb"(?:%20|\+|\s){1,9}([A-Za-z0-9._~+/:=-]{8,4096})")
# A user's name and password before a host, also where JSON escaped the slashes.
_USER = re.compile(rb":(?:\\{0,7}/){2}([^\s/\"'<>@:\\]{1,100}:[^\s/\"'<>@\\]{1,200})@")
# Tokens that tell by their looks what they are: Facebook's, Instagram's, Google's, signed ones (JWT), claims, sessions.
_TOKENS = (
    (b"EAA", rb"[A-Za-z0-9]{30,500}"),
    (b"IGQ", rb"[A-Za-z0-9_-]{30,500}"),
    (b"IGAA", rb"[A-Za-z0-9_-]{30,500}"),
    (b"AIza", rb"[A-Za-z0-9_-]{30,60}"),
    (b"eyJ", rb"[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,1000}"),
    (b"hmac.", rb"[A-Za-z0-9_-]{16,200}"),
)
_SHAPES = tuple((sign, re.compile(rb"(?<![A-Za-z0-9+/_-])" + re.escape(sign) + rest)) for sign, rest in _TOKENS)


@cache
def _marks() -> tuple[Callable[[bytes], bool], ...]:
    """What stands in every secret, in lower case (now and then it stands where no secret is): one pattern or the other.

    Pydantic's patterns are Rust's, which look for fifty names at once in less time than Python takes for one; an
    address within the first pattern would take that away.
    """
    shapes = (re.escape(sign) + re.sub(rb",\d+\}", b",}", rest) for sign, rest in _TOKENS)
    words = b"|".join((*map(re.escape, _BODY_NAMES), b"bearer", *map(bytes.lower, shapes)))
    users = rb":(?:\\*/){2}[^ /@:]+:[^ /@]+@"
    patterns = (TypeAdapter(Annotated[str, Field(pattern=pattern.decode())]) for pattern in (words, users))
    return tuple(pattern.validator.isinstance_python for pattern in patterns)


def admit(page: Page, *, keeps_body: bool = True) -> Page:
    """The page without secrets: cookies, authorisations and tokens in its address, headers and bodies.

    A body that is only read and then dropped (``keeps_body`` false) is left as it is: looking through it costs as much
    as parsing it, and what is read out of it passes ``scrub_facts``.
    """
    return replace(
        page,
        url=scrub_url(page.url),
        document=scrub_url(page.document) if page.document else page.document,
        headers={name: _scrub_header(name, value) for name, value in page.headers.items() if not _is_secret(name)},
        body=_scrub_bytes(page.body) if keeps_body else page.body,
        request_body=_scrub_bytes(page.request_body),
    )


def scrub_facts(facts: Sequence[Fact]) -> list[Fact]:
    """What a page says, without secrets in its words and addresses: the same as out of a body that was scrubbed.

    All that could hold one is looked through at once: a page of thirty posts holds none as a rule.
    """
    found, words, halves = list(facts), ",".join(_words_in(facts)).lower(), False
    try:
        encoded = words.encode()
    except UnicodeEncodeError:  # half an emoji, which no database takes
        encoded, halves = words.encode(errors="replace"), True
    if any(stands_in(encoded) for stands_in in _marks()):
        found = [_change_words(fact, _scrub_words) for fact in found]
    if "\r" in words:
        found = [_change_words(fact, _with_plain_ends) for fact in found]
    return [_change_words(fact, whole_words) for fact in found] if halves else found


def _with_plain_ends(text: str) -> str:
    """The text with the ends of its lines written in one way: bios come with those of whoever's telephone."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def whole_words(text: str) -> str:
    """The text with a question mark in place of each half of a letter (a lone surrogate)."""
    return text.encode("utf-8", errors="replace").decode()


def _words_in(facts: Sequence[Fact]) -> list[str]:
    """All words of facts, and so all that may hold a secret."""
    words: list[str] = []
    for fact in facts:
        for value in filter(None, fact.__dict__.values()):
            if value.__class__ is str:
                words.append(value)
            elif value.__class__ is list:
                for one in value:
                    words += (one.url, one.title or "") if one.__class__ is Link else (one,)
    return words


def _change_words(fact: Fact, change: Callable[[str], str]) -> Fact:
    said = {name: value for name, value in fact if name != "page"}
    changes = {name: _changed(value, change) for name, value in said.items() if isinstance(value, str | list)}
    changes = {name: value for name, value in changes.items() if value != said[name]}
    return fact.model_copy(update=changes) if changes else fact


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Link):
        said = {"url": change(value.url), "title": value.title and change(value.title)}
        return value.model_copy(update=said)
    return [_changed(one, change) for one in value] if isinstance(value, list) else value


def _scrub_words(text: str) -> str:
    return scrub_text(text) if "=" in text or ":" in text else text


def _is_secret(header: str) -> bool:
    # Which instance answered, and how many requests are left, is told by headers with such words in their names.
    return header in _SECRET_HEADERS or (_SECRET_HEADER.search(header) is not None and "ratelimit" not in header)


def _scrub_header(name: str, value: str) -> str:
    return scrub_url(value) if name in ("location", "content-location") else scrub_text(value)


def scrub_url(url: str) -> str:
    """An address whose secret parameters have lost their values; user names and passwords in it are dropped."""
    if "?" not in url and "@" not in url and "#" not in url:
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return scrub_text(url)
    netloc = parts.netloc.rpartition("@")[2]
    query = _scrub_query(parts.query)
    fragment = _scrub_query(parts.fragment) if "=" in parts.fragment else parts.fragment
    if (netloc, query, fragment) != (parts.netloc, parts.query, parts.fragment):
        url = urlunsplit((parts.scheme, netloc, parts.path, query, fragment))
    return scrub_text(url)


def _scrub_query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    if not any(name.lower() in _SECRET_PARAMETERS for name, _ in pairs):
        return query
    return urlencode([(name, REMOVED if name.lower() in _SECRET_PARAMETERS else value) for name, value in pairs])


def scrub_text(text: str) -> str:
    """Words without the secrets that stand in them under a known name or in a known shape."""
    return _scrub_bytes(text.encode("utf-8", errors="surrogatepass")).decode("utf-8", errors="surrogatepass")


def _scrub_bytes(body: bytes) -> bytes:
    if not body:
        return body
    spans = sorted(_secrets_in(body))
    if not spans:
        return body
    parts: list[bytes] = []
    done = 0
    for start, end in spans:
        if start < done:
            continue
        # A number stays a number, so that the JSON around it stays JSON.
        digits = body[start:end].isdigit() and body[start - 1 : start] not in b"\"';="
        parts += (body[done:start], b"0" if digits else REMOVED.encode())
        done = end
    return b"".join((*parts, body[done:]))


def _secrets_in(body: bytes) -> Iterator[tuple[int, int]]:
    lowered = body.lower()
    for hint, names in _NAMES_OF.items():
        if hint not in lowered:
            continue
        for name in names:
            place = lowered.find(name)
            while place >= 0:
                end = place + len(name)
                if (
                    len(name) > _SHORT
                    or not lowered[place - 1 : place].isalnum()
                    or lowered[place - 3 : place] in _OPENS
                ):
                    match = _VALUE.match(body, end)
                    if match is not None and match.lastindex is not None:
                        yield match.span(match.lastindex)
                place = lowered.find(name, end)
    place = lowered.find(b"bearer")
    while place >= 0:
        match = _BEARER.match(body, place + 6)
        if match is not None:
            yield match.span(1)
        place = lowered.find(b"bearer", place + 6)
    if b"@" in body:
        for match in _USER.finditer(body):
            yield match.span(1)
    for sign, shape in _SHAPES:
        if sign in body:
            for match in shape.finditer(body):
                yield match.span()
