"""Instagram's reader where a table says more than a fixture: counts, ids, hidden likes, addresses, hostile bodies."""

import time
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from crawler.networks.instagram import NETWORK
from crawler.networks.instagram.values import code_of_id, id_of_code, moment, plain_link, time_of_id
from crawler.networks.network import Options, Target
from crawler.page import Page
from storage.errors import BadSeed, UnreadablePage
from storage.facts import Block, Comment, Fact, Post, Profile, Sighting

PROFILE_ADDRESS = "https://www.instagram.com/ada.example/"


def read_json(value: Any, url: str = "answer.json", **more: Any) -> list[Fact]:
    return NETWORK.read(Page(url=url, body=orjson.dumps(value), **more))


def only(facts: list[Fact], kind: type[Fact]) -> Any:
    found = [fact for fact in facts if isinstance(fact, kind)]
    assert len(found) == 1, facts
    return found[0]


def _head(description: str) -> bytes:
    return (
        f'<html><head><meta property="og:description" content="{description}">'
        f'<meta property="og:url" content="{PROFILE_ADDRESS}"></head></html>'
    ).encode()


@pytest.mark.parametrize(
    ("description", "followers", "within", "following", "posts"),
    [
        ("8,412 Followers, 47 Following, 1,006 Posts - See Instagram photos", 8412, 0, 47, 1006),
        ("11K Followers, 47 Following, 1,006 Posts - See Instagram photos", 11_000, 500, 47, 1006),
        ("1m followers, 222 following, 6,000 posts - x", 1_000_000, 500_000, 222, 6000),
        ("10.2K Followers, 1.1K Following, 12 Posts - x", 10_200, 50, None, 12),
        ("1.234 follower, 200 seguiti, 90 post - x", 1234, 0, 200, 90),
        ("11 mil seguidores, 47 seguidos, 1.006 publicaciones - x", 11_000, 500, 47, 1006),
        ("1,2 M d’abonnés, 3 suivi(e)s, 20 publications - x", 1_200_000, 50_000, 3, 20),
        ("11 B Takipçi, 47 Takip, 90 Gönderi - x", 11_000, 500, 47, 90),
        ("フォロワー1.1万人、フォロー中47人、投稿20件 - x", 11_000, 500, 47, 20),
        ("12 tis. sledujících, 4 sleduje, 9 příspěvků - x", 12_000, 500, 4, 9),
        ("1,2 mil. sledujících, 4 sleduje, 9 příspěvků - x", 1_200_000, 50_000, 4, 9),
        ("١٬٢٣٤ متابعًا، ٥٦٧ يتابع، ٨٩ منشورًا - x", 1234, 0, 567, 89),
        ("12,3 тис. читачів, 567 відстежуються, 89 дописів — x", 12_300, 50, 567, 89),
        ("1.2 लाख फ़ॉलोअर, 567 फ़ॉलो कर रहे हैं, 89 पोस्ट - x", 120_000, 5_000, 567, 89),
        ("12 N người theo dõi, Đang theo dõi 567 người dùng, 89 bài viết - x", 12_000, 500, 567, None),
        ("1.2 萬位粉絲、567 人追蹤中、89 則貼文 - x", 12_000, 500, 567, 89),
        ("11 Xq Followers, 47 Following, 20 Posts - x", None, None, 47, 20),
        ("\u200e8,412 Followers, 47 Following, 2 Posts\u200e - x", 8412, 0, 47, 2),
    ],
)
def test_og_counts_are_read_as_rounded_as_they_are(
    description: str, followers: int | None, within: int | None, following: int | None, posts: int | None
) -> None:
    profile = only(NETWORK.read(Page(url="saved.html", body=_head(description))), Profile)
    assert profile.handle == "ada.example"
    assert (profile.followers, profile.followers_within) == (followers, within)
    assert (profile.following, profile.posts_count) == (following, posts)


