"""One person, several accounts: joined by evidence that can be told, never by an equal handle alone, and undone."""

from collections.abc import Iterator
from datetime import UTC, datetime

import orjson
import pytest

from crawler.claims import account_at, said_in, with_claims
from crawler.crawling.promise import wanted_from
from crawler.rights.minors import erase_minors
from crawler.rights.people import forget_person, suppress_person
from scoring.brief import Brief
from scoring.judging import evidence_of, rank_database, rank_few, refresh_features
from scoring.persons import persons_in
from storage.database import Database
from storage.facts import Claim, Contact, Fact, Link, Post, Profile
from storage.landing import PageRecord, land_page
from storage.outreach import set_status
from storage.persons import Decision, Said, decide, members_of, undecide
from storage.rights.forgetting import forget
from storage.rights.person import find_person
from tests.commands import complaint, nanoscout
from tests.databases import bytes_of

IG, TT, SITE = ("instagram", "miralind"), ("tiktok", "miralind"), ("site", "linktr.ee/miralind")
PENS = ("site", "pens.example")
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def _persons(*said: tuple[tuple[str, str], tuple[str, str], str], decided: tuple[Decision, ...] = ()) -> list[set[str]]:
    claims = [Said(who, target, how) for who, target, how in said]
    found = persons_in(claims, decided)
    assert all(member.why for members in found.values() for member in members)
    return [{f"{one.account[1]}@{one.account[0]}" for one in members} for members in found.values()]


BOTH = {"miralind@instagram", "miralind@tiktok"}


def test_an_equal_handle_alone_joins_nobody() -> None:
    assert _persons() == []
    assert _persons((IG, ("x", "other"), "link"), (TT, ("youtube", "other"), "link")) == []


@pytest.mark.parametrize(
    "said",
    [
        [(IG, ("tiktok", "mira.tt"), "link"), (("tiktok", "mira.tt"), IG, "said")],  # both ways
        [(IG, ("tiktok", "mira.tt"), "verified")],
        [(IG, ("email", "m@m.example"), "email"), (("tiktok", "mira.tt"), ("email", "m@m.example"), "email")],
    ],
)
def test_evidence_joins(said: list[tuple[tuple[str, str], tuple[str, str], str]]) -> None:
    assert _persons(*said) == [{"miralind@instagram", "mira.tt@tiktok"}]


@pytest.mark.parametrize("other", ["Mira.Lind@gmail.com", "miralind+ig@gmail.com", "m.iralind@googlemail.com"])
def test_an_address_is_one_in_every_spelling(database: Database, other: str) -> None:
    """For joining, for finding somebody by it, and for knowing again who objected."""
    _land(database, _profile("instagram", "quill.and.co", bio="Ink, miralind@gmail.com"))
    _land(database, _profile("tiktok", "nibs.daily", bio=f"Nibs, {other}"))
    assert suppress_person(database, "mi.ra.lind@gmail.com", "asked")["also"] == ["nibs.daily@tiktok"]
    _land(database, _profile("youtube", "letters.weekly", bio=f"Letters, {other}"))
    with database.read() as connection:
        found = connection.exec_driver_sql("SELECT handle FROM account WHERE network = 'youtube'").all()
    assert found == []


def test_who_has_an_address_in_another_spelling_shares_it(database: Database) -> None:
    """A club's, or a parent's: whoever stays is not suppressed with who goes."""
    _land(database, _profile("instagram", "quill.and.co", bio="Ink, our.attic@gmail.com"))
    _land(database, _profile("instagram", "nibs.daily", bio="Nibs, ourattic+nibs@gmail.com"))
    assert suppress_person(database, "quill.and.co@instagram", "asked")["also"] == []
    _land(database, _profile("instagram", "nibs.daily", bio="Nibs, ourattic+nibs@gmail.com"))
    known = rank_database(database, Brief())["handle"].to_list()
    assert "nibs.daily" in known
    assert "quill.and.co" not in known


