"""Answers that tests recorded: the cassettes of VCR, vcrpy, Betamax, go-vcr and ExVCR (JSON, YAML), the recordings of
nock, WireMock and NewPipe, sessions of Charles, and the answers that a Postman collection keeps as examples."""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from crawler.networks.addresses import joined
from crawler.networks.values import mail_time_in
from crawler.page import Page
from crawler.sources.answer import clean_headers, holds_content

_IN_YAML = re.compile(
    rb"\s{0,64}(?:---\s{0,16}\n)?(?:version: \d+\s{0,16}\n)?"
    rb"(?:(?:http_)?interactions:|- (?:!ruby/\S{1,80}HTTPInteraction\s{0,16}\n\s{1,16})?request:)\s"
)
_MOST_PACKED = 1 << 28
_MOST_FOLDERS = 10_000  # of a collection, nested or not
_BODIES = ("jsonBody", "responseBody", "body")
_OF_TEXT = frozenset({"text", "charset", "decoded", "size"})
_HEADERS = ("responseHeaders", "headers")
_STATUSES = ("code", "status_code", "responseCode", "status")

Kept = tuple[Mapping[str, Any], Mapping[str, Any], object]  # the request, the response, when it was recorded


def is_yaml_cassette(body: bytes) -> bool:
    """Whether a text is a cassette of VCR, vcrpy or go-vcr as YAML."""
    return _IN_YAML.match(body) is not None


def value_of_yaml(body: bytes) -> Any:
    """What a cassette holds; ``None`` where it is no YAML. Tags of Ruby's and Python's own types are not obeyed."""
    import yaml

    class Reader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the fast one, where built
        pass

    def untagged(reader: Any, suffix: str, node: Any) -> Any:
        if isinstance(node, yaml.MappingNode):
            return reader.construct_mapping(node, deep=True)
        if isinstance(node, yaml.SequenceNode):
            return reader.construct_sequence(node, deep=True)
        text = reader.construct_scalar(node)
        return _from_base64(text) if suffix.endswith("binary") else text

    Reader.add_multi_constructor("!", untagged)
    Reader.add_multi_constructor("tag:yaml.org,2002:python/", untagged)
    try:
        return yaml.load(body, Reader)  # a reader of plain values
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return None


def is_cassette(value: Any) -> bool:
    """Whether a value is a recording: its answers stand beside what was asked."""
    return next(_kept_in(value), None) is not None


def pages_of_cassette(value: Any, name: str, *, of_yaml: bool = False) -> Iterator[Page]:
    """The recorded answers with the addresses that they were asked from; cookies and tokens stay behind.

    Of YAML only bodies that are text or bytes are taken: others may repeat themselves without end.
    """
    for number, (request, response, recorded) in enumerate(_kept_in(value), start=1):
        body = _body_of(_one_of(response, _BODIES), nested=not of_yaml)
        address = request.get("uri") or request.get("url")
        url = address if isinstance(address, str) and "://" in address else f"{name}#{number}"
        told = _headers_of(_one_of(response, _HEADERS))
        if not body.strip() or not holds_content(dict(told).get("content-type", ""), body, url=url):
            continue
        yield Page(
            url=url,
            body=body,
            status=_status_of(response),
            headers=clean_headers(told),
            time=mail_time_in(dict(told).get("date")) or mail_time_in(recorded),
            source="file",
        )