def test_a_posts_og_tags_are_read_without_an_address_of_their_own() -> None:
    head = (
        '<html><head><meta property="og:title" content="Ada on Instagram: &quot;fog! #hills&quot;" />'
        '<meta property="og:description" content="1,073 likes, 1.5K comments - ada.example on June 23, 2026: '
        '&quot;fog! #hills&quot;. " /></head></html>'
    )
    post = only(NETWORK.read(Page(url="https://www.instagram.com/p/DCSf5VihWsM/", body=head.encode())), Post)
    assert (post.code, post.author_handle, post.text) == ("DCSf5VihWsM", "ada.example", "fog! #hills")
    assert (post.likes, post.comments, post.hashtags) == (1073, None, ["hills"])


def _item(**more: Any) -> dict[str, Any]:
    return {"code": "DCSf5VihWsM", "taken_at": 1790000000, "user": {"pk": 1, "username": "ada.example"}, **more}


@pytest.mark.parametrize(
    ("item", "likes"),
    [
        (_item(like_count=-1), None),
        (_item(), None),
        (_item(like_count=3, like_and_view_counts_disabled=True), None),
        (_item(like_count=2, like_and_view_counts_disabled=True), None),
        (_item(like_count=3), None),
        (_item(like_count=3, like_and_view_counts_disabled=False), 3),
        (_item(like_count=2), 2),
        (_item(like_count=61, like_and_view_counts_disabled=True), 61),
        (_item(edge_media_preview_like={"count": -1}), None),
        (_item(edge_media_preview_like={"count": 3}), 3),
        (_item(like_count=True), None),
        (_item(likes=61), 61),  # instaloader's files and home-made ones
        (_item(like_count=61, expiring_at=None), 61),  # every post's key in answers of 2025
        (_item(like_count="61"), 61),  # tools write counts as text, and data frames as floats
        (_item(like_count="6.1K"), None),
        (_item(like_count="-1"), None),
        (_item(like_count=2**63), None),
        (_item(like_count=61.0), 61),
        (_item(like_count=61.5), None),
    ],
)
def test_hidden_likes_are_unknown(item: dict[str, Any], likes: int | None) -> None:
    assert only(read_json(item), Post).likes == likes


def test_codes_and_ids_spell_each_other() -> None:
    assert id_of_code("DdEo7DPG8x2") == "3982487950286638198"
    assert code_of_id("3982487950286638198") == "DdEo7DPG8x2"
    assert id_of_code("DdEo7DPG8x2" + "x" * 28) == "3982487950286638198"  # a private post's code carries a key
    assert id_of_code("_" * 12) is None
    assert time_of_id("3982487950286638198") == datetime(2026, 9, 9, 15, 59, 40, 919000, UTC)
    assert time_of_id("4211") is None


@pytest.mark.parametrize("value", [0, -5, 10**12, True, "soon", "2026-01-01T00:00:00", None, [1790000000], 1e300])
def test_impossible_times_are_unknown(value: Any) -> None:
    assert moment(value) is None


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("https://l.instagram.com/?u=https%3A%2F%2Fada.example%2Fshop&e=AT", "https://ada.example/shop"),
        ("ada.example/shop", "https://ada.example/shop"),
        ("http://ada.example", "http://ada.example"),
        ("https://l.instagram.com/?u=https%3A%2F%2Fl.instagram.com%2F%3Fu%3Dx", None),
        ("javascript:alert(1)", None),
        ("ftp://ada.example/", None),
        ("not a link", None),
        ("http://[broken", None),
        (17, None),
    ],
)
def test_profile_links_are_plain(written: Any, link: str | None) -> None:
    assert plain_link(written) == link


def test_links_are_unknown_without_a_key_and_empty_with_an_empty_one() -> None:
    user = {"username": "ada.example", "follower_count": 5}
    assert only(read_json(user), Profile).links is None
    assert only(read_json({**user, "bio_links": [], "external_url": None}), Profile).links == []


def test_a_stub_is_a_sighting_and_no_profile() -> None:
    facts = read_json({"users": [{"pk": "5", "username": "Ada.Example", "full_name": "Ada"}], "status": "ok"})
    assert [type(fact) for fact in facts] == [Sighting]
    assert only(facts, Sighting).handle == "ada.example"


