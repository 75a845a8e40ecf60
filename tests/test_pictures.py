"""Small copies of pictures: fetched politely, drawn anew, capped, shown, told, and gone with their account."""

import time
from collections.abc import Iterator
from contextlib import closing, suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from scoring.photos import Photo, consistency_of, quality_of, read_photo
from storage.database import Database
from storage.errors import UnreadablePicture
from storage.facts import Fact, Post
from storage.pictures import OF_ACCOUNT, bytes_kept, picture_body, pictures_of
from tests.commands import nanoscout, nanoscout_json, run
from tests.picture_server import PictureHost, bomb, drawn, run_pictures
from tests.review_server import run_review
from tests.scoring.invent import NETWORK, posts, profile
from tests.simulated_mastodon import TAG, run_simulation
from tests.test_landing import land

IMAGE = {"Content-Type": "image/jpeg"}


def quality(photo: Photo) -> float:
    return quality_of(photo.sharpness, photo.exposure, photo.noise)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_every_usual_kind_is_read_and_drawn_anew(kind: str) -> None:
    photo = read_photo(drawn(kind=kind))
    copy = Image.open(BytesIO(photo.jpeg))
    assert (copy.format, copy.size, copy.mode) == ("JPEG", (360, 270), "RGB")
    assert len(photo.jpeg) < 60_000


def test_what_stood_beside_the_picture_is_gone() -> None:
    image = Image.open(BytesIO(drawn()))
    exif = image.getexif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010E] = "taken at home by Ana"
    exif.get_ifd(0x8825)[1] = "N"
    file = BytesIO()
    image.save(file, "JPEG", exif=exif)
    assert b"taken at home" in file.getvalue()
    copy = Image.open(BytesIO(read_photo(file.getvalue()).jpeg))
    assert copy.size == (270, 360)
    assert not copy.getexif()
    assert not copy.info.keys() & {"exif", "xmp", "comment", "icc_profile"}


def test_measures_tell_sharp_from_blurred_and_one_look_from_many() -> None:
    sharp, blurred = read_photo(drawn()), read_photo(drawn(blur=6))
    assert sharp.sharpness > 10 * blurred.sharpness
    assert quality(sharp) > quality(blurred) + 0.2
    black = BytesIO()
    Image.new("RGB", (300, 300), "black").save(black, "PNG")
    dark = read_photo(black.getvalue())
    assert (dark.exposure, dark.sharpness, dark.colourfulness) == (0, 0, 0)
    assert quality(dark) == pytest.approx(0.2)
    one = [read_photo(drawn(30, seed=seed)).palette for seed in range(4)]
    many = [read_photo(drawn(hue)).palette for hue in (0, 90, 180, 270)]
    alike, unlike = consistency_of(one), consistency_of(many)
    assert alike is not None
    assert unlike is not None
    assert alike > 0.85 > 0.5 > unlike
    assert consistency_of(one[:1]) is None


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<html>", b"GIF89a", b"\xff\xd8\xff\xe0", drawn()[:200], bomb(), bomb(300_000, 1_000),
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', b"%PDF-1.4", b"BM" + bytes(60),
        b"\x89PNG\r\n\x1a\n" + bytes(40), drawn(size=(2, 2)),
    ],
    ids=["nothing", "html", "half a gif", "half", "torn", "bomb", "long bomb", "svg", "pdf", "bmp", "png", "dot"],
)  # fmt: skip
def test_what_is_no_picture_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadablePicture):
        read_photo(body)


@settings(deadline=None, derandomize=True, database=None)
@given(st.binary(max_size=400), st.integers(0, 5_000), st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]))
def test_no_bytes_break_the_reader(noise: bytes, place: int, kind: str) -> None:
    body = drawn(kind=kind, size=(64, 48))
    cut = place % len(body)
    for one in (noise, body[:cut] + noise + body[cut + len(noise) :]):
        with suppress(UnreadablePicture):
            assert read_photo(one).jpeg[:2] == b"\xff\xd8"


def _answers() -> dict[str, tuple[int, dict[str, str], bytes]]:
    good = {f"/p/{number}.jpg": (200, IMAGE, drawn(30, seed=number)) for number in range(4)}
    return {
        **good,
        "/a.jpg": (200, IMAGE, drawn(200, kind="PNG")),
        "/bomb.jpg": (200, IMAGE, bomb()),
        "/page.jpg": (200, {"Content-Type": "text/html"}, b"<h1>Log in</h1>"),
        "/inside.jpg": (302, {"Location": "http://127.0.0.1:9/secret"}, b""),
        "/private/x.jpg": (200, IMAGE, drawn()),
    }


def _known(file: Path, host: str, *, images: list[str], avatar: str = "/a.jpg", handle: str = "ana.ink") -> None:
    facts: list[Fact] = [profile(handle, avatar_url=f"{host}{avatar}?sig=abc")]
    for number, post in enumerate(posts(handle, len(images))):
        assert isinstance(post, Post)
        facts.append(post.model_copy(update={"image_url": f"{host}{images[number]}"}))
    database = Database(str(file))
    land(database, *facts)
    database.close()


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[PictureHost]:
    with run_pictures(_answers()) as running:
        monkeypatch.setenv("NANOSCOUT_INSTANCES", running.url)
        monkeypatch.setenv("NANOSCOUT_SECONDS_BETWEEN_REQUESTS", "0")
        yield running


