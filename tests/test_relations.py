"""Parents and children, couples, managers and clients: they link to each other, and are not one person."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from crawler.claims import with_claims
from crawler.rights.minors import erase_minors
from crawler.rights.people import forget_person, suppress_person
from scoring.brief import Brief
from scoring.judging import rank_database
from scoring.relations import are_said_apart, is_a_parent, is_kept_by_parents, speaks_for_another
from storage.database import Database
from storage.facts import Contact, Fact, Link, Profile
from storage.landing import PageRecord, land_page
from tests.databases import bytes_of, query

NOW = datetime(2026, 11, 20, tzinfo=UTC)
MUM, CHILD = ("instagram", "hannafield"), ("tiktok", "wren.rides")


@pytest.mark.parametrize(
    "bio",
    [
        "Mum of 3 TikTok @claydays", "Mama von zwei Jungs auf TikTok @claydays", "Maman de deux TikTok @claydays",
        "2児のママ TikTok @claydays", "I make pots @claydays", "Mis otras cuentas son @claydays",
        "Mam drugie konto @claydays", "Frau Holle liest @claydays", "Social media manager and potter @claydays",
        "Mgmt: hello@lantern.example TikTok @claydays", "Mamá de dos y lectora @claydays", "Anne reads @claydays",
        "Mum run business 🧺 TikTok @claydays", "Dad jokes daily TikTok @claydays",
    ],
)  # fmt: skip
def test_who_mentions_a_relative_or_a_job_has_a_second_account_as_others_do(bio: str) -> None:
    assert not are_said_apart(("instagram", "kilnhour"), bio, ("tiktok", "claydays"), "Clay")


@pytest.mark.parametrize(
    "bio",
    [
        "Mum of the brave little skater @claydays", "Wife of bladesmith @claydays", "My husband Tom @claydays",
        "Managed by @claydays", "Manager: @claydays", "@claydays's mum", "My daughter's TikTok: @claydays",
        "Mein Mann: @claydays", "Ma femme @claydays", "Mi mujer @claydays", "Жена @claydays", "@claydays annesi",
        "@claydaysのママ", "my big sister is @claydays", "My son @claydays", "My agent is @claydays",
    ],
)  # fmt: skip
def test_whose_relative_or_manager_an_account_is_said_to_be(bio: str) -> None:
    assert are_said_apart(("instagram", "kilnhour"), bio, ("tiktok", "claydays"), "Clay")


def test_a_childs_second_account_stays_with_the_one_that_parents_keep() -> None:
    assert not are_said_apart(CHILD, "13, run by mum", ("instagram", "wrenskates"), "skater")


@pytest.mark.parametrize(
    ("bio", "address_of_another"),
    [("Mum of two hanna.f@gmail.com", False), ("Bookings: hanna.f@gmail.com", False),
     ("Account manager and baker hanna.f@gmail.com", False), ("Ask my mum: hanna.f@gmail.com", True),
     ("Mgmt: hanna.f@gmail.com", True), ("Email my mum at hanna.f@gmail.com", True)],
)  # fmt: skip
def test_whose_address_stands_in_a_bio(bio: str, address_of_another: bool) -> None:
    assert speaks_for_another(bio, "hanna.f@gmail.com") is address_of_another


@pytest.mark.parametrize(
    ("bio", "apart"),
    [
        ("Mum of @wren.rides", True),
        ("Tea. Mum to Wren 🛹", True),
        ("Mama von @wren.rides", True),
        ("Maman de Wren", True),
        ("Wren'in annesi", True),
        ("@wren.rides のママ", True),
        ("👩‍👧 @wren.rides", True),
        ("Daughter: tiktok.com/@wren.rides", True),
        ("Management: @wren.rides", True),
        ("Mum of two. TikTok: @wren.rides", False),
        ("Mum of two | @wren.rides on TikTok", False),
        ("Mum of two 🌿 TikTok: @wren.rides", False),
        ("My other account @wren.rides", False),
        ("Wren here, with my sister", False),
    ],
)
def test_what_a_bio_says_of_an_account_it_names(bio: str, apart: bool) -> None:
    assert are_said_apart(MUM, bio, CHILD, "") is apart
    assert are_said_apart(CHILD, "", MUM, bio) is apart
    assert not are_said_apart(("instagram", "wren.rides"), bio, CHILD, "")


@pytest.mark.parametrize(
    ("bio", "kept"),
    [
        ("13 | run by my mum", True),
        ("Account managed by parents", True),
        ("Parent-run", True),
        ("Von Mama geführt", True),
        ("Compte géré par maman", True),
        ("Cuenta gestionada por mi mamá", True),
        ("ママが運営しています", True),
        ("Ведёт мама", True),
        ("Mum of two, I run a shop", False),
        ("Mum-run bakery in Leeds", False),
        ("Managed by Oatwhistle Talent", False),
    ],
)
def test_who_keeps_an_account(bio: str, kept: bool) -> None:
    assert is_kept_by_parents(bio) is kept
    assert are_said_apart(CHILD, bio, MUM, "Tea") is kept


@pytest.mark.parametrize(
    ("bio", "parent"),
    [("Mum of three", True), ("2児のママ", True), ("Papa von zwei", True), ("my mum is @hanna", False),
     ("mum: @hanna", False), ("mummy's girl", False), ("Wife & mum & baker", True), ("Mama x3", True),
     ("run by mum", False), ("skater", False)],
)  # fmt: skip
def test_who_is_a_parent(bio: str, parent: bool) -> None:
    assert is_a_parent(bio) is parent


def _profile(network: str, handle: str, *links: str, **told: object) -> Profile:
    base = {"network": network, "page": f"https://{network}.example/{handle}", "observed_at": NOW, "handle": handle}
    base |= {"followers": 4_000, "links": [Link(url=link) for link in links], "posts_count": 80}
    return Profile.model_validate({**base, **told})


def _land(database: Database, *facts: Fact) -> None:
    record = PageRecord(facts[0].network, facts[0].page, 1_800_000_000_000, 200, "0", "file", "facts")
    with database.write() as connection:
        land_page(connection, 1, record, with_claims(facts))


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    opened = Database(address)
    yield opened
    opened.close()


def _family(database: Database, mum: str, child: str) -> None:
    to_child, to_mum = "https://www.tiktok.com/@wren.rides", "https://www.instagram.com/hannafield/"
    _land(database, _profile(*MUM, to_child, bio=f"{mum} hanna.f@gmail.com", display_name="Hanna Field"))
    _land(database, _profile(*CHILD, to_mum, bio=f"{child} hanna.f@gmail.com", display_name="Wren"))


@pytest.mark.parametrize(
    ("mum", "child"),
    [("Mum of Wren (tiktok.com/@wren.rides)", "13yo"), ("Tea", "13yo, run by mum"), ("Mum of two", "13yo")],
)
def test_a_child_that_goes_leaves_its_parent_and_no_way_to_itself(database: Database, mum: str, child: str) -> None:
    _family(database, mum, child)
    assert erase_minors(database).number == 1
    assert query(database, "SELECT handle FROM account") == [("hannafield",)]
    assert b"wren.rides" not in bytes_of(database)
    assert query(database, "SELECT COUNT(*) FROM account WHERE bio LIKE '%hanna.f@gmail.com%'") == [(1,)]
    # Nor is the parent suppressed when met again, nor the child brought back.
    _family(database, mum, child)
    assert query(database, "SELECT handle FROM account") == [("hannafield",)]
    assert rank_database(database, Brief())["handle"].to_list() == ["hannafield"]
    assert b"wren.rides" not in bytes_of(database)


def test_who_shares_a_manager_is_not_suppressed_or_rewritten_with_another(database: Database) -> None:
    for network, handle in (("instagram", "ana.ink"), ("instagram", "bo.nib"), ("tiktok", "cy.quill")):
        contact = Contact(network=network, page="p", observed_at=NOW, handle=handle, kind="email",
                          value="pat.deals@gmail.com", where="bio", source_url="p")  # fmt: skip
        _land(database, _profile(network, handle, bio="Ink. pat.deals@gmail.com"), contact)
    assert forget_person(database, "ana.ink@instagram", [])["also"] == []
    bios = query(database, "SELECT handle, bio FROM account ORDER BY handle")
    assert bios == [("bo.nib", "Ink. pat.deals@gmail.com"), ("cy.quill", "Ink. pat.deals@gmail.com")]
    _land(database, _profile("youtube", "dee.pen", bio="pat.deals@gmail.com"))
    assert ("dee.pen",) in query(database, "SELECT handle FROM account")


def test_a_couple_objects_one_by_one(database: Database) -> None:
    to_other = "https://www.tiktok.com/@tomas.forge", "https://www.instagram.com/ines.loom/"
    _land(database, _profile("instagram", "ines.loom", to_other[0], bio="Weaver. Wife of @tomas.forge"))
    _land(database, _profile("tiktok", "tomas.forge", to_other[1], bio="Smith"))
    assert suppress_person(database, "ines.loom@instagram", "asked")["also"] == []
    assert rank_database(database, Brief())["handle"].to_list() == ["tomas.forge"]