def test_the_richest_of_several_sightings_wins_and_nothing_is_lost() -> None:
    facts = read_json(
        [
            {"username": "ada.example", "follower_count": 10, "full_name": "A", "is_private": False},
            {"username": "ada.example", "follower_count": 12, "biography": "x", "following_count": 3, "media_count": 4},
        ]
    )
    profile = only(facts, Profile)
    assert (profile.followers, profile.bio, profile.is_private) == (12, "x", False)


def test_owners_known_by_id_find_their_handle_on_the_same_page() -> None:
    facts = read_json(
        [
            {"shortcode": "DCSf5VihWsM", "taken_at_timestamp": 1790000000, "owner": {"id": "77"}},
            {"id": "77", "username": "ada.example", "edge_followed_by": {"count": 4}},
        ]
    )
    post = only(facts, Post)
    assert (post.author_handle, post.author_native_id) == ("ada.example", "77")


def test_a_post_without_an_owner_is_not_given_the_pages() -> None:
    facts = read_json(_item(user=None), url="https://www.instagram.com/api/v1/media/1/info/", document=PROFILE_ADDRESS)
    assert only(facts, Post).author_handle is None


def test_stories_are_no_posts() -> None:
    assert read_json({"items": [_item(product_type="story", expiring_at=1790086400)]}) == []


def test_the_person_who_looked_is_not_read() -> None:
    viewer = {"username": "me.example", "biography": "x", "follower_count": 1, "email": "me@me.example"}
    assert read_json({"config": {"viewer": viewer}, "viewer": viewer, "form_data": viewer}) == []


def test_a_reply_names_the_comment_that_it_answers() -> None:
    reply = {"pk": "3", "text": "and you?", "created_at": 1790000000, "user": {"pk": "1", "username": "ada.example"}}
    parent = {**reply, "pk": "2", "text": "hello", "preview_child_comments": [reply]}
    answered = {**reply, "pk": "4", "parent_comment_id": "2", "replied_to_comment_id": "3"}
    facts = read_json({"comments": [parent, answered]}, url="https://www.instagram.com/api/v1/media/99_1/comments/")
    comments = [fact for fact in facts if isinstance(fact, Comment)]
    assert [(comment.native_id, comment.reply_to, comment.post) for comment in comments] == [
        ("2", None, "99"),
        ("3", "2", "99"),
        ("4", "3", "99"),
    ]


def test_a_page_with_facts_and_a_gate_gives_both() -> None:
    gated = {"pk": "9", "code": "DCSf5VihWsM", "if_not_gated_logged_out": None, "gating_ruling": {"title": "Age"}}
    facts = read_json({"data": {"xig_polaris_media": gated, "also": {"username": "ada.example", "follower_count": 4}}})
    assert [type(fact) for fact in facts] == [Profile, Block]


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (
            Page(url=PROFILE_ADDRESS, body=b"", status=302, headers={"location": "/accounts/login/?next=/x/"}),
            "login_wall",
        ),
        (
            Page(url=PROFILE_ADDRESS, body=b"", status=302, headers={"location": "https://www.instagram.com/"}),
            "login_wall",
        ),
        (Page(url=PROFILE_ADDRESS, body=b"", status=429), "rate_limit"),
        (Page(url=PROFILE_ADDRESS, body=b"<html>slow down</html>", status=429), "rate_limit"),
        (Page(url=PROFILE_ADDRESS, body=b"{broken", status=503), "error"),
        (Page(url=PROFILE_ADDRESS, body=b"", status=404), "gone"),
        (Page(url=PROFILE_ADDRESS, body=b"", status=403), "refused"),
        (Page(url=PROFILE_ADDRESS, body=b"<html><head><title>Instagram</title></head></html>"), "shell"),
        (Page(url=PROFILE_ADDRESS, body=b'for (;;);{"error":1357001,"errorSummary":"Not Logged In"}'), "login_wall"),
        (Page(url=PROFILE_ADDRESS, body=b'{"data":{"user":null,"viewer":{"user":null}}}'), "gone"),
        (Page(url=PROFILE_ADDRESS, body=b'{"data":{"xdt_shortcode_media":null},"status":"ok"}'), "hidden"),
        (
            Page(url=PROFILE_ADDRESS, body=b'{"errors":[{"message":"Rate limit exceeded","code":1675004}]}'),
            "rate_limit",
        ),
    ],
)
def test_each_refusal_has_its_name(page: Page, kind: str) -> None:
    assert only(NETWORK.read(page), Block).kind == kind


