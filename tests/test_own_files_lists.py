"""Lists of people who applied or whom a partner sent: CSV and XLSX. On which basis they are kept: test_bases.py."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.networks import all_networks
from crawler.seeds import parse_seeds
from crawler.sources import open_source
from crawler.sources.columns import Column, role_of
from storage.errors import BadSeed, UnknownFormat, UnknownNetwork, UnreadableFile
from storage.facts import Contact, Profile, Sighting
from tests.own_files import TABLE, facts_of, handles, reading_of, save, save_book


def test_a_list_says_who_how_many_and_how_to_reach_them(tmp_path: Path) -> None:
    facts = facts_of(save(tmp_path / "applicants.csv", TABLE))
    odile, ines = (fact for fact in facts if isinstance(fact, Sighting))
    assert (odile.handle, odile.display_name, odile.route, odile.via) == (
        "odile.kiln",
        "Odile Marsh",
        "list",
        "applicants.csv",
    )
    assert (ines.handle, ines.network, ines.observed_at) == ("ines.bakes", "instagram", None)
    profiles = [fact for fact in facts if isinstance(fact, Profile)]
    assert [(one.followers, one.followers_within) for one in profiles] == [(4321, 0), (10_200, 50)]
    assert all(one.display_name is None and one.bio is None for one in profiles)
    contacts = [(one.kind, one.value, one.where, one.source_url) for one in facts if isinstance(one, Contact)]
    assert contacts == [
        ("email", "odile@kiln.example", "list: applicants.csv E-mail", "applicants.csv"),
        ("phone", "+44 7700 900123", "list: applicants.csv Phone", "applicants.csv"),
    ]
    assert "met at the fair" not in repr(facts)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "user_id,username,full_name,followers,following,posts,bio,external_url,is_verified,relatedProfiles/0/username\n"
            "787132001,odile.kiln,Odile Marsh,4321.0,512,210,Potter in Leeds,https://odile.example,False,ines.bakes",
            ("odile.kiln", 4321, 512, 210, "Potter in Leeds", False, ["https://odile.example"]),
        ),
        (
            "Name,Nickname,Platform,Handle,Followers,Followers growth\nTom,tom_of_kiln,Instagram,@odile.kiln,4321,12",
            ("odile.kiln", 4321, None, None, None, None, None),
        ),
        (
            "Handle,New followers,Followers,Posts,Description,Verified\nodile.kiln,12,4321,3,met at the fair,yes",
            ("odile.kiln", 4321, None, None, None, None, None),
        ),
        (
            "username,caption,followers,biography,description,posts\nodile.kiln,Glaze day,4321,Potter,Glaze day,7",
            ("odile.kiln", 4321, None, None, "Potter", None, None),
        ),
        (
            "Instagram,TikTok,Instagram bio,Bio,Instagram followers\nodile.kiln,,Potter,Somebody else,4.3K",
            ("odile.kiln", 4300, None, None, "Potter", None, None),
        ),
    ],
)
def test_a_list_tells_what_its_columns_surely_say_of_a_profile(
    tmp_path: Path, rows: str, expected: tuple[object, ...]
) -> None:
    facts = facts_of(save(tmp_path / "partner.csv", rows), "instagram")
    assert handles(facts) == ["odile.kiln"]
    (one,) = (fact for fact in facts if isinstance(fact, Profile))
    links = None if one.links is None else [link.url for link in one.links]
    told = (one.handle, one.followers, one.following, one.posts_count, one.bio, one.is_verified, links)
    assert told == expected


@pytest.mark.parametrize(
    ("header", "cells", "location"),
    [
        ("Stadt;Land", "Köln;Deutschland", "Köln, Deutschland"),
        ("Your city;Country of residence", "Leeds;gb", "Leeds, 🇬🇧"),
        ("City / Country", "Graz, Österreich", "Graz, Österreich"),
        ("Location;Notes", "東京都;met her", "東京都"),
        ("City;Country", "n/a;AT", "🇦🇹"),
        ("Place;Country", "3;-", None),
        ("Shipping address;Audience country", "Leeds;GB", None),
        ("City;Caption", "Leeds;Glaze day", None),
    ],
)
def test_where_somebody_lives_is_told_of_each_of_their_accounts(
    tmp_path: Path, header: str, cells: str, location: str | None
) -> None:
    facts = facts_of(save(tmp_path / "a.csv", f"Instagram;TikTok;{header}\n@one.a;@two.b;{cells}\n"))
    told = {(fact.handle, fact.location) for fact in facts if isinstance(fact, Profile)}
    assert told == ({("one.a", location), ("two.b", location)} if location else set())


def test_followers_of_a_row_with_several_accounts_are_told_to_be_nobodys(tmp_path: Path) -> None:
    reading = reading_of(save(tmp_path / "a.csv", "Instagram,TikTok,Followers\n@one.a,@two.b,900\n@one.c,,800\n"))
    assert [fact.followers for fact in reading.facts() if isinstance(fact, Profile)] == [800]
    assert [note for note in reading.notes() if "no followers kept for 1 row (2): it has several accounts" in note]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_encoding_and_delimiter(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["Instagram", "Nom complet", "Abonnés"], ["@zoe.m", "Zoé Müller", "900"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    for name in ("liste.csv", "liste.txt"):
        sighting, profile = facts_of(save(tmp_path / name, text, encoding))
        assert isinstance(sighting, Sighting)
        assert isinstance(profile, Profile)
        assert (sighting.handle, sighting.display_name, profile.followers) == ("zoe.m", "Zoé Müller", 900)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Handle", Column("account")),
        ("  USER-NAME ", Column("account")),
        ("user_name", Column("account")),
        ("@", Column("account")),
        ("IG", Column("account", "instagram")),
        ("Insta-Name", Column("account", "instagram")),
        ("What is your Instagram handle?", Column("account", "instagram")),
        ("profileUrl", Column("account")),
        ("Benutzername", Column("account")),
        ("Nom d’utilisateur", Column("account")),
        ("Nombre de usuario", Column("account")),
        ("Kullanıcı adı", Column("account")),
        ("Nazwa użytkownika", Column("account")),
        ("インスタグラムのアカウント", Column("account", "instagram")),
        ("X handle", Column("account", "x")),
        ("YouTube", Column("account", "youtube")),
        ("tik tok username", Column("account", "tiktok")),
        ("How many followers do you have on Instagram?", Column("followers", "instagram")),
        ("Followerzahl", Column("followers")),
        ("Audience size", Column("followers")),
        ("Подписчики", Column("followers")),
        ("Correo electrónico", Column("email")),
        ("E-Mail-Adresse", Column("email")),
        ("Telefonnummer", Column("phone")),
        ("Name", Column("name")),
        ("Vorname", Column("first_name")),
        ("Last name", Column("last_name")),
        ("Plattform", Column("network")),
        ("Do you consent to us contacting you by email?", Column("consent")),
        ("Date of consent", Column("consent_date")),
        ("Email Opt Out", Column("opt_out")),
        ("HasOptedOutOfEmail", Column("opt_out")),
        ("Unsubscribed from all email", Column("opt_out")),
        ("Do not contact", Column("opt_out")),
        ("Consent withdrawn on", Column("opt_out")),
        ("Einwilligung widerrufen", Column("opt_out")),
        ("Opt-in / opt-out", Column("consent")),
        ("Zeitstempel", Column("date")),
        ("Rechtsgrundlage", Column("basis")),
        ("Quelle", Column("source")),
        ("Followers growth (30d)", None),
        ("new_followers", None),
        ("Audience country of followers", None),
        ("Date of birth", Column("birth")),
        ("Geburtsjahr", Column("birth")),
        ("Child's date of birth", None),
        ("Company name", None),
        ("Website URL", None),
        ("Link to your best post", None),
        ("Have you sold things on Instagram before?", None),
        ("realInstalls", None),
        ("facebook_share_count", None),
        ("Instagram likes", None),
        ("https://www.instagram.com/reel/Cabc/?utm_source=ig_web_copy_link", None),
        ("nums/length username", None),
        ("fullname words", None),
        ("name==username", None),
        ("username_has_number", None),
        ("is_business_account", None),
        ("Notes", None),
        ("", None),
    ],
)
def test_columns_are_known_by_name(header: str, expected: Column | None) -> None:
    assert role_of(header) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("odile.kiln", ["odile.kiln"]),
        ("@Odile.Kiln ", ["odile.kiln"]),
        ("https://www.instagram.com/odile.kiln/reels/", ["odile.kiln"]),
        ("instagram.com/odile.kiln", ["odile.kiln"]),
        ("www.instagram.com/odile.kiln?hl=de", ["odile.kiln"]),
        ("see https://instagram.com/odile.kiln.", ["odile.kiln"]),
        ("Odile (@odile.kiln)", ["odile.kiln"]),
        ("odile.kiln@instagram", ["odile.kiln"]),
        ("odile kiln", []),
        ("odile@kiln.example", []),
        ("@a.one / @b.two", []),
        ("https://www.instagram.com/p/DCSf9t3hveZ/", []),
        ("no", []),
        ("n/a", []),
        ("", []),
        ("=1+1", []),
        ("x" * 31, []),
    ],
)
def test_handles_as_people_write_them(tmp_path: Path, cell: str, expected: list[str]) -> None:
    path = save(tmp_path / "a.csv", f'Instagram,Name\n"{cell}",Someone\n')
    assert handles(facts_of(path)) == expected


def test_networks_are_told_never_guessed(tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", "Handle,Platform,Profile link\none.a,Insta,\ntwo.b,,https://instagram.com/two.b\n")
    assert handles(facts_of(path)) == ["one.a", "two.b"]
    bare = save(tmp_path / "b.csv", "Handle\none.a\n")
    with pytest.raises(UnknownNetwork, match=r"b\.csv: its handles name no network: say which with --network"):
        facts_of(bare)
    assert handles(facts_of(bare, "instagram")) == ["one.a"]
    mixed = reading_of(save(tmp_path / "c.csv", "Handle\none.a\nhttps://instagram.com/two.b\n"))
    assert handles(list(mixed.facts())) == ["two.b"]
    assert mixed.notes() == ["c.csv: left out 1 row (2): no network is named; say which with --network."]


def test_one_row_may_name_several_accounts(tmp_path: Path) -> None:
    path = save(
        tmp_path / "a.csv",
        "Instagram,Mastodon,Email,Instagram followers\n@one.a,@one@photos.example,one@a.example,900\n",
    )
    facts = facts_of(path)
    assert [(fact.network, fact.handle) for fact in facts if isinstance(fact, Sighting)] == [
        ("instagram", "one.a"),
        ("mastodon", "one@photos.example"),
    ]
    assert [(fact.network, fact.followers) for fact in facts if isinstance(fact, Profile)] == [("instagram", 900)]
    assert [fact.network for fact in facts if isinstance(fact, Contact)] == ["instagram", "mastodon"]


def test_accounts_on_networks_that_are_not_read_are_counted(tmp_path: Path) -> None:
    reading = reading_of(
        save(
            tmp_path / "a.csv", "Instagram,LinkedIn\n@one.a,linkedin.com/in/one\n@two.b,https://www.linkedin.com/in/b\n"
        )
    )
    assert handles(list(reading.facts())) == ["one.a", "two.b"]
    assert reading.notes() == ["a.csv: 2 accounts on linkedin, which is not read here, left out."]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("4321", (4321, 0)),
        ('"4,321"', (4321, 0)),
        ("10.2K", (10_200, 50)),
        ("1 234", (1234, 0)),
        ("900 followers", (900, 0)),
        ("5k-10k", None),
        ("<10k", None),
        ("10k+", None),
        ("about 900", None),
        ("12.5", None),
        ("many", None),
        ("", None),
    ],
)
def test_followers_are_a_number_or_unknown(tmp_path: Path, cell: str, expected: tuple[int, int] | None) -> None:
    facts = facts_of(save(tmp_path / "a.csv", f"Instagram,Followers\n@one.a,{cell}\n"))
    found = [(one.followers, one.followers_within) for one in facts if isinstance(one, Profile)]
    assert found == ([] if expected is None else [expected])


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["2026-11-01"], [datetime(2026, 11, 1, tzinfo=UTC)]),
        (["2026-11-01T10:00:00+01:00"], [datetime(2026, 11, 1, 9, tzinfo=UTC)]),
        (["01.11.2026"], [datetime(2026, 11, 1, tzinfo=UTC)]),
        (["1/11/2026 10:22:33", "25/12/2026"], [datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 25, tzinfo=UTC)]),
        (["1/11/2026", "12/25/2026"], [datetime(2026, 1, 11, tzinfo=UTC), datetime(2026, 12, 25, tzinfo=UTC)]),
        (["2026/10/03 10:21:44 AM GMT+2"], [datetime(2026, 10, 3, 8, 21, 44, tzinfo=UTC)]),
        (["2026/10/03 10:21:44 pm GMT-5:30"], [datetime(2026, 10, 4, 3, 51, 44, tzinfo=UTC)]),
        (
            ["2026/10/03 9:05", "2026/10/03"],
            [datetime(2026, 10, 3, 9, 5, tzinfo=UTC), datetime(2026, 10, 3, tzinfo=UTC)],
        ),
        (["2026/10/03 10:21:44 vorm. MESZ"], [datetime(2026, 10, 3, tzinfo=UTC)]),
        (["2026/13/03 10:21:44"], [None]),
        (["1/11/2026"], [None]),
        (["25/12/2026", "12/25/2026"], [None, None]),
        (["31.02.2026"], [None]),
        (["last week"], [None]),
    ],
)
def test_dates_are_read_one_way_or_not_at_all(
    tmp_path: Path, cells: list[str], expected: list[datetime | None]
) -> None:
    rows = "".join(f"@one.a{number},{cell}\n" for number, cell in enumerate(cells))
    reading = reading_of(save(tmp_path / "a.csv", f"Instagram,Date\n{rows}"))
    assert [fact.observed_at for fact in reading.facts()] == expected
    assert bool(reading.notes()) is (None in expected)


def test_missing_columns_are_named_with_those_that_are_there(tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", "City;Age;Shoe size\nBerlin;30;40\n")
    with pytest.raises(UnknownFormat, match=r"has no column of handles: .* \(its columns: City, Age, Shoe size\)"):
        open_source(path)
    book = save_book(tmp_path / "a.xlsx", [["City", "Age"], ["Berlin", 30]])
    with pytest.raises(UnknownFormat, match="has no column of handles"):
        open_source(book)
    with pytest.raises(UnknownFormat, match=r"nor a list \(CSV, XLSX\)"):
        open_source(save(tmp_path / "words.txt", "Dear all,\nplease find attached nothing.\n"))


def test_a_long_list_is_read_up_to_its_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.sources.table.MAX_ROWS", 10)
    monkeypatch.setattr("crawler.sources.lists.MAX_ROWS", 10)
    rows: list[list[Any]] = [["Instagram"], *([f"@p.{n}"] for n in range(25))]
    for path in (
        save(tmp_path / "a.csv", "\n".join(row[0] for row in rows)),
        save_book(tmp_path / "a.xlsx", rows),
    ):
        reading = reading_of(path)
        assert len(handles(list(reading.facts()))) == 10
        assert any("only its first 10 rows" in note for note in reading.notes())


def test_odd_tables_do_not_hurt(tmp_path: Path) -> None:
    ragged = save(tmp_path / "a.csv", 'sep=;\n\n;;\nName;Instagram\nOne\n"Two";@two.b;more;and more\n')
    assert handles(facts_of(ragged)) == ["two.b"]
    wide = save(tmp_path / "b.csv", "Instagram," + ",".join("x" * 500) + "\n@one.a" + ",y" * 500 + "\n")
    assert handles(facts_of(wide)) == ["one.a"]
    with pytest.raises(UnreadableFile, match="line 2 is no CSV"):
        open_source(save(tmp_path / "c.csv", "Instagram\n" + "x" * 200_000 + "\n"))
    with pytest.raises(UnreadableFile, match="is empty"):
        open_source(save(tmp_path / "d.csv", " \n\n"))


def test_lists_are_seeds_and_so_are_lines(tmp_path: Path) -> None:
    networks = all_networks()
    table = save(tmp_path / "a.csv", TABLE)
    assert [str(seed) for seed in parse_seeds([str(table)], networks)] == [
        "@odile.kiln@instagram",
        "@ines.bakes@instagram",
    ]
    rows = save(tmp_path / "b.csv", "#slowpottery\n@odile.kiln\nhttps://www.instagram.com/ines.bakes/\n")
    assert [str(seed) for seed in parse_seeds([str(rows)], networks)] == [
        "#slowpottery",
        "@odile.kiln",
        "@ines.bakes@instagram",
    ]
    with pytest.raises(UnknownFormat, match=r"nanoscout discover .*b\.csv"):
        open_source(rows)
    book = save_book(tmp_path / "a.xlsx", [["Instagram"], ["@one.a"]])
    assert [str(seed) for seed in parse_seeds([str(book)], networks)] == ["@one.a@instagram"]
    with pytest.raises(BadSeed, match="names nobody"):
        parse_seeds([str(save(tmp_path / "c.csv", "Instagram,Name\n,Someone\n"))], networks)


@pytest.mark.parametrize(
    ("piped", "seeds"),
    [
        ("Handle,Followers,Platform\nodile.kiln,4321,Instagram\n", ["@odile.kiln@instagram"]),
        ("@odile.kiln\n#slowpottery\n", ["@odile.kiln", "#slowpottery"]),
    ],
)
def test_what_is_piped_is_read_as_a_file_of_it_would_be(
    monkeypatch: pytest.MonkeyPatch, piped: str, seeds: list[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(piped.encode()))))
    assert [str(seed) for seed in parse_seeds(["-"], all_networks())] == seeds


def test_somebody_on_a_server_is_no_blog() -> None:
    assert [str(seed) for seed in parse_seeds(["@Odile@kiln.example"], all_networks())] == ["@odile@kiln.example"]


def test_lines_that_are_no_seeds_are_told_and_the_others_kept(tmp_path: Path) -> None:
    networks = all_networks()
    text = "#slowpottery\nhttps://kiln.example/shop\n\n@odile.kiln\nsomething else\n"
    links = save(tmp_path / "links.txt", text)
    notes: list[str] = []
    assert [str(seed) for seed in parse_seeds([str(links)], networks, notes)] == ["#slowpottery", "@odile.kiln"]
    assert notes[0].startswith(f"{links}, line 2 is left out: https://kiln.example/shop is no profile's address")
    assert notes[1].startswith(f"{links}, line 5 is left out: something else is no seed")
    assert len(notes) == 2
    with pytest.raises(BadSeed, match=r"links\.txt, line 1: "):
        parse_seeds([str(save(links, "nothing\nnobody\n"))], networks, notes)


def test_a_column_of_names_that_are_shown_holds_no_handles(tmp_path: Path) -> None:
    rows = "".join(f"Rio {number} do Sul,Instagram\nPernambuco,Instagram\n" for number in range(10))
    reading = reading_of(save(tmp_path / "a.csv", f"Profile,Network\n{rows}"))
    assert list(reading.facts()) == []
    assert any("shows names rather than handles: Profile" in note for note in reading.notes())
    assert (
        handles(list(reading_of(save(tmp_path / "b.csv", f"Username,Network\n{rows}")).facts())) == ["pernambuco"] * 10
    )


def test_a_row_is_no_name_of_columns(tmp_path: Path) -> None:
    text = "content,platform,author_name\nnice,youtube,Fan1\nwow,instagram,Fan2\nhm,youtube,Fan3\n"
    with pytest.raises(UnknownFormat, match="no column of handles"):
        reading_of(save(tmp_path / "a.csv", text))


@pytest.mark.parametrize("name", ["TikTokApi", "twitter-client", "com.instagram.android", "instagram_scraper"])
def test_programs_named_after_networks_are_no_names_of_columns(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownFormat):
        reading_of(save(tmp_path / "requirements.txt", f"numpy\n{name}\nrequests\npandas\n"))


def test_a_row_with_a_count_names_no_columns(tmp_path: Path) -> None:
    with pytest.raises(UnknownFormat):
        reading_of(save(tmp_path / "terms.csv", "term,count\nink,9\nbluesky,278\nu.s,36\nnibs,4\n"))
