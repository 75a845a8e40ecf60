"""Secrets planted in files that browsers and archivers save: none of them may ever be seen again."""

import gzip
import random
import time
from pathlib import Path
from typing import Any

import orjson
import pytest

from crawler.door import admit, scrub_facts, scrub_text, scrub_url, whole_words
from crawler.page import Page
from storage.facts import Post
from tests import commands

SITE = "https://www.instagram.com"
HANDLE = "odile.kiln"
CANARIES = {
    "cookie of a request": "canary01cookie",
    "session cookie": "44551001%3AcanaryO2sess%3A7%3AAYcanary02sessionid",
    "authorization": "canary03authorization",
    "cookie set by an answer": "canary04setcookie",
    "csrf cookie set by an answer": "canary05csrftoken",
    "token in an address": "canary06accesstoken",
    "dtsg in a script": "NAcanary07dtsg:17:1700000000",
    "lsd in a script": "canary08lsd",
    "claim in a header": "hmac.AR3canary09claimclaimclaim",
    "refresh token in an answer": "canary10refresh",
    "password in a form": "canary11pass,word;(x)",
    "encrypted password in a form": "#PWD_INSTAGRAM_BROWSER:10:1700:canary12enc==",
    "bearer in an answer": "canary13bearer.abc",
    "id of who looked": "77000000014",
    "csrf token in a string in a script": "canary15csrf",
    "csrf token in a header of a request": "canary16csrfheader",
    "dtsg in a form": "canary17dtsgform",
    "signed token in an answer": "eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOiIxOCJ9.canary18signature",
    "graph token in an address in an answer": "EAACanary19CanaryCanaryCanaryCanaryCanaryCanary",
    "user in an address": "canary20user",
    "password in an address": "canary21pass",
    "token in a redirect": "canary22redirect",
    "token in a field of a form": "canary23field",
    "token in a proxy's header": "canary24proxy",
    "authorization set by an answer": "canary25setauth",
    "cookie in the HAR's own list": "canary26list",
    "token in a referer": "canary27referer",
    "cookie in a script": "canary28documentcookie",
    "token in a nested address": "canary29nested",
    "multipart password": "canary30multipart",
}


def canary(name: str) -> str:
    return CANARIES[name]


def profile_json() -> str:
    """An answer about an invented account, with secrets between its facts."""
    user = {
        "id": "54480021",
        "username": HANDLE,
        "full_name": "Odile Marsh",
        "biography": "Ceramics from a shed",
        "edge_followed_by": {"count": 5120},
        "edge_follow": {"count": 300},
        "edge_owner_to_timeline_media": {"count": 12, "edges": []},
        "is_private": False,
        "is_verified": False,
    }
    return orjson.dumps(
        {
            "data": {"user": user},
            "refresh_token": canary("refresh token in an answer"),
            "ds_user_id": int(canary("id of who looked")),
            "headers": {"Authorization": f"Bearer {canary('bearer in an answer')}"},
            "signed": canary("signed token in an answer"),
            "paging": {
                "next": "https://graph.example/v26.0/1?after=x&access_token="
                + canary("graph token in an address in an answer")
            },
            "status": "ok",
        }
    ).decode()


def profile_html() -> str:
    config = {"csrf_token": canary("csrf token in a string in a script"), "viewerId": canary("id of who looked")}
    inside = orjson.dumps(orjson.dumps(config).decode()).decode()
    user = {"username": HANDLE, "pk": "54480021", "follower_count": 5120, "biography": "Ceramics from a shed"}
    return f"""<!DOCTYPE html><html><head><title>Odile Marsh (@{HANDLE})</title>
<link rel="canonical" href="{SITE}/{HANDLE}/?access_token={canary("token in an address")}">
<meta property="og:site_name" content="Instagram">
<script>requireLazy([["DTSGInitialData",[],{{"token":"{canary("dtsg in a script")}"}},258],
["LSD",[],{{"token":"{canary("lsd in a script")}"}},323]]); var x = {inside};
document.cookie = "sessionid={canary("cookie in a script")}; path=/";</script></head><body>
<form><input type="hidden" name="fb_dtsg" value="{canary("token in a field of a form")}"></form>
<script type="application/json" data-sjs>{orjson.dumps({"data": {"user": user}}).decode()}</script></body></html>"""