def test_a_link_one_way_joins_only_accounts_of_the_same_name() -> None:
    assert _persons((IG, TT, "link")) == [BOTH]
    assert _persons((IG, ("tiktok", "anders"), "link")) == []
    assert _persons((IG, TT, "said")) == []  # words are no link
    assert _persons((("instagram", "mira"), ("tiktok", "mira"), "link")) == []  # too short to mean anything


def test_the_page_of_links_in_a_bio_is_theirs_unless_others_lead_there_too() -> None:
    assert _persons((IG, SITE, "link_in_bio")) == [{"miralind@instagram", "linktr.ee/miralind@site"}]
    brand = ("site", "linktr.ee/pensandco")
    many = [(("instagram", f"ambassador{n}"), brand, "link_in_bio") for n in range(3)]
    assert _persons(*many) == []


def test_a_brands_site_in_a_bio_is_not_the_persons() -> None:
    assert _persons((IG, PENS, "link")) == []
    # The brand's site lists the creators that it works with.
    lists = [(PENS, ("instagram", f"creator{n}"), "link") for n in range(4)]
    assert _persons((("instagram", "creator1"), PENS, "link"), *lists) == []
    own = ("site", "miralind.example")
    assert _persons((IG, own, "link")) == [{"miralind@instagram", "miralind.example@site"}]
    mail = (("instagram", "inkandpaper"), ("email", "hello@pens.example"), "email")
    assert _persons((("instagram", "inkandpaper"), PENS, "link"), mail) == [
        {"inkandpaper@instagram", "pens.example@site"}
    ]


def test_an_agencys_address_joins_nobody() -> None:
    talent = [
        ((net, f"talent{n}"), ("email", "mira@bigtalent.example"), "email") for n, net in enumerate(("x", "tiktok"))
    ]
    assert _persons(*talent) == []
    many = [(("instagram", f"a{n}"), ("email", "club@mail.example"), "email") for n in range(2)]
    assert _persons(*many) == []  # two accounts of one network


def test_accounts_of_one_network_are_joined_by_hand_only() -> None:
    other = ("instagram", "mira.paints")
    assert _persons((IG, other, "link"), (other, IG, "link")) == []
    assert _persons(decided=(Decision(IG, other, same=True),)) == [{"miralind@instagram", "mira.paints@instagram"}]
    chain = [(TT, IG, "link"), (IG, TT, "link"), (TT, other, "link"), (other, TT, "link")]
    assert sorted(map(sorted, _persons(*chain))) == [["mira.paints@instagram", "miralind@tiktok"]] or _persons(
        *chain
    ) == [BOTH]


def test_what_somebody_took_apart_stays_apart() -> None:
    both = ((IG, TT, "link"), (TT, IG, "link"))
    assert _persons(*both) == [BOTH]
    assert _persons(*both, decided=(Decision(IG, TT, same=False),)) == []
    through = (*both, (IG, SITE, "link_in_bio"), (TT, SITE, "link_in_bio"))
    assert all(not set(BOTH) <= person for person in _persons(*through, decided=(Decision(IG, TT, same=False),)))


# From pages to a shortlist


def _profile(
    network: str, handle: str, *links: str, bio: str = "Ink and paper, letters from Porto", **more: object
) -> Profile:
    values = {"followers": 4_000, "followers_within": 0, "following": 300, "posts_count": 80, **more}
    return Profile.model_validate(
        {
            "network": network,
            "page": f"https://{network}.example/{handle}",
            "observed_at": NOW,
            "handle": handle,
            "display_name": "Mira Lind",
            "bio": bio,
            "links": [Link(url=link) for link in links],
            **values,
        }
    )