@pytest.mark.parametrize(
    "page",
    [
        Page(url="https://www.instagram.com/api/v1/web/likes/1/like/", body=b'{"status":"ok"}', method="POST"),
        Page(url="https://static.cdninstagram.com/a.css", body=b".x{color:red}"),
        Page(url="https://www.instagram.com/x", body=b"", status=204),
        Page(url="https://www.instagram.com/x", body=b'{"items":[],"num_results":0,"status":"ok"}'),
        Page(
            url="https://www.instagram.com/explore/tags/x/", body=b"", status=302, headers={"location": "/popular/x/"}
        ),
    ],
)
def test_what_is_no_content_is_nothing(page: Page) -> None:
    assert NETWORK.read(page) == []


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested|depth"),
        (b"[" + b",".join([b"[" * 990 + b"1" + b"]" * 990] * 2_000) + b"]", "nested deeper than 200"),
        (b'{"a":' * 999 + b"1" + b"}" * 999, "nested deeper than 200"),
        (b'{"username":"ada.example","follower_count":NaN}', "not JSON"),
        (b'{"follower_count":' + b"9" * 5_000 + b"}", "not JSON"),
        (b'{"a":1}\n{"b":', "line 2 is not JSON"),
        (b"<html><script>window._sharedData = {" + b'\\"' * 500_000, "_sharedData is not JSON"),
        (b'<html><script type="application/json">{"a":</script>', "a script of the page is not JSON"),
    ],
)
def test_unreadable_pages_say_why_and_soon(body: bytes, reason: str) -> None:
    started = time.process_time()
    with pytest.raises(UnreadablePage, match=reason) as caught:
        NETWORK.read(Page(url="saved", body=body))
    assert "\n" not in str(caught.value)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "body",
    [
        b"<html>" + b'<meta content="' * 100_000,
        b"<html><script>x " + b".handle({" * 100_000,
        b"<html><script>x " + b"contextJSON" * 100_000,
        b"<html><script>x " + b'\\"contextJSON\\":\\"' * 100_000,
        b"<html>" + b"<script>{" * 100_000,
    ],
)
def test_hostile_markup_ends_soon(body: bytes) -> None:
    started = time.process_time()
    assert NETWORK.read(Page(url="saved.html", body=body)) == []
    assert time.process_time() - started < 2


def test_half_an_emoji_is_replaced() -> None:
    body = b'{"username":"ada.example","biography":"bye \\ud83d","follower_count":3}'
    assert only(NETWORK.read(Page(url="x", body=body)), Profile).bio == "bye \ufffd"


def test_other_networks_are_not_recognised() -> None:
    mastodon = {"id": "1", "username": "ada", "acct": "ada", "followers_count": 3, "statuses_count": 1}
    assert not NETWORK.recognises(Page(url="x", body=orjson.dumps(mastodon)))
    blog = b'<html><head><title>My blog</title></head><a href="https://www.instagram.com/ada.example/">me</a></html>'
    assert not NETWORK.recognises(Page(url="x", body=blog))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.instagram.com/Ada.Example/", "ada.example"),
        ("https://instagram.com/_u/ada.example", "ada.example"),
        ("https://m.instagram.com/ada.example?igsh=abc", "ada.example"),
        ("instagram.com/ada.example/reels/", "ada.example"),
        ("https://www.instagram.com/ada.example/p/DCSf5VihWsM/", "ada.example"),
        ("https://www.instagram.com/p/DCSf5VihWsM/", None),
        ("https://www.instagram.com/reel/DCSf5VihWsM/", None),
        ("https://www.instagram.com/explore/tags/x/", None),
        ("https://www.instagram.com/stories/ada.example/1/", None),
        ("https://www.instagram.com/", None),
        ("https://notinstagram.com/ada.example/", None),
        ("https://www.instagram.com.evil.example/ada.example/", None),
        ("http://[broken", None),
    ],
)
def test_handle_of_an_address(address: str, name: str | None) -> None:
    assert NETWORK.handle_of(address) == name