def header(name: str, value: str) -> dict[str, str]:
    return {"name": name, "value": value}


def asked_headers() -> list[dict[str, str]]:
    return [
        header("Cookie", f"sessionid={canary('session cookie')}; mid={canary('cookie of a request')}"),
        header("Authorization", f"Bearer {canary('authorization')}"),
        header("X-CSRFToken", canary("csrf token in a header of a request")),
        header("Proxy-Authorization", f"Basic {canary('token in a proxy' + chr(39) + 's header')}"),
        header("Referer", f"{SITE}/{HANDLE}/?access_token={canary('token in a referer')}"),
    ]


def answered_headers() -> list[dict[str, str]]:
    return [
        header("Set-Cookie", f"sessionid={canary('cookie set by an answer')}; Secure"),
        header("Set-Cookie", f"csrftoken={canary('csrf cookie set by an answer')}"),
        header("x-ig-set-www-claim", canary("claim in a header")),
        header("ig-set-authorization", f"Bearer IGT:2:{canary('authorization set by an answer')}"),
    ]


def entry(url: str, mime: str, body: str, **more: Any) -> dict[str, Any]:
    return {
        "pageref": "page_1",
        "startedDateTime": "2026-11-20T10:11:12.000Z",
        "_resourceType": more.pop("kind", "xhr"),
        "request": {
            "method": more.pop("method", "GET"),
            "url": url,
            "headers": asked_headers(),
            "cookies": [header("sessionid", canary("cookie in the HAR's own list"))],
            **({"postData": {"mimeType": "x", "text": more.pop("posted")}} if "posted" in more else {}),
        },
        "response": {
            "status": more.pop("status", 200),
            "headers": [*answered_headers(), *more.pop("headers", [])],
            "cookies": [header("csrftoken", canary("cookie in the HAR's own list"))],
            "redirectURL": more.pop("redirect", ""),
            "content": {"mimeType": mime, "size": len(body), "text": body},
        },
    }


def posted() -> str:
    return (
        f"username=me&password={canary('password in a form')}&enc_password={canary('encrypted password in a form')}"
        f"&fb_dtsg={canary('dtsg in a form')}&lsd={canary('lsd in a script')}&doc_id=1"
        '\r\nContent-Disposition: form-data; name="password"\r\n\r\n' + canary("multipart password") + "\r\n"
    )


def write_har(path: Path) -> None:
    token = canary("token in an address")
    nested = canary("token in a nested address")
    away = f"{SITE}/{HANDLE}/?access_token={canary('token in a redirect')}"
    user, secret = canary("user in an address"), canary("password in an address")
    entries = [
        entry(
            f"{SITE}/go/?u={token}&access_token={token}", "text/html", "", status=302, redirect=away, kind="document"
        ),
        entry(f"{SITE}/{HANDLE}/#access_token={token}", "text/html", profile_html(), kind="document"),
        entry(
            f"https://{user}:{secret}@www.instagram.com/api/v1/users/web_profile_info/?username={HANDLE}"
            f"&access_token={token}&next=https%3A%2F%2Fx.example%3Ftoken%3D1%26access_token%3D{nested}",
            "application/json",
            profile_json(),
        ),
        entry(f"{SITE}/graphql/query", "application/json", profile_json(), method="POST", posted=posted()),
        entry(f"{SITE}/api/v1/broken/?access_token={token}", "application/json", '{"broken'),
    ]
    path.write_bytes(orjson.dumps({"log": {"version": "1.2", "entries": entries}}))


def record(kind: str, url: str, block: bytes, number: int) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number:032d}>\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Date: 2026-11-20T10:11:12Z\r\nContent-Type: application/http; msgtype={kind}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def write_warc(path: Path) -> None:
    url = f"{SITE}/api/v1/users/web_profile_info/?username={HANDLE}&access_token={canary('token in an address')}"
    records = []
    for number, (body, encoding) in enumerate(((profile_json().encode(), "identity"), (b"\x00no brotli", "br"))):
        answer = [*answered_headers(), header("Content-Type", "application/json"), header("Content-Encoding", encoding)]
        lines = "".join(f"{one['name']}: {one['value']}\r\n" for one in answer)
        records.append(record("response", url, f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode() + body, 2 * number))
        lines = "".join(f"{one['name']}: {one['value']}\r\n" for one in asked_headers())
        asking = f"POST /api HTTP/1.1\r\n{lines}\r\n{posted()}".encode()
        records.append(record("request", url, asking, 2 * number + 1))
    path.write_bytes(b"".join(records))


