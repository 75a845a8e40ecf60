"""Recordings: what is written comes back equal, a kill loses one page, a person can be taken out."""

import os
import signal
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.networks.network import Target
from crawler.page import Page
from crawler.sources import open_source
from crawler.sources.recording import Recording, rewrite_without
from storage.errors import BadSettings, DiskFull, UnreadableFile

MIRA = Target("mastodon", "account", "mira@photos.example")
TAG = Target("mastodon", "hashtag", "größe")
PAGES = [
    Page(
        url="https://photos.example/api/v1/timelines/tag/gr%C3%B6%C3%9Fe?limit=40",
        body=b"[]",
        headers={"content-type": "application/json", "content-length": "17", "x-name": "é ü"},
        time=datetime(2026, 11, 20, 9, 11, 12, 123456, tzinfo=UTC),
    ),
    Page(
        url="https://photos.example/graphql?a=%20b&c=d e",
        body=b"\x00\xff\r\n\r\nWARC/1.0\r\n",
        status=429,
        method="POST",
        request_body=b"n=1\r\n",
        document="https://photos.example/mira/?x=1%2C2",
        source="browser",
        time=datetime(2026, 11, 20, tzinfo=UTC),
    ),
    Page(url="saved page.html", body=b"<html></html>", source="file"),
]


@pytest.mark.parametrize("name", ["run.warc", "run.warc.gz"])
def test_pages_come_back_equal_with_their_visits(tmp_path: Path, name: str) -> None:
    with Recording(tmp_path / name, seeds=["#größe", "@mira@photos.example"]) as recording:
        recording.write(PAGES[0], target=TAG, visit="1")
        recording.write(PAGES[1], target=MIRA, visit="2", asked="https://photos.example/old")
        recording.write(PAGES[2])
    opened = open_source(tmp_path / name)
    answers = list(opened.answers)
    assert [answer.page for answer in answers] == PAGES
    assert [(answer.target, answer.group) for answer in answers] == [(TAG, "1"), (MIRA, "2"), (None, None)]
    assert answers[1].asked == "https://photos.example/old"
    assert opened.seeds == ["#größe", "@mira@photos.example"]
    assert opened.notes == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=300),
    url=st.text(min_size=1, max_size=60).map(lambda text: f"https://photos.example/{text}"),
    key=st.text(min_size=1, max_size=20),
    headers=st.dictionaries(
        st.from_regex(r"\Ax-[a-z]{1,8}\Z"),
        st.text(st.characters(codec="ascii", categories=["L", "N", "P"])),
        max_size=3,
    ),
    posted=st.binary(max_size=50),
    time=st.none() | st.datetimes(timezones=st.just(UTC)),
)
def test_any_page_comes_back_equal(
    tmp_path: Path, body: bytes, url: str, key: str, headers: dict[str, str], posted: bytes, time: datetime | None
) -> None:
    path = tmp_path / "any.warc"
    path.unlink(missing_ok=True)
    page = Page(url=url, body=body, headers=headers, time=time, method="POST", request_body=posted, document=url)
    with Recording(path) as recording:
        recording.write(page, target=Target("mastodon", "hashtag", key), visit=key)
    (answer,) = open_source(path).answers
    assert answer.page == page
    assert (answer.target, answer.group) == (Target("mastodon", "hashtag", key), key)


def test_a_recording_is_always_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "run.warc"
    Recording(path).close()
    with pytest.raises(BadSettings, match="choose another name"):
        Recording(path)
    with pytest.raises(UnreadableFile, match="choose another place"):
        Recording(tmp_path / "none" / "run.warc")


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("needs /dev/full")
    recording = Recording(tmp_path / "run.warc")
    recording._writer.out = open("/dev/full", "wb", buffering=0)  # noqa: SIM115
    with recording._writer.out, pytest.raises(DiskFull, match="free room"):
        recording.write(PAGES[0])
    recording.close()


def test_a_kill_loses_at_most_the_page_in_flight(tmp_path: Path) -> None:
    path = tmp_path / "run.warc"
    code = textwrap.dedent(f"""
        from crawler.page import Page
        from crawler.sources.recording import Recording
        recording = Recording({str(path)!r})
        number = 0
        while True:
            recording.write(Page(url=f"https://photos.example/{{number}}", body=b"x" * 3000))
            print(number, flush=True)
            number += 1
    """)
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout as lines:
        acknowledged = [int(next(lines)) for _ in range(60)]
        process.send_signal(signal.SIGKILL)
        acknowledged += [int(line) for line in lines if line.endswith("\n")]
    process.wait(timeout=30)
    found = [int(page.url.rsplit("/", 1)[1]) for page in open_source(path).pages]
    assert found[: len(acknowledged)] == acknowledged
    assert len(found) - len(acknowledged) <= 1


@pytest.mark.parametrize("name", ["run.warc", "run.warc.gz"])
def test_a_person_is_taken_out(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with Recording(path, seeds=["#größe", "@mira@photos.example"]) as recording:
        recording.write(PAGES[0], target=TAG, visit="1")
        recording.write(PAGES[1], target=MIRA, visit="2")
        recording.write(PAGES[2], target=TAG, visit="3")
    dropped = rewrite_without(path, lambda _, target: target == MIRA, drop_seed=lambda seed: "mira" in seed)
    assert dropped == 1
    opened = open_source(path)
    answers = list(opened.answers)
    assert [answer.page for answer in answers] == [PAGES[0], PAGES[2]]
    assert [(answer.target, answer.group) for answer in answers] == [(TAG, "1"), (TAG, "3")]
    assert opened.seeds == ["#größe"]
    assert path.read_bytes()[:2] == (b"\x1f\x8b" if name.endswith(".gz") else b"WA")
    assert b"mira" not in path.read_bytes()
    assert os.listdir(tmp_path) == [name]


def test_nothing_to_take_out_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "run.warc"
    with Recording(path) as recording:
        recording.write(PAGES[0])
    before = path.stat()
    assert rewrite_without(path, lambda _page, _target: False) == 0
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    with pytest.raises(UnreadableFile, match="cannot be rewritten"):
        rewrite_without(tmp_path / "none.warc", lambda _page, _target: True)


def test_a_failing_predicate_leaves_the_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "run.warc"
    with Recording(path) as recording:
        recording.write(PAGES[0])
    before = path.read_bytes()

    def fail(_page: Page, _target: Target | None) -> bool:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        rewrite_without(path, fail)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["run.warc"]