def test_handles_are_cleaned_and_asked_for() -> None:
    assert NETWORK.clean_handle(" @Ada.Example ") == "ada.example"
    assert NETWORK.clean_handle("https://www.instagram.com/ada.example/") == "ada.example"
    for impossible in ("", "@", "ada example", "a" * 31, "https://www.instagram.com/p/DCSf5VihWsM/"):
        with pytest.raises(ValueError, match="no Instagram handle"):
            NETWORK.clean_handle(impossible)
    targets = [
        Target("instagram", "hashtag", "café"),
        Target("instagram", "account", "ada.example"),
        Target("instagram", "post", "DCSf5VihWsM"),
    ]
    asked = [NETWORK.ask(target, Options())[0].url for target in targets]
    assert asked == [
        "https://www.instagram.com/explore/tags/caf%C3%A9/",
        "https://www.instagram.com/ada.example/",
        "https://www.instagram.com/p/DCSf5VihWsM/",
    ]
    with pytest.raises(BadSeed):
        NETWORK.ask(Target("instagram", "hashtag", " "), Options())
    assert not NETWORK.ready(Options()).ready


@pytest.mark.parametrize(
    "answer",
    [
        {"message": "checkpoint_required", "checkpoint_url": "/challenge/1/x/", "lock": False, "status": "fail"},
        {"message": "Please wait a few minutes before you try again.", "require_login": True, "status": "fail"},
        {"message": "login_required", "status": "fail"},
        {
            "error": {
                "message": "Application request limit reached",
                "type": "OAuthException",
                "code": 4,
                "fbtrace_id": "A",
            }
        },
    ],
)
def test_a_saved_refusal_is_known_by_its_words(answer: dict[str, Any]) -> None:
    page = Page(url="answer.json", body=orjson.dumps(answer))
    assert NETWORK.recognises(page)
    assert [fact.fact for fact in NETWORK.read(page)] == ["block"]


def test_a_refusal_in_anybodys_words_is_nobodys() -> None:
    assert not NETWORK.recognises(Page(url="answer.json", body=b'{"status": "fail", "message": "no"}'))


@pytest.mark.parametrize("script", ["PolarisViewer", "CurrentUserInitialData"])
def test_the_account_that_looked_is_nobody_of_the_page(script: str) -> None:
    looker = {"username": "own.name", "id": "41", "full_name": "Own", "is_private": False, "biography": ""}
    user = {"username": "ada.example", "pk": "42", "follower_count": 4600, "biography": "", "full_name": "Ada"}
    value = {"require": [[script, [], {"data": looker}, 7365], ["Other", [], {"data": {"user": user}}, 1]]}
    value["xdt_viewer"] = {"user": looker}  # type: ignore[assignment]
    assert only(read_json(value), Profile).handle == "ada.example"


def test_who_is_pictured_on_another_network_is_none_of_instagrams() -> None:
    account = {
        "username": "ada.example",
        "follower_count": 4600,
        "biography": "",
        "avatar_url": "https://pbs.twimg.com/a",
    }
    assert read_json({"users": [account]}) == []


@pytest.mark.parametrize(
    "counts",
    [
        "120 likes, 5 comments - ada.example on May 5, 2024",
        "120 Me gusta, 5 comentarios - ada.example el 5 de mayo de 2024",
        "120 J’aime, 5 commentaires - ada.example le 5 mai 2024",
        "120 Mi piace, 5 commenti - ada.example il 5 maggio 2024",
        "120 suka, 5 komentar - ada.example pada 5 Mei 2024",
        "120 vind-ik-leuks, 5 opmerkingen - ada.example op 5 mei 2024",
    ],
)
def test_a_post_in_the_head_of_a_page_tells_its_counts_in_any_language(counts: str) -> None:
    head = f'<meta property="og:description" content="{counts}: &quot;Pots&quot;"><meta property="og:url" content="'
    body = f'<html><head>{head}https://www.instagram.com/p/CKilnDay_01/"></head></html>'.encode()
    post = only(NETWORK.read(Page("a.html", body)), Post)
    assert (post.author_handle, post.likes, post.comments, post.text) == ("ada.example", 120, 5, "Pots")