def run(folder: Path, *words: str, fails: bool = False) -> bytes:
    done = commands.run(*words, folder=folder)
    assert (done.returncode != 0) == fails, done.stderr.decode()
    return done.stdout + done.stderr


def assert_clean(place: str, content: bytes) -> None:
    found = [name for name, value in CANARIES.items() if value.encode() in content]
    found += [name for name, value in CANARIES.items() if value.encode().split(b",")[0] in content]
    marks = [content[max(0, at - 40) : at + 40] for at in [content.lower().find(b"canary")] if at >= 0]
    assert not found, f"{place}: {found}"
    assert not marks, f"{place}: {marks}"


def test_no_secret_of_a_saved_session_is_seen_again(tmp_path: Path) -> None:
    given, kept = tmp_path / "given", tmp_path / "kept"
    given.mkdir()
    kept.mkdir()
    write_har(given / "session.har")
    write_warc(given / "session.warc")
    (given / "page.html").write_text(profile_html(), encoding="utf-8")
    files = [str(given / name) for name in ("session.har", "session.warc", "page.html")]
    planted = b"".join(Path(file).read_bytes() for file in files)
    assert len(CANARIES) >= 20
    assert [name for name, value in CANARIES.items() if value.encode() not in planted] == []
    said = {}
    for file in files:
        said[f"read {file}"] = run(kept, "read", file) + run(kept, "read", file, "--json")
    said["ingest"] = run(kept, "--database", "a.db", "ingest", *files)
    said["discover"] = run(
        kept, "--database", "b.db", "discover", f"@{HANDLE}@instagram", "--replay", files[0], "--record", "run.warc"
    )
    again = run(kept, "--database", "c.db", "discover", "--replay", "run.warc", "--record", "again.warc.gz", "--json")
    said["replay"] = again
    for asked in (["rank", "--json"], ["show", HANDLE], ["runs"], ["export", "out.csv"], ["export", "out.jsonl"]):
        said[asked[0]] = run(kept, "--database", "b.db", *asked)
    assert b"5,120" in said[f"read {files[0]}"] or b"5120" in said[f"read {files[0]}"]
    assert b"Ceramics from a shed" in said["show"] or b"odile" in said["show"].lower()
    recorded = (kept / "run.warc").read_bytes()
    assert b"Ceramics from a shed" in recorded
    assert b"doc_id=1" in recorded or b"web_profile_info" in recorded

    for verb, words in said.items():
        assert_clean(verb, words)
    written = [path for path in kept.rglob("*") if path.is_file()]
    assert {"a.db", "b.db", "c.db", "run.warc", "again.warc.gz", "out.csv", "out.jsonl"} <= {
        one.name for one in written
    }
    for path in written:
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        assert_clean(path.name, content)