def _land(database: Database, *facts: Fact, at: int = 1_800_000_000_000) -> None:
    record = PageRecord(facts[0].network, facts[0].page, at, 200, "0", "file", "facts")
    with database.write() as connection:
        land_page(connection, 1, record, with_claims(facts))


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    opened = Database(address)
    _land(opened, _profile("instagram", "miralind", "https://linktr.ee/miralind"))
    _land(opened, _profile("tiktok", "mira.writes", "https://linktr.ee/miralind", followers=2_000))
    hub = _profile(
        "site",
        "linktr.ee/miralind",
        "https://www.instagram.com/miralind/",
        "https://www.tiktok.com/@mira.writes",
        followers=None,
    )
    common = {"network": "site", "page": hub.page, "observed_at": NOW, "handle": hub.handle}
    mail = Contact(
        **common, kind="email", value="mira@miralind.example", where="link", source_url="https://linktr.ee/miralind"
    )
    _land(opened, hub, mail)
    _land(opened, _profile("instagram", "tove.bakar", bio="Sourdough in Lund"))
    yield opened
    opened.close()


def test_a_person_counts_once_in_a_shortlist_and_brings_her_contacts(database: Database) -> None:
    ranked = rank_database(database, Brief())
    inside = ranked.filter(ranked["excluded"].is_null())
    names = set(zip(inside["network"], inside["handle"], strict=True))
    assert ("instagram", "tove.bakar") in names
    assert len(names & {("instagram", "miralind"), ("tiktok", "mira.writes")}) == 1
    out = ranked.filter(ranked["excluded"] == "same_person").row(0, named=True)
    assert out["same_as"] in ("miralind@instagram", "mira.writes@tiktok")
    assert ranked["rank"].to_list() == list(range(1, len(ranked) + 1))
    assert "site" not in ranked["network"].to_list()
    (evidence,) = evidence_of(database, [("instagram", "miralind")])
    assert [(one.value, one.where, one.source_url) for one in evidence.contacts] == [
        ("mira@miralind.example", "link on linktr.ee/miralind", "https://linktr.ee/miralind")
    ]
    few = rank_few(database, Brief(), [(out["network"], out["handle"])])
    assert few["excluded"].to_list() == ["same_person"]


def test_who_was_renamed_counts_once_by_the_newest_handle(database: Database) -> None:
    """The network's number tells it. The old handle stands out, however well it is placed; never where only a server
    numbers."""
    later = NOW.replace(day=27)
    _land(database, _profile("instagram", "ines.old", native_id="77", followers=5_000))
    _land(database, _profile("instagram", "ines.new", native_id="77", followers=5_100, bio="", observed_at=later))
    for server in ("one.example", "two.example"):
        _land(database, _profile("mastodon", f"pia@{server}", native_id="5"))
    ranked = {row["handle"]: row for row in rank_database(database, Brief()).to_dicts()}
    assert (ranked["ines.old"]["excluded"], ranked["ines.old"]["same_as"]) == ("same_person", "ines.new@instagram")
    assert ranked["ines.new"]["excluded"] is None
    assert {ranked[f"pia@{server}"]["excluded"] for server in ("one.example", "two.example")} == {None}
    with database.read() as connection:
        (why,) = {one.why for members in members_of(connection).values() for one in members if one.now}
    assert why == "ines.old@instagram goes by ines.new@instagram now: the network's own number is the same"
    old, new = (("instagram", f"ines.{which}") for which in ("old", "new"))
    with database.write() as connection:
        decide(connection, old, new, same=False, now=1, note=None, who="ada")
    apart = {row["handle"]: row["excluded"] for row in rank_database(database, Brief()).to_dicts()}
    assert apart["ines.old"] is None


def test_a_join_can_be_undone_and_the_undoing_too(database: Database) -> None:
    def joined() -> list[set[tuple[str, str]]]:
        refresh_features(database)
        with database.read() as connection:
            return [{one.account for one in members} for members in members_of(connection).values()]

    tiktok = ("tiktok", "mira.writes")
    assert joined() == [{IG, tiktok, SITE}]
    with database.write() as connection:
        decide(connection, tiktok, IG, same=False, now=1, note="her sister", who="ada")
    assert all(not {IG, tiktok} <= person for person in joined())
    ranked = rank_database(database, Brief())
    assert "same_person" not in ranked["excluded"].to_list()
    with database.write() as connection:
        assert undecide(connection, IG, tiktok)
    assert joined() == [{IG, tiktok, SITE}]


