"""Telephones as a way in, like emails: whoever went is known again by theirs, wherever it stands, and named by it."""

from contextlib import closing
from pathlib import Path

import pytest

from crawler.page import Page
from crawler.rights.people import forget_person, name_of, notice_to, subject_person, suppress_person, way_typed
from crawler.settings import Settings
from crawler.sources import open_source
from crawler.sources.recording import Recording
from scoring.contacts.phones import spellings_of
from storage.database import Database
from storage.errors import AmbiguousAccount, NoSuchAccount
from storage.facts import Comment, Contact, Fact, Link, Post, Profile
from storage.landing import PageRecord, land_page
from storage.rights import privacy
from storage.rights.numbers import numbers_in, one_number, spelled, told_in, typed_number
from tests.commands import nanoscout, nanoscout_json
from tests.databases import query
from tests.test_own_addresses import known

ADA = "447700900123"
COMMON = {"page": "https://www.instagram.com/", "observed_at": None}


def land(database: Database, *facts: Fact) -> None:
    """Stores what a page says."""
    with database.write() as connection:
        land_page(connection, 1, PageRecord("instagram", "https://x.example/", 1, 200, "0", "har", "facts"), facts)


def profile(
    handle: str,
    bio: str = "Ink",
    *links: str,
    network: str = "instagram",
    title: str | None = None,
    name: str | None = None,
) -> Profile:
    """A profile with a bio and links."""
    shown = [Link(url=url, title=title) for url in links]
    return Profile(**COMMON, network=network, handle=handle, display_name=name, bio=bio, links=shown, followers=3_000)


def contact(handle: str, value: str, kind: str = "phone", network: str = "instagram") -> Contact:
    """A way to reach somebody, in a field for one."""
    return Contact.model_validate(
        {**COMMON, "network": network, "handle": handle, "kind": kind, "value": value, "where": "x", "source_url": "x"}
    )


LINKS = (
    "https://wa.me/447700900123?text=Hi",
    "https://wa.me/+447700900123",
    "https://api.whatsapp.com/send?phone=447700900123&text=Hello%20you",
    "https://api.whatsapp.com/send/?text=hi&phone=%2B447700900123",
    "whatsapp://send?phone=+447700900123",
    "viber://chat?number=%2B447700900123",
    "tel:+44-7700-900123",
    "sms:+447700900123",
    "https://signal.me/#p/+447700900123",
    "https://t.me/+447700900123",
    "https://l.instagram.com/?u=https%3A%2F%2Fwa.me%2F447700900123&e=AT0",
)
SPELLINGS = (
    "+447700900123", "0044 7700 900123", "+44 (0)7700 900-123", "+44.7700.900.123", "(+44) 7700/900123",
    "\u202a+44 7700 900123\u202c", "＋44 ７７００ ９００１２３", "+44\u00a07700\u2011900123", "٠٠٤٤ ٧٧٠٠ ٩٠٠١٢٣",
)  # fmt: skip


@pytest.mark.parametrize("told", [*LINKS, *SPELLINGS])
def test_one_number_is_one_however_it_is_told(told: str) -> None:
    assert one_number(told) == ADA
    assert ADA in numbers_in(f"Ink & tea ({told}) since 2019")


@pytest.mark.parametrize(
    "told",
    [
        "https://t.me/+AbCd12345678", "https://m.me/100012345678", "https://line.me/R/ti/p/~447700900123",
        "https://www.instagram.com/stories/x/447700900123/", "https://wa.me/message/ABC123", "info", "2024-2025",
        "1 2 3 4 5 6", "a447700900123", "https://shop.example/?id=447700900123",
    ],
)  # fmt: skip
def test_what_is_no_telephone_is_none(told: str) -> None:
    assert told_in(told) == []
    assert not numbers_in(told)


def test_mobiles_of_argentina_and_mexico_are_one_with_and_without_the_digit_of_old() -> None:
    assert one_number("https://wa.me/5491123456789") == one_number("+54 11 2345-6789")
    assert one_number("https://wa.me/5215512345678") == one_number("+52 55 1234 5678")


def test_digits_behind_a_number_and_several_in_a_row_hide_none() -> None:
    for words in ("+44 7700 900123 24/7", "+44 7700 900123 (9-17h)", "+44 7700 900124 / +44 7700 900123"):
        assert ADA in numbers_in(words)
    assert {"07700900123", "07700900124"} <= numbers_in("07700 900123 - 07700 900124")
    assert numbers_in("1 " * 5_000) is not None, "hostile words take no long time"