def _kept_in(value: Any) -> Iterator[Kept]:
    """Every recorded answer with what was asked, by the shapes of the tools that record them."""
    if isinstance(value, dict) and isinstance(value.get("item"), list) and "info" in value:
        yield from _examples_of(value)
        return
    kept = value
    if isinstance(value, dict):
        several = (value.get(key) for key in ("http_interactions", "interactions", "mappings"))
        kept = next((one for one in several if isinstance(one, list)), [value])
    for one in kept if isinstance(kept, list) else ():
        said = _mapping(one)
        request, response = said.get("request"), said.get("response")
        if isinstance(request, dict) and isinstance(response, dict) and _one_of(response, _BODIES) is not None:
            host, path = said.get("host"), said.get("path")  # Charles
            at = {"url": f"https://{host}{path}"} if isinstance(host, str) and isinstance(path, str) else {}
            yield {**at, **request}, response, said.get("recorded_at")
        elif isinstance(said.get("scope"), str) and "response" in said and isinstance(said.get("path"), str):
            headers = said.get("rawHeaders")
            yield (
                {"url": joined(re.sub(r":(?:443|80)$", "", said["scope"]), said["path"])},
                {"status": said.get("status"), "headers": headers, "body": _unhexed(said["response"])},
                None,
            )


def _examples_of(collection: Mapping[str, Any]) -> Iterator[Kept]:
    """The examples of a Postman collection (schema.getpostman.com), in its order."""
    left = _MOST_FOLDERS
    held = [*reversed(collection["item"])]
    while held and left:
        left -= 1
        one = _mapping(held.pop())
        inner = one.get("item")
        held += reversed(inner) if isinstance(inner, list) else ()
        examples = one.get("response")
        for example in map(_mapping, examples if isinstance(examples, list) else ()):
            asked = _mapping(example.get("originalRequest") or one.get("request")).get("url")
            address = asked.get("raw") if isinstance(asked, dict) else asked
            headers = [(_mapping(pair).get("key"), _mapping(pair).get("value")) for pair in example.get("header") or ()]
            yield {"url": address}, {**example, "headers": [text for pair in headers for text in pair]}, None


def unpacked(body: bytes) -> bytes:
    """A body that was kept as gzip packed it, unpacked; any other as it is."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(31).decompress(body, _MOST_PACKED)
    except zlib.error:
        return body


def _status_of(response: Mapping[str, Any]) -> int:
    """The status as a number, in an object, in ExVCR's line of three, or as text ("200 OK")."""
    told = [response.get(key) for key in _STATUSES]
    told += [_mapping(response.get("status")).get(key) for key in ("code", "status_code")]
    told += [part for one in told if isinstance(one, list) for part in one]
    found = next((one for one in told if isinstance(one, int) and not isinstance(one, bool)), 200)
    return found if 100 <= found < 600 else 200


def _body_of(body: Any, *, nested: bool) -> bytes:
    if isinstance(body, dict):
        packed = body.get("base64_string")
        if body.get("encoding") == "base64":
            packed = body.get("encoded") or body.get("text")
        elif body.keys() <= _OF_TEXT and isinstance(text := body.get("text"), str):
            return text.encode("utf-8", errors="replace")
        if isinstance(packed, str):
            return unpacked(_from_base64(packed))
        body = body.get("string", body)
    if isinstance(body, bytes):
        return unpacked(body)
    if isinstance(body, dict | list):
        return orjson.dumps(body) if nested else b""
    return body.encode("utf-8", errors="replace") if isinstance(body, str) else b""


def _from_base64(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""


def _unhexed(body: Any) -> Any:
    """A packed body, which nock keeps as a list of texts in base 16; any other as it is."""
    if isinstance(body, list) and body and all(isinstance(part, str) for part in body):
        try:
            return b"".join(bytes.fromhex(part) for part in body)
        except ValueError:
            return body
    return body


def _headers_of(headers: Any) -> list[tuple[str, str]]:
    """Headers by name, or as a list in which each name is followed by its value."""
    told: list[tuple[str, str]] = []
    if isinstance(headers, list):
        headers = {key: value for key, value in zip(headers[::2], headers[1::2], strict=False) if isinstance(key, str)}
    for key, value in _mapping(headers).items():
        one = value[0] if isinstance(value, list) and value else value
        if isinstance(one, str):
            told.append((str(key).lower(), one))
    return told


def _one_of(values: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    return next((values[key] for key in keys if values.get(key) is not None), None)


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