def test_no_secret_is_in_the_words_of_an_error(tmp_path: Path) -> None:
    token = canary("token in an address")
    unknown = {"log": {"entries": [entry(f"{SITE}/x/?access_token={token}", "application/json", '{"broken')]}}
    (tmp_path / "broken.har").write_bytes(orjson.dumps(unknown))
    bare = {"log": {"entries": [entry(f"{SITE}/x/?access_token={token}", "application/json", "")]}}
    del bare["log"]["entries"][0]["response"]["content"]["text"]
    bare["log"]["entries"][0]["response"]["content"]["size"] = 9
    (tmp_path / "bare.har").write_bytes(orjson.dumps(bare))
    (tmp_path / "strange.json").write_text('{"a": 1}')
    for asked in (
        ["read", "broken.har"],
        ["read", "bare.har"],
        ["read", "strange.json", "--url", f"https://me:{token}@x.example/?access_token={token}"],
    ):
        said = run(tmp_path, *asked, fails=True)
        assert b"Error: " in said
        assert_clean(" ".join(asked), said)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('{"access_token":"abcDEF123"}', '{"access_token":"removed"}'),
        ('{"password":"a,b;c(d) e\\"f","a":1}', '{"password":"removed","a":1}'),
        ('"{\\"csrf_token\\":\\"XYZ\\u00253Aabc\\"}"', '"{\\"csrf_token\\":\\"removed\\"}"'),
        ('{"ds_user_id":77001122,"a":1}', '{"ds_user_id":0,"a":1}'),
        ('{"sessionid" : 1234567890123 }', '{"sessionid" : 0 }'),
        ('{"a":"https:\\/\\/me:pw@x.example\\/"}', '{"a":"https:\\/\\/removed@x.example\\/"}'),
        ("see https://me:pw@x.example/a, mail me@x.example", "see https://removed@x.example/a, mail me@x.example"),
        ("a=1&sessionid=123%3Aabc&b=2", "a=1&sessionid=removed&b=2"),
        ("variables=%7B%22password%22%3A%22secret%22%7D", "variables=%7B%22password%22%3A%22removed%22%7D"),
        ('<meta name="csrf-token" content="abcdefg">', '<meta name="csrf-token" content="removed">'),
        ("data-x='&quot;access_token&quot;:&quot;Q12&quot;'", "data-x='&quot;access_token&quot;:&quot;removed&quot;'"),
        ("Authorization: Basic dXNlcjpwYXNz", "Authorization: removed"),
        ('[{"name":"sessionid","value":"1234567"}]', '[{"name":"sessionid","value":"removed"}]'),
        ("the password is shared in our community", "the password is shared in our community"),
        ("I lost my session_id", "I lost my session_id"),
        ('{"session_id":null,"password":""}', '{"session_id":null,"password":""}'),
        ('{"nextPageToken":"CAUQAA","max_id":"QVFD"}', '{"nextPageToken":"CAUQAA","max_id":"QVFD"}'),
        ("Brödtext mit é und 🏺", "Brödtext mit é und 🏺"),
    ],
)
def test_words_lose_their_secrets_and_nothing_else(written: str, kept: str) -> None:
    assert scrub_text(written) == kept


def test_no_way_of_writing_a_secret_gets_it_past_the_look_at_all_facts_at_once() -> None:
    dice = random.Random(7)
    names = ["Access_Token", "sessionid", "fb_dtsg", "LSD", "Bearer", "EAA", "IGQ", "eyJ", "hmac.", ":/\\/", "://"]
    parts = ["=", ":", '":"', "%22", "%3d", " ", "\\", "/", "@", "&quot;", " value='", "İ", "\ud83d", "\u2003", "x."]
    parts += ["7654321", "abcdefghABCDEFGH", "0123456789" * 4]
    found = 0
    for _ in range(4_000):
        said = "=" + "".join(dice.choice(names if dice.random() < 0.4 else parts) for _ in range(dice.randrange(2, 9)))
        (fact,) = scrub_facts([Post(network="x", page="y", text="a", alt_text=said, tagged=[said])])
        kept = whole_words(scrub_text(said))
        assert isinstance(fact, Post)
        assert (fact.alt_text, fact.tagged) == (kept, [kept])
        found += kept != whole_words(said)
    assert found > 200


def test_addresses_lose_their_secrets_and_nothing_else() -> None:
    assert scrub_url("https://me:pw@x.example/a?token=1&b=2#id_token=z") == (
        "https://x.example/a?token=removed&b=2#id_token=removed"
    )
    plain = f"{SITE}/explore/tags/caf%C3%A9/?hl=de"
    assert scrub_url(plain) == plain


def test_what_is_scrubbed_stays_json() -> None:
    page = admit(Page(url="https://x.example/", body=profile_json().encode()))
    assert page.json["data"]["user"]["username"] == HANDLE
    assert page.json["refresh_token"] == "removed"


def test_a_hostile_body_takes_no_longer_than_its_length() -> None:
    def seconds(body: bytes) -> float:
        began = time.perf_counter()
        admit(Page(url="https://x.example/", body=body))
        return time.perf_counter() - began

    for part in (b'"password":"', b"password password ", b'fb_dtsg" value=', b"bearer ", b'lsd" {'):
        one, four = part * 20_000, part * 80_000
        seconds(one)
        assert seconds(four) < 16 * max(seconds(one), 0.01)