def test_spellings_of_a_number() -> None:
    assert spellings_of(ADA) == [ADA, "4407700900123", "07700900123"]
    assert spellings_of("07700900123", "GB") == spellings_of("4407700900123") == spellings_of(ADA)
    assert spellings_of("12125550123") == ["12125550123", "2125550123"]
    assert spellings_of("10000000") == []
    assert spelled("20242025") is None, "eight digits are two years as well"


@pytest.mark.parametrize(
    "again",
    [
        contact("quill.and.tea", "https://wa.me/447700900123", "messaging"),
        contact("quill.and.tea", "viber://chat?number=%2B447700900123", "messaging"),
        contact("quill.and.tea", "07700 900123"),
        profile("quill.and.tea", "Tea. WhatsApp 0044 7700 900123, 24/7"),
        profile("quill.and.tea", "Tea 📞 07700 900123"),
        profile("quill.and.tea", "Tea", name="Quill | WA +44 7700 900123"),
        profile("quill.and.tea", "Tea", "https://api.whatsapp.com/send?phone=447700900123"),
    ],
)
@pytest.mark.parametrize(
    "before",
    [
        (profile("ada.inkwell"), contact("ada.inkwell", "+44 (0)7700 900123")),
        (profile("ada.inkwell"), contact("ada.inkwell", "https://wa.me/447700900123", "messaging")),
        (profile("ada.inkwell", "Ink +44 7700 900123 24/7"),),
        (profile("ada.inkwell", "Ink in Leeds, UK. Call 07700 900123"),),
        (profile("ada.inkwell", name="Ada +44 7700 900123"),),
        (profile("ada.inkwell", "Ink", "https://wa.me/447700900123"),),
    ],
)
def test_who_went_is_known_again_by_a_telephone_wherever_it_stands(
    tmp_path: Path, before: tuple[Fact, ...], again: Fact
) -> None:
    database = Database(str(tmp_path / "x.db"))
    land(database, *before)
    assert forget_person(database, "ada.inkwell", [])["rows"]
    land(database, profile("quill.and.tea"), again, profile("bo.nib", "Call +44 7700 900124"))
    assert known(database) == {"bo.nib"}
    land(database, profile("quill.and.tea"))
    assert known(database) == {"bo.nib"}, "known by the new handle from now on"
    database.close()


def test_both_databases_know_somebody_again_by_a_bio(database: Database) -> None:
    land(database, profile("ada.inkwell", "Ink +44 7700 900123"), profile("bo.nib", "Call 0044 7700 900124"))
    land(database, profile("cy.wren", "Birds ٠٠٤٤ ٧٧٠٠ ٩٠٠١٢٤"))
    suppress_person(database, "ada.inkwell", "asked")
    suppress_person(database, "bo.nib", "asked")
    land(database, profile("quill.and.tea", "Tea", "https://wa.me/447700900123"), profile("di.moss", "+447700900124"))
    assert known(database) == {"ada.inkwell", "bo.nib", "cy.wren", "di.moss"}


@pytest.mark.parametrize(
    ("hers", "theirs"),
    [
        ("Ask my mum: +44 7700 900123", ()),
        ("Run by my mum, 0044 7700 900123", ()),
        ("mgmt: +44 7700 900123", ()),
        ("Ink +44 7700 900123", (profile("shop.of.ink", "Ink. 07700 900123"),)),
        ("Ink +44 7700 900123", (profile("shop.of.ink", name="Ink (+44) 7700 900123"),)),
        ("Ink +44 7700 900123", (profile("shop.of.ink", "Ink", "https://wa.me/447700900123"),)),
        ("Ink +44 7700 900123", (contact("shop.of.ink", "tel:+447700900123"),)),
        ("ISBN 978-1-234-56789-7, VAT 447700900123", ()),
        ("Over +10 000 000 views", ()),
    ],
)
def test_a_number_that_is_anothers_too_or_none_keeps_nobody_out(
    tmp_path: Path, hers: str, theirs: tuple[Fact, ...]
) -> None:
    database = Database(str(tmp_path / "x.db"))
    land(database, profile("ada.inkwell", hers), profile("shop.of.ink"), *theirs)
    forget_person(database, "ada.inkwell", [])
    land(database, profile("di.wren", "+44 7700 900123, ISBN 978-1-234-56789-7, over +10 000 000 views"), *theirs)
    assert known(database) == {"di.wren", "shop.of.ink"}
    assert not theirs or "900123" in str(query(database, "SELECT value FROM contact")) or (
        "900123" in str(query(database, "SELECT display_name, bio, links FROM account WHERE handle = 'shop.of.ink'"))
    )  # fmt: skip
    database.close()