def test_a_link_that_is_gone_claims_nothing_any_more(database: Database) -> None:
    later = NOW.replace(day=25)
    _land(database, _profile("instagram", "miralind", "https://other.example/", observed_at=later))
    _land(database, _profile("site", "linktr.ee/miralind", followers=None, observed_at=later))
    refresh_features(database)
    with database.read() as connection:
        (members,) = members_of(connection).values()
    assert {one.account for one in members} == {("tiktok", "mira.writes"), SITE}


def test_the_forgotten_leave_no_claim_and_no_words_about_them(database: Database) -> None:
    refresh_features(database)
    with database.write() as connection:
        forget(connection, find_person(connection, "instagram", "miralind"))
    database.erase_remnants()
    content = bytes_of(database)
    assert b"miralind@instagram" not in content
    assert b"instagram.com/miralind" not in content
    _land(database, _profile("tiktok", "mira.writes", "https://www.instagram.com/miralind/"))
    with database.read() as connection:
        claims = connection.exec_driver_sql("SELECT target_handle FROM claim WHERE target_network = 'instagram'").all()
    assert claims == []


def test_who_objects_or_goes_does_so_with_all_their_accounts_also_before_any_ranking(database: Database) -> None:
    done = suppress_person(database, "miralind@instagram", "asked")
    assert sorted(done["also"]) == ["linktr.ee/miralind@site", "mira.writes@tiktok"]
    assert rank_database(database, Brief())["handle"].to_list() == ["tove.bakar"]
    assert sorted(forget_person(database, "miralind@instagram", [])["also"]) == sorted(done["also"])
    content = bytes_of(database)
    assert [trace for trace in (b"miralind", b"mira.writes", b"Mira Lind") if trace in content] == []


def test_a_minor_goes_with_all_their_accounts(database: Database) -> None:
    links = "https://www.tiktok.com/@wren.rides", "https://www.instagram.com/wrenfield.skates"
    _land(database, _profile("instagram", "wrenfield.skates", links[0], bio="13yo skater", display_name="Wren"))
    _land(database, _profile("tiktok", "wren.rides", links[1], bio="Skating by the sea", display_name="Wren"))
    assert erase_minors(database).number == 1
    content = bytes_of(database)
    assert [trace for trace in (b"wrenfield", b"wren.rides", b"by the sea") if trace in content] == []
    _land(database, _profile("tiktok", "wren.rides", bio="Skating by the sea"))
    assert b"wren.rides" not in bytes_of(database)


def test_others_words_on_other_networks_mean_nobody_who_went(database: Database) -> None:
    page = "https://www.youtube.com/watch?v=a"
    common = {"network": "youtube", "page": page, "observed_at": NOW, "native_id": "a", "author_handle": "bo.nib"}
    words = (
        "By https://www.instagram.com/miralind/, instagram.com/_u/miralind and tiktok.com/@mira.writes "
        "(linktr.ee/miralind, mira@miralind.example); with instagram.com/miralindquist, @miralind "
        "and notinstagram.com/miralind"
    )
    _land(
        database, Post(**common, text=words), _profile("youtube", "bo.nib", bio="Ink. Sister: instagram.com/miralind")
    )
    with database.write() as connection:
        set_status(connection, "youtube", "bo.nib", "spring", "contacted", note="see instagram.com/miralind", now=1)
    forget_person(database, "miralind@instagram", [])
    with database.read() as connection:
        left = connection.exec_driver_sql("SELECT text FROM post").scalar_one()
        note = connection.exec_driver_sql("SELECT note FROM outreach").scalar_one()
    assert left == (
        "By https://www.instagram.com/forgotten/, instagram.com/_u/forgotten and tiktok.com/@forgotten (forgotten, "
        "forgotten); with instagram.com/miralindquist, @miralind and notinstagram.com/miralind"
    )
    assert note == "see instagram.com/forgotten"
    # Nor do those who name them bring them back.
    sister = _profile("youtube", "cy.wren", "https://www.instagram.com/miralind/", bio="Sister: instagram.com/miralind")
    _land(database, sister)
    with database.read() as connection:
        query = "SELECT bio, links FROM account WHERE handle = 'cy.wren'"
        bio, links = connection.exec_driver_sql(query).one()
    assert (bio, "miralind" in links) == ("Sister: instagram.com/forgotten", False)


