"""Gathering facts, the brief, the outreach row."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from scoring.brief import Brief, brief_from_toml, load_brief
from scoring.evidence import gather
from scoring.language_names import codes_named
from scoring.lists import LANGUAGES, NETWORKS
from scoring.outreach.named_people import split_name
from scoring.outreach.rows import OUTREACH_COLUMNS, one_month_after, outreach_row
from scoring.ranking.match import query_of
from storage.errors import BadBrief
from storage.facts import Post, Sighting
from tests.scoring.invent import NETWORK, NOW, account, contact, evidence, follow, highlight, one, posts, profile, talk


def test_the_newest_that_is_not_null_wins_field_by_field() -> None:
    old = profile(observed_at=NOW - timedelta(days=9), followers=4_000, bio="Old bio", page="https://old.example/")
    new = profile(followers=None, followers_within=None, bio="New bio", page="https://new.example/")
    for facts in ([old, new], [new, old]):
        found = evidence(list(facts))
        assert found.profile is not None
        assert (found.profile.followers, found.profile.bio) == (4_000, "New bio")
        assert (found.page_of["followers"], found.page_of["bio"]) == ("https://old.example/", "https://new.example/")
        assert found.now == NOW


def test_a_newer_rounded_count_brings_its_rounding() -> None:
    old = profile(observed_at=NOW - timedelta(days=9), followers=4_000, followers_within=0)
    found = evidence([old, profile(followers=5_200, followers_within=50)]).profile
    assert found is not None
    assert (found.followers, found.followers_within) == (5_200, 50)


def test_a_post_seen_twice_counts_once_and_keeps_what_either_says() -> None:
    frame = {"network": NETWORK, "page": "https://insta.example/p/1", "author_handle": "ana.ink"}
    first = Post(**frame, native_id="1", code="abc", likes=3)
    second = Post(**frame, code="abc", comments=5, observed_at=NOW)
    other = Post(**frame, native_id="2", code="abc")
    found = evidence([first, second, other]).posts
    assert [(post.native_id, post.likes, post.comments) for post in found] == [("1", 3, 5), ("2", None, None)]


def test_posts_are_joined_by_native_id_and_those_of_nobody_are_left() -> None:
    nameless = posts(count=1, author_handle=None, author_native_id="id-ana.ink")
    orphan = posts(count=1, author_handle=None, author_native_id="unknown", native_id="x", url=None)
    found = gather([*nameless, *orphan, profile()])
    assert [(e.handle, len(e.posts)) for e in found] == [("ana.ink", 1)]
    seen = Sighting(network=NETWORK, page="p", handle="bo", native_id="unknown", route="hashtag_recent", via="ink")
    assert [e.handle for e in gather([*orphan, seen]) if e.posts] == ["bo"]


def test_comments_stand_under_their_post_and_now_is_the_newest_time() -> None:
    found = evidence([*account(), *talk(others=3, answered=1)])
    assert len(found.comments) == 4
    assert found.now == NOW
    undated = evidence(posts(observed_at=None))
    assert undated.now == NOW - timedelta(days=3)
    assert evidence([profile(observed_at=None)]).now is None


def test_only_sure_nanos_vouch() -> None:
    others = [
        profile("nano"),
        profile("big", followers=90_000),
        profile("edge", followers=10_000, followers_within=500),
    ]
    edges = [follow(name) for name in ("nano", "big", "edge", "unknown", "told")]
    found = next(e for e in gather([profile(), *others, *edges], nanos=[(NETWORK, "told")]) if e.handle == "ana.ink")
    assert found.vouchers == ("nano", "told")


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('wrods = ["ink"]', 'did you mean "words"?'), ("[weights]\nengagment = 2", 'did you mean "engagement"?'),
        ("[groups]\nauthenticity = 0\nfit = 0\nquality = 0", "sum to nothing"), ("words = 3", '"words"'),
        ("=", "not TOML"),
        ('tier_scheme = "mediakit"', 'did you mean "mediakix"?'), ('countries = ["Portugal"]', "two capitals"),
        ("followers = { min = 9, max = 3 }", "above"), ("[weights]\nengagement = -1", "must be 0 or more"),
        ("[weights]\nengagement = nan", "must be a number"), ('exclude_kinds = ["shopp"]', "shop"),
        ('niches = ["beuaty"]', '"beauty"'), ('niches = ["Food/Bakery"]', 'did you mean "food/baking"?'),
        ('languages = ["xx"]', '"xx"'), ('languages = ["German"]', 'did you mean "de"?'),
        ('languages = ["deutsch"]', 'did you mean "de"?'), ('languages = ["Español"]', 'did you mean "es"?'),
        ('languages = ["日本語"]', 'did you mean "ja"?'), ('languages = ["Dutch"]', 'did you mean "nl"?'),
        ('languages = ["EN"]', 'did you mean "en"?'), ('languages = ["en-GB"]', 'did you mean "en"?'),
        ('languages = ["jv"]', 'read as "id"'), ('languages = [""]', 'language ""'),
        ('countries = ["ZZ"]', '"ZZ"'), ('countries = ["UK"]', 'did you mean "GB"?'),
        ('countries = ["pt"]', 'did you mean "PT"?'), ('countries = ["Allemagne"]', 'did you mean "DE"?'),
        ('networks = ["instagran"]', 'did you mean "instagram"?'), ('networks = [""]', 'no network is called ""'),
        ('words = [""]', 'words holds ""'), ('interests = [" "]', 'words holds " "'), ('avoid = ["..."]', '"..."'),
        ('words = ["\u200b"]', "names nothing"), ('like = ["@"]', '"@"'),
        ('words = ["Oats"]\navoid = ["oats"]', "stands in words and in avoid"),
        ('like = ["@a.b"]\ncompetitors = ["a.b"]', "stands in like and in competitors"),
        ('competitors = [""]', "competitors"),
        ('places = ["Xyzzyqq"]', '"Xyzzyqq": name a larger town'), ('places = ["Leedz"]', 'did you mean "Leeds"?'),
        ('campaign = "afiliate"', 'did you mean "affiliate"?'),
        ('require = ["contacts"]', 'did you mean "contact"?'), ('tiers = ["naon"]', 'did you mean "nano"?'),
        ("\n".join(["[weights]", *(f"{s} = 0" for s in (
            "like_rate", "comment_ratio", "follow_ratio", "profile_made", "naming", "tier", "interests", "language",
            "place",
            "creator",
            "engagement", "conversation", "activity", "contactable", "vouched", "highlights",
                "photography", "comments", "restraint"))]), "sum to nothing"),
    ],
)  # fmt: skip
def test_a_bad_brief_is_one_sentence(toml: str, said: str) -> None:
    with pytest.raises(BadBrief) as caught:
        brief_from_toml(toml, "b.toml")
    text = str(caught.value)
    assert text.startswith("b.toml: ")
    assert said in text
    assert "\n" not in text


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('name = "x"\nwords = [“oat flour”]',
         'line 2 has curly quotation marks, and straight ones are needed: write words = ["oat flour"]'),
        ("name = Oatwick Mill", 'line 1 cannot be read: name = Oatwick Mill; write name = "Oatwick Mill"'),
        ("words = [oat flour, #bread]", 'write words = ["oat flour", "#bread"]'),
        ("words = oat flour, bread", 'write words = ["oat flour", "bread"]'),
        ('words = ["oats" "bread"]', 'write words = ["oats", "bread"]'),
        ('# a\nwords = ["oats", "bread"\nname = "x"', "line 2 cannot be read: "),
        ('name: "x"', 'write name = "x"'),
        ('name = "x\nwords = []', 'line 1 cannot be read: name = "x; write name = "x"'),
        ("name = 'it's'", 'write name = "it\'s"'),
        ('words = [\n“oats”,\n]', 'line 2 has curly quotation marks, and straight ones are needed: write "oats",'),
        ('name = "a"\nname = "b"', 'line 2 says "name" a second time: keep one of them'),
        ("followers = { min = 1000, max = 10,000 }", "line 1 is not TOML ("),
        ("name =", "line 1 is not TOML (Invalid value): name ="),
    ],
)  # fmt: skip
def test_a_slip_in_toml_is_told_with_its_line_and_what_to_write(toml: str, said: str) -> None:
    with pytest.raises(BadBrief) as caught:
        brief_from_toml(toml, "b.toml")
    assert str(caught.value).startswith("b.toml: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_every_language_with_a_name_can_be_wished_for() -> None:
    for code in codes_named():
        assert brief_from_toml(f'languages = ["{code}"]').languages == (code,)
    assert set(LANGUAGES) <= set(codes_named())


def test_what_is_known_may_be_wished_for() -> None:
    """A sign is a word, languages beyond the fifteen can be told, places have many names."""
    brief = brief_from_toml(
        'words = ["☕", "C++", "手帳"]\nlanguages = ["sv", "hi"]\ncountries = ["IS"]\nplaces = ["Queens", "Мюнхен"]\n'
    )
    assert brief.words == ("☕", "C++", "手帳")
    from crawler.networks import network_names

    assert set(network_names()) == set(NETWORKS)


def test_briefs_from_files(tmp_path: Path) -> None:
    path = tmp_path / "brief.toml"
    path.write_text('name = "x"\ninterests = ["ink"]\nwords = "pens"\n', "utf-8")
    assert load_brief(path).words == ("pens", "ink")
    assert load_brief(None) == Brief()
    with pytest.raises(BadBrief, match="cannot be read"):
        load_brief(tmp_path / "none.toml")
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadBrief, match="UTF-8"):
        load_brief(path)


def test_the_hash_names_what_can_change_a_score() -> None:
    assert Brief().hash == Brief(name="other").hash == Brief().hash
    assert Brief().hash != Brief(words=("ink",)).hash
    assert len(Brief().hash) == 12


def test_groups_without_weight_drop_out() -> None:
    brief = Brief(groups={"authenticity": 0, "quality": 0})
    assert {name for name, s in one(account(), brief)["signals"].items() if s["weight"]} <= {"tier", "creator"}
    only = Brief(
        weights=dict.fromkeys(["like_rate", "comment_ratio", "comments", "follow_ratio", "profile_made", "naming"], 0.0)
    )
    assert one(account(), only)["groups"]["authenticity"] is None


def test_required_wishes_exclude() -> None:
    brief = Brief(countries=("US",), require=("country", "contact"))
    assert one(account(bio="DM for collabs 🇺🇸"), brief)["excluded"] is None
    assert one(account(bio="DM for collabs"), brief)["excluded"].startswith("country")
    assert one(account(bio="🇺🇸"), brief)["excluded"].startswith("contact")
    assert one(account(), Brief(networks=("mastodon",)))["excluded"].startswith("network")


def test_what_is_avoided_lowers_the_interest() -> None:
    plain, avoiding = Brief(words=("ink",)), Brief(words=("ink",), avoid=("tattoo",))
    facts = account("ana", bio="Ink and tattoo")
    assert one(facts, avoiding, "ana")["score"] < one(facts, plain, "ana")["score"]


def test_what_is_avoided_is_avoided_as_it_stands() -> None:
    """Not all of the field that its words speak of: who wants film and no weddings wants photography."""
    wish = {"words": ("analogue photography",)}
    facts = account("ana", bio="Analogue photography, darkroom and 35mm film")
    plain = one(facts, Brief(**wish), "ana")["signals"]["interests"]["value"]
    assert one(facts, Brief(**wish, avoid=("wedding photography",)), "ana")["signals"]["interests"]["value"] == plain
    weddings = account("ana", bio="Analogue photography, darkroom, wedding photography")
    avoided = one(weddings, Brief(**wish, avoid=("wedding photography",)), "ana")["signals"]["interests"]["value"]
    assert avoided < 0.4 * plain


def test_of_several_words_the_longest_known_decide() -> None:
    def met(words: str) -> dict[str, float]:
        return {term.term: term.weight for term in query_of(Brief(words=(words,)))}

    games = met("indie board games")
    assert games["niche:gaming/tabletop"] == 0.8
    assert games["niche:music/music"] == 0.4
    assert games["board games"] == 0.9
    assert met("vegan baking")["niche:food/vegan"] == met("vegan baking")["niche:food/baking"] == 0.8


def test_a_whole_niche_is_a_frame_where_words_say_what_is_meant() -> None:
    def met(**wish: Any) -> float:
        return {term.term: term.weight for term in query_of(Brief(**wish)) if not term.avoid}["niche:art/pottery"]

    assert met(niches=("art",)) == 1.0
    assert met(niches=("art",), words=("fountain pens",)) == 0.8
    assert met(niches=("art/pottery",), words=("fountain pens",)) == 1.0


def test_an_outreach_row() -> None:
    facts = [*account(post={"sponsors": ["inkwell"]}), contact("ana@ink.example"), highlight("Collabs")]
    seen = Sighting(network=NETWORK, page="p", handle="ana.ink", route="hashtag_top", via="discoverunder10k")
    row = outreach_row(one(facts), evidence([*facts, seen]))
    assert tuple(row) == OUTREACH_COLUMNS
    wanted = {
        "email": "ana@ink.example", "first_name": "Ana", "last_name": "Lima", "full_name": "Ana Lima",
        "handle": "ana.ink",
        "tier": "nano", "followers": 5_230, "er_mode": "full", "posts_n": 12, "last_post_date": "2026-10-29",
        "contact_seen_at": "2026-11-01T12:00:00+00:00", "notice_due_by": "2026-12-01", "channel": "email",
        "past_brands": "inkwell", "discovered_via": "hashtag_top:discoverunder10k", "status": None, "opt_out": None,
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted
    assert row["why_1"]


def test_a_row_of_somebody_hardly_known_is_nearly_empty() -> None:
    facts = posts(count=1, likes=None, comments=None)
    row = outreach_row(one(facts), evidence(facts))
    for name in (
        "email",
        "first_name",
        "followers",
        "tier",
        "er_median",
        "price_low",
        "contact_seen_at",
        "notice_due_by",
        "channel",
    ):
        assert row[name] is None, name


@pytest.mark.parametrize(
    ("display_name", "kind", "names"),
    [
        ("Ana Lima", "creator", ("Ana", "Lima")), ("Ana Lima | stationery", "creator", ("Ana", "Lima")),
        ("José María Ruiz", "creator", ("José", "María Ruiz")), ("ANA LIMA", "creator", (None, None)),
        ("Inky Fingers Studio", "creator", (None, None)), ("Ana", "creator", (None, None)),
        ("ana lima", "creator", (None, None)),
        ("Ana Lima", "shop", (None, None)), ("✨🖋️", "creator", (None, None)), (None, "creator", (None, None)),
        ("The Paper Club", "creator", (None, None)), ("山田 花子", "creator", (None, None)),
        ("Anna-Lena Voß", "creator", ("Anna-Lena", "Voß")), ("Ольга Ветрова", "creator", ("Ольга", "Ветрова")),
        ("सुनीता वर्मा", "creator", ("सुनीता", "वर्मा")), ("نورا الحمد", "creator", ("نورا", "الحمد")),
        ("Sabrina Carpenter", "creator", ("Sabrina", "Carpenter")), ("Rosa Lima", "creator", ("Rosa", "Lima")),
        # two capitalised words, and nobody's name
        ("Chubby Vegetarian", "creator", (None, None)), ("Recetas Fáciles", "creator", (None, None)),
        ("Cuisine Facile", "creator", (None, None)), ("Road Runner", "creator", (None, None)),
        ("Ruby Crochet", "creator", (None, None)), ("Вкусная Кухня", "creator", (None, None)),
        ("J Marques", "creator", (None, None)), ("سبحان الله", "creator", (None, None)),
    ],
)  # fmt: skip
def test_names_are_never_guessed(display_name: str | None, kind: str, names: tuple[str | None, str | None]) -> None:
    assert split_name(display_name, kind) == names


def test_a_month_later() -> None:
    assert one_month_after(date(2026, 1, 31)) == date(2026, 2, 28)
    assert one_month_after(date(2026, 12, 15)) == date(2027, 1, 15)