def test_a_field_for_a_number_that_the_bio_calls_mums_is_mums_in_any_spelling(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "x.db"))
    land(database, profile("ada.inkwell", "My mum: 0044 7700-900123"), contact("ada.inkwell", "+44 7700 900123"))
    land(database, profile("cy.wren", "Birds", "https://wa.me/447700900125", title="My manager"))
    for handle in ("ada.inkwell", "cy.wren"):
        forget_person(database, handle, [])
    land(database, profile("di.wren", "+44 7700 900123"), profile("ed.moss", "+44 7700 900125"))
    assert known(database) == {"di.wren", "ed.moss"}
    database.close()


def test_a_site_names_whomever_it_likes(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "x.db"))
    land(database, profile("ada.inkwell", "Ink +44 7700 900123"))
    land(database, contact("ink.example", "+44 7700 900123", network="site"))
    suppress_person(database, "ada.inkwell", "asked")
    land(database, profile("quill.and.tea", "+44 7700 900123"))
    assert "quill.and.tea" not in known(database)
    database.close()


def test_nothing_is_looked_at_where_nobody_is_suppressed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(words: str) -> set[str]:
        raise AssertionError(words)

    monkeypatch.setattr(privacy, "numbers_in", refuse)
    database = Database(str(tmp_path / "x.db"))
    land(database, profile("ada.inkwell", "Ink +44 7700 900123"), contact("ada.inkwell", "+44 7700 900123"))
    assert known(database) == {"ada.inkwell"}
    database.close()


@pytest.mark.parametrize(
    "name",
    ["+44 7700 900123", "00447700900123", "+44 (0)7700-900.123", "tel:+447700900123", "https://wa.me/447700900123"],
)
def test_a_person_is_named_by_their_telephone(database: Database, name: str) -> None:
    land(database, profile("ada.inkwell", "Ink, UK", "https://wa.me/447700900123"), profile("bo.nib"))
    land(database, contact("bo.nib", "+1 212-555-0123"), profile("cy.wren", "Call +1 (212) 555-0123"))
    assert subject_person(database, name).handles == ["ada.inkwell"]
    with pytest.raises(AmbiguousAccount, match=r"\+1 212 555 0123 reaches several accounts: name one of bo\.nib@insta"):
        subject_person(database, "+1 212 555 0123")
    assert forget_person(database, name, [])["handle"] == "ada.inkwell"
    assert known(database) == {"bo.nib", "cy.wren"}


def test_a_number_as_at_home_names_whoever_is_at_home_in_that_country(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "x.db"))
    land(database, profile("ada.inkwell", "Ink in Leeds, UK. Call 020 7946 0958"))
    land(database, profile("bo.nib", "Nibs. Roma, Italia 🇮🇹. Tel 020 7946 0959"))
    assert subject_person(database, "+44 20 7946 0958").handles == ["ada.inkwell"]
    assert subject_person(database, "+44 20 7946 0959").rows == {}
    database.close()


def test_who_objected_first_is_forgotten_with_a_number_as_at_home(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "x.db"))
    land(database, profile("ada.inkwell", "Ink in Leeds, UK. Call 020 7946 0958"), profile("bo.nib", "Nibs"))
    post = Post(**COMMON, network="instagram", native_id="1", author_handle="bo.nib", text="Ada is +44 20 7946 0958")
    land(database, post)
    suppress_person(database, "ada.inkwell", "asked")
    assert forget_person(database, "+44 20 7946 0958", [])["handle"] == "ada.inkwell"
    assert query(database, "SELECT text FROM post") == [("Ada is forgotten",)]
    database.close()


@pytest.mark.parametrize("way", [suppress_person, forget_person])
def test_a_number_of_nobody_known_is_told_and_suppressed(database: Database, way: object) -> None:
    land(database, profile("bo.nib"))
    number = "+44 20 7946 0958"
    held = subject_person(database, number)
    assert (held.network, held.handles, held.rows) == ("phone", ["+442079460958"], {})
    done = suppress_person(database, number, "x") if way is suppress_person else forget_person(database, number, [])
    assert (done["network"], done["handle"], done["also"]) == ("phone", "+442079460958", [])
    land(database, profile("ada.inkwell", "Ink"), contact("ada.inkwell", "https://wa.me/442079460958", "messaging"))
    land(database, profile("quill.and.tea", "Tea 020 7946 0958"))
    assert known(database) == {"bo.nib"}