def test_pictures_are_fetched_once_shown_and_told(tmp_path: Path, host: PictureHost) -> None:
    file = tmp_path / "x.db"
    _known(file, host.url, images=[f"/p/{number}.jpg" for number in range(4)])
    before = nanoscout_json("--database", file, "show", "ana.ink")["signals"]["photography"]
    assert (before["value"], before["evidence"]) == (None, "pictures were not fetched")
    assert nanoscout("--database", file, "pictures").startswith("Pictures: 5 of 5 kept, 0.")
    assert host.asked == {"/robots.txt": 1, "/a.jpg": 1, **{f"/p/{number}.jpg": 1 for number in range(4)}}
    assert all(agent.startswith("nanoscout/") for agent in host.agents)
    assert "0 of 0" in nanoscout("--database", file, "pictures")  # nothing is missing, so nothing is asked
    assert host.asked.total() == 6
    signal = nanoscout_json("--database", file, "show", "ana.ink")["signals"]["photography"]
    assert signal["value"] > 0.7
    assert signal["evidence"].startswith("4 pictures, technically ")
    assert "one look" in signal["evidence"]
    assert signal["pages"] == ["https://www.instagram.com/ada.ink/"]
    held = nanoscout_json("--database", file, "subject", "ana.ink")["rows"]["small copies of their pictures"]
    assert next(row["url"] for row in held) == f"{host.url}/a.jpg"
    report = tmp_path / "report.html"
    nanoscout("--database", file, "report", report)
    assert 'src="data:image/jpeg;base64,' in report.read_text()
    with run_review(file) as review, closing(review.client()) as client:
        assert f'src="/picture/{NETWORK}/ana.ink" width="48"' in client.get("/").text
        card = client.get(f"/who/{NETWORK}/ana.ink").text
        assert card.count(f'src="/picture/{NETWORK}/ana.ink?post=https%3A//insta.example/p/ana.ink') == 3
        picture = client.get(f"/picture/{NETWORK}/ana.ink")
        assert (picture.headers["content-type"], picture.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
        assert picture.headers["x-content-type-options"] == "nosniff"
        assert client.get(f"/picture/{NETWORK}/ana.ink?post=nothing").status_code == 404
        nanoscout("--database", file, "suppress", "ana.ink")
        assert client.get(f"/picture/{NETWORK}/ana.ink").status_code == 404


def test_a_dry_run_tells_whom_it_would_ask_and_asks_nobody(tmp_path: Path, host: PictureHost) -> None:
    file = tmp_path / "x.db"
    _known(file, host.url, images=["/p/0.jpg", "/p/1.jpg"])
    told = nanoscout_json("--database", file, "pictures", "--dry-run")
    assert told == {"wanted": 3, "hosts": {host.url.removeprefix("http://"): 3}}
    assert "Nothing was asked (--dry-run)" in nanoscout("--database", file, "pictures", "--dry-run")
    assert not host.asked


def test_what_a_host_sends_instead_is_counted_and_nothing_forbidden_is_asked(tmp_path: Path, host: PictureHost) -> None:
    file = tmp_path / "x.db"
    _known(file, host.url, images=["/bomb.jpg", "/page.jpg", "/inside.jpg", "/private/x.jpg", "/p/0.jpg"])
    told = nanoscout_json("--database", file, "pictures")
    assert (told["wanted"], told["kept"], told["full"]) == (6, 2, False)
    reasons = " · ".join(sorted(told["failed"]))
    for words in ("no picture that can", "more than 20,000,000 points", "no public address", "robots.txt forbids"):
        assert words in reasons
    assert "/private/x.jpg" not in host.asked
    assert "http://" not in reasons


def test_an_address_inside_is_never_asked(tmp_path: Path, host: PictureHost, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NANOSCOUT_INSTANCES")
    file = tmp_path / "x.db"
    _known(file, host.url, images=["/p/0.jpg"])
    assert nanoscout_json("--database", file, "pictures")["kept"] == 0
    assert not host.asked


def test_a_host_that_asks_to_wait_is_left_alone(tmp_path: Path, host: PictureHost) -> None:
    file = tmp_path / "x.db"
    host.answers["/a.jpg"] = (429, {"Retry-After": "600"}, b"")
    _known(file, host.url, images=[f"/p/{number}.jpg" for number in range(4)])
    nanoscout("--database", file, "pictures", "--seconds-between-requests", "0.2")
    assert "asked to wait" in nanoscout("--database", file, "pictures")
    assert host.asked["/a.jpg"] == 1


def test_a_host_behind_a_redirect_is_paced_and_left_alone_too(
    tmp_path: Path, host: PictureHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "x.db"
    with run_pictures(_answers()) as other:
        monkeypatch.setenv("NANOSCOUT_INSTANCES", f"{host.url},{other.url}")
        moved = {f"/p/{number}.jpg": (302, {"Location": f"{other.url}/p/{number}.jpg"}, b"") for number in range(4)}
        host.answers |= moved
        other.answers["/p/3.jpg"] = (503, {"Retry-After": "600"}, b"")
        _known(file, host.url, images=list(moved))
        began = time.monotonic()
        told = nanoscout_json("--database", file, "pictures", "--seconds-between-requests", "0.4")
        assert time.monotonic() - began >= 4 * 0.4
        assert other.asked["/p/3.jpg"] == 1
        again = nanoscout_json("--database", file, "pictures")
        assert other.asked["/p/3.jpg"] == 1
        assert other.asked["/robots.txt"] == 1
    assert told["kept"] < 5
    assert [why for why in again["failed"] if why.endswith("asked to wait")]


def test_a_robots_txt_that_asks_to_wait_is_not_asked_for_each_picture(tmp_path: Path, host: PictureHost) -> None:
    file = tmp_path / "x.db"
    host.answers["/robots.txt"] = (503, {"Retry-After": "600"}, b"")
    _known(file, host.url, images=[f"/p/{number}.jpg" for number in range(4)])
    for _ in range(2):
        assert "asked to wait" in nanoscout("--database", file, "pictures")
    assert dict(host.asked) == {"/robots.txt": 1}


def test_a_crawl_delay_is_kept_whatever_our_own_pace_is(tmp_path: Path, host: PictureHost) -> None:
    """Five pictures, so four waits; as in a crawl a delay of minutes closes the host instead."""
    file = tmp_path / "x.db"
    _known(file, host.url, images=[f"/p/{number}.jpg" for number in range(4)])
    host.answers["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 600\n")
    assert "robots.txt asks for 600 seconds" in nanoscout("--database", file, "pictures")
    assert not any(path.endswith(".jpg") for path in host.asked)
    host.answers["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 0.5\n")
    began = time.monotonic()
    assert nanoscout_json("--database", file, "pictures")["kept"] == 5
    assert time.monotonic() - began >= 4 * 0.5


@pytest.mark.long
def test_the_cap_holds(tmp_path: Path, host: PictureHost) -> None:
    file = tmp_path / "x.db"
    wide = drawn(30, size=(1_000, 1_000))
    host.answers |= {f"/p/{number}.jpg": (200, IMAGE, wide) for number in range(6)}
    for number in range(16):
        _known(file, host.url, images=[f"/p/{n}.jpg" for n in range(6)], handle=f"person{number}")
    told = nanoscout_json("--database", file, "pictures", "--picture-megabytes", "1")
    assert told["full"]
    assert 1_000_000 <= told["bytes"] < 1_100_000
    assert told["kept"] < told["wanted"] == 112
    assert "cap is reached" in nanoscout("--database", file, "pictures", "--picture-megabytes", "1")


@pytest.mark.parametrize("verb", ["forget", "purge"])
def test_copies_go_with_their_account(tmp_path: Path, host: PictureHost, verb: str) -> None:
    file = tmp_path / "x.db"
    _known(file, host.url, images=["/p/0.jpg", "/p/1.jpg"])
    nanoscout("--database", file, "pictures")
    database = Database(str(file))
    with database.read() as connection:
        body = picture_body(connection, NETWORK, "ana.ink", OF_ACCOUNT)
        assert len(pictures_of(connection, NETWORK, ["ana.ink"])["ana.ink"]) == 3
    assert body is not None
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE account SET first_seen_at = 0")
    database.close()
    assert body[100:200] in file.read_bytes()
    nanoscout("--database", file, verb, *(["ana.ink"] if verb == "forget" else ["--older-than", "30d", "--yes"]))
    database = Database(str(file))
    with database.read() as connection:
        assert bytes_kept(connection) == 0
    database.close()
    assert body[100:200] not in file.read_bytes()


def test_a_new_picture_of_an_account_takes_the_old_ones_place(tmp_path: Path, host: PictureHost) -> None:
    file = tmp_path / "x.db"
    _known(file, host.url, images=["/p/0.jpg"])
    nanoscout("--database", file, "pictures")
    _known(file, host.url, images=["/p/0.jpg"], avatar="/p/1.jpg")
    assert nanoscout("--database", file, "pictures").startswith("Pictures: 1 of 1 kept")
    database = Database(str(file))
    with database.read() as connection:
        kept = pictures_of(connection, NETWORK, ["ana.ink"])["ana.ink"]
    database.close()
    assert len(kept) == 2


def test_discover_fetches_them_where_it_is_asked_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.db"
    with run_simulation(size=40, tagged=4, delay=0.0) as simulation:
        monkeypatch.setenv("NANOSCOUT_INSTANCES", simulation.url)
        asked = ["--network", "mastodon", "--max-depth", "0", "--seconds-between-requests", "0", "--database", file]
        end = run("discover", f"#{TAG}", *asked, "--pictures")
        assert end.returncode == 0, end.stderr
        assert "Pictures: 4 of 4 kept" in end.stderr.decode()
        assert simulation.asked["/avatar.jpg"] == 4
        nanoscout("discover", f"#{TAG}", *asked)
        assert simulation.asked["/avatar.jpg"] == 4