def test_the_verbs(database: Database) -> None:
    name, both = database.name, ("miralind@instagram", "mira.writes@tiktok")
    lines = nanoscout("--database", name, "persons", "--json").splitlines()
    (person,) = [orjson.loads(line) for line in lines]
    assert {one["handle"] for one in person["accounts"]} == {"miralind", "mira.writes", "linktr.ee/miralind"}
    assert all(one["why"] for one in person["accounts"])
    said = nanoscout("--database", name, "split", *both, "--note", "her sister")
    assert "not counted as one person" in said
    said = nanoscout("--database", name, "join", *both)
    assert "are counted as one person" in said
    shown = nanoscout("--database", name, "show", both[0])
    assert "mira.writes@tiktok" in shown
    assert "joined by hand" in shown
    assert "same account" in complaint("--database", name, "join", both[0], both[0], code=7)


# What a profile claims


@pytest.mark.parametrize(
    ("address", "account"),
    [
        ("https://www.instagram.com/mira.lind/?hl=en", ("instagram", "mira.lind")),
        ("instagram.com/mira.lind", ("instagram", "mira.lind")),
        ("https://www.youtube.com/@MiraLind/videos", ("youtube", "miralind")),
        ("https://ink.example/@mira", ("mastodon", "mira@ink.example")),
        ("https://facebook.com/mira.lind", ("facebook", "mira.lind")),
        ("https://m.facebook.com/photo/?fbid=3000000000000000", None),
        ("https://old.reddit.com/user/mira_lind", ("reddit", "mira_lind")),
        ("https://linktr.ee/mira", ("site", "linktr.ee/mira")),
        ("https://www.instagram.com/p/Cabc/", None),
        ("https://www.amazon.com/hz/wishlist/x", None),
    ],
)
def test_whom_an_address_means(address: str, account: tuple[str, str] | None) -> None:
    assert account_at(address) == account


@pytest.mark.parametrize(
    ("bio", "said"),
    [
        ("IG: @mira.lind | TikTok @mira_tt", [("instagram", "mira.lind"), ("tiktok", "mira_tt")]),
        ("insta: miralind\nink", [("instagram", "miralind")]),
        ("yt - mira123", [("youtube", "mira123")]),
        ("X: great things happen", []),
        ("I love tiktok and snap peas", []),
        ("insta: coming back soon", []),
        ("my sister @mira.lind", []),
    ],
)
def test_accounts_that_a_bio_names_in_words(bio: str, said: list[tuple[str, str]]) -> None:
    assert [(network.name, handle) for network, handle in said_in(bio)] == said


def test_pages_of_somebody_in_the_band_are_wanted_only_where_the_run_asks_them() -> None:
    def wanted(profile: Profile, asked: tuple[str, ...]) -> set[tuple[str, str, str]]:
        found = wanted_from(
            with_claims([profile]),
            depth=0,
            band=(1_000, 10_000),
            source_followers=None,
            host_of=lambda *target: target[2],
            asked=asked,
        )
        return {(one.network, one.kind, one.key) for one in found if one.network != profile.network}

    links = ("https://linktr.ee/mira", "https://www.tiktok.com/@mira")
    nano, celebrity = _profile("instagram", "mira", *links), _profile("instagram", "star", *links, followers=900_000)
    assert wanted(nano, ("instagram", "site")) == {("site", "site", "linktr.ee/mira")}
    assert wanted(nano, ("site", "tiktok")) == {("site", "site", "linktr.ee/mira"), ("tiktok", "account", "mira")}
    assert wanted(celebrity, ("site", "tiktok")) == set()
    assert wanted(nano, ()) == set()


def test_a_claim_without_a_known_target_is_no_fact() -> None:
    stated = Claim(network="site", page="p", handle="mira.example", url="https://www.amazon.com/x", how="rel_me")
    assert with_claims([stated]) == []