def test_a_handle_of_digits_stays_a_handle(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "x.db"))
    land(database, profile("447700900123"), profile("00447700900124"), profile("ada.inkwell", "+44 7700 900124"))
    assert subject_person(database, "447700900123").handles == ["447700900123"]
    assert subject_person(database, "00447700900124").handles == ["00447700900124"]
    assert subject_person(database, "0044 7700 900124").handles == ["ada.inkwell"]
    with pytest.raises(NoSuchAccount):
        subject_person(database, "447700900125")
    with pytest.raises(
        NoSuchAccount, match=r"^No account 07700 900125 is known\. A telephone is named with its country"
    ):
        subject_person(database, "07700 900125")
    assert typed_number("447700900125") is None
    assert way_typed("ada@inkwell.example") == "email"
    assert name_of("instagram", "ada.inkwell") == "ada.inkwell@instagram"
    database.close()


def test_the_words_about_a_number_of_nobody(tmp_path: Path) -> None:
    at = ("--database", tmp_path / "x.db")
    assert "+442079460958 is suppressed: not crawled" in nanoscout("suppress", "+44 20 7946 0958", *at)
    said = nanoscout("forget", "+44 20 7946 0958", *at)
    assert "+442079460958 is forgotten: 0 rows erased" in said
    assert "Nobody known is reached by +44 20 7946 0958; whoever comes with that telephone is not kept" in said
    said = nanoscout("subject", "+44 20 7946 0958", *at)
    assert "Nothing is held about +442079460958, and nobody known is reached by such a telephone" in said
    assert nanoscout_json("subject", "+44 20 7946 0958", *at)["handles"] == ["+442079460958"]
    with (
        closing(Database(str(tmp_path / "x.db"))) as database,
        pytest.raises(NoSuchAccount, match=r"^\+44\d+ was never"),
    ):
        notice_to(database, "+44 20 7946 0958", Settings(contact="you@brand.example"), brand="Oat", language=None)


def test_others_words_lose_the_number_in_any_spelling(database: Database) -> None:
    common = {**COMMON, "network": "instagram"}
    land(
        database, profile("ada.inkwell", "Ink +44 7700 900123"), profile("bo.nib", "Nibs 07700 900124"),
        Post(**common, native_id="1", author_handle="bo.nib", text="Ring Ada: 0044 (0)7700-900123 or 07700 900123!"),
        Comment(**common, native_id="2", post="1", author_handle="bo.nib", text="wa.me/447700900123, no 1447700900123"),
        Post(**common, native_id="3", author_handle="bo.nib", text="Mine: 07700 900124; 2019-2024"),
        Post(**{**common, "network": "tiktok"}, native_id="4", author_handle="bo.nib", text="Ada's +44 7700 900 123"),
    )  # fmt: skip
    forget_person(database, "ada.inkwell", [])
    texts = {text for (text,) in query(database, "SELECT text FROM post UNION SELECT text FROM comment")}
    assert texts == {
        "Ring Ada: forgotten or forgotten!",
        "wa.me/forgotten, no 1447700900123",
        "Mine: 07700 900124; 2019-2024",
        "Ada's forgotten",
    }
    assert query(database, "SELECT bio FROM account WHERE bio IS NOT NULL") == [("Nibs 07700 900124",)]


def test_a_shared_number_stays_in_the_words_of_whom_it_reaches_too(tmp_path: Path) -> None:
    database = Database(str(tmp_path / "x.db"))
    land(database, profile("ada.inkwell"), contact("ada.inkwell", "+44 7700 900123"))
    land(database, profile("shop.of.ink", "Ink: +44 7700 900123"))
    forget_person(database, "ada.inkwell", [])
    assert query(database, "SELECT bio FROM account") == [("Ink: +44 7700 900123",)]
    database.close()


@pytest.mark.parametrize("name", ["ada.inkwell", "+44 20 7946 0958"])
def test_recordings_lose_the_pages_that_tell_the_number(tmp_path: Path, name: str) -> None:
    database = Database(str(tmp_path / "x.db"))
    number = "+44 7700 900123" if name == "ada.inkwell" else name
    if name == "ada.inkwell":
        land(database, profile("ada.inkwell", f"Ink {number}"))
    file = tmp_path / "run.warc"
    digits = number.replace("+44 ", "").replace(" ", "-")
    with Recording(file) as recording:
        recording.write(Page(url="https://x.example/1", body=f'{{"text": "ring\\n0044 {digits}"}}'.encode()))
        recording.write(Page(url="https://x.example/2", body=b'{"text": "ring 0044 7700-900129"}'))
    assert forget_person(database, name, [file])["recordings"][0]["pages"] == 1
    assert [answer.page.url for answer in open_source(file).answers] == ["https://x.example/2"]
    database.close()
