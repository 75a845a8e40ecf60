"""JSON that is not well-formed as a whole: several answers in a file, cut short, with words behind it, of Python's."""

import json
from pathlib import Path

import orjson
import pytest

from crawler.files import read_files
from crawler.sources import open_source
from crawler.sources.scripted import value_in_script
from storage.errors import UnreadableFile
from storage.facts import Post, Profile
from tests.opened import pages_of
from tests.own_files import facts_of, save

_USER = {"username": "mira.lind", "pk": "42", "full_name": "Mira", "follower_count": 4600, "biography": "pots"}
_PROFILE = {"data": {"user": _USER}}


def _tweet(number: int) -> dict[str, object]:
    user = {"id_str": "7", "screen_name": "mira_lind", "followers_count": 4600}
    return {
        "id_str": f"177000000000000000{number}", "full_text": f"Pots, {number}", "favorite_count": number,
        "created_at": "Mon Nov 30 10:00:00 +0000 2026", "entities": {"hashtags": [{"text": "a"}, {"text": "b"}]},
        "user": user,
    }  # fmt: skip


@pytest.mark.parametrize("between", ["", "\n", ",\n", ";\n\n"])
def test_several_answers_one_after_another_are_pages(tmp_path: Path, between: str) -> None:
    answers = [{"a": {"b": "} and ]"}}, [{"a": 2}]]
    text = between.join(orjson.dumps(one, option=orjson.OPT_INDENT_2).decode() for one in answers)
    opened = open_source(save(tmp_path / "all.json", text))
    assert [(page.url, page.json) for page in opened.pages] == [
        ("all.json#1", answers[0]),
        ("all.json#2", answers[1]),
    ]
    assert opened.notes == []


def test_words_behind_an_answer_are_left_out_and_told(tmp_path: Path) -> None:
    opened = open_source(save(tmp_path / "a.json", '{\n"a": [1, 2]\n}\n\nreturn client.list()'))
    assert [page.json for page in opened.pages] == [{"a": [1, 2]}]
    assert opened.notes == ["a.json: what follows the answer (20 characters) is no JSON and was left out."]


def test_of_an_answer_that_was_cut_short_the_whole_posts_are_read(tmp_path: Path) -> None:
    whole = orjson.dumps({"statuses": [_tweet(number) for number in range(5)]})
    path = save(tmp_path / "cut.json", whole[: whole.rindex(b'"hashtags":[{"text":"a"},') + 30])
    reading = read_files([str(path)], network=None, url=None)
    posts = [fact for fact in reading.facts() if isinstance(fact, Post)]
    assert [post.likes for post in posts] == [0, 1, 2, 3]
    assert reading.notes() == ["cut.json: ends before its end, so it may be cut short: what is there was read."]


def test_a_session_that_was_cut_short_is_read_up_to_there(tmp_path: Path) -> None:
    entries = [
        {
            "request": {"method": "GET", "url": f"https://photos.example/{number}"},
            "response": {"status": 200, "content": {"mimeType": "application/json", "text": '{"a": 1}'}},
        }
        for number in range(4)
    ]
    whole = orjson.dumps({"log": {"version": "1.2", "entries": entries}})
    opened = open_source(save(tmp_path / "cut.har", whole[:-60]))
    assert [page.url for page in opened.pages] == [f"https://photos.example/{number}" for number in range(3)]
    assert any("cut short" in note for note in opened.notes)


def test_what_python_printed_is_read(tmp_path: Path) -> None:
    profile = next(fact for fact in facts_of(save(tmp_path / "a.txt", repr(_PROFILE | {"status": None}))))
    assert isinstance(profile, Profile)
    assert (profile.network, profile.handle, profile.followers) == ("instagram", "mira.lind", 4600)


def test_spaces_of_a_page_that_was_copied_are_spaces(tmp_path: Path) -> None:
    text = orjson.dumps(_PROFILE | {"status": "a\u00a0b"}, option=orjson.OPT_INDENT_2).decode()
    path = save(tmp_path / "a.json", text.replace("  ", "\u00a0 "))
    (page,) = pages_of(path)
    assert page.json == _PROFILE | {"status": "a\u00a0b"}


_IN_SCRIPT = (
    '[{"username": "mira.lind", "pk": "42", "follower_count": 4600, "biography": NaN}]',
    '{"data": {"user": {"username": "mira.lind", "pk": "42", "follower_count": 4600, "biography": null,},},}',
    "{'username': 'mira.lind', 'pk': '42', 'follower_count': 4600, 'biography': nan}",
    """{
  user: {
    username: 'mira.lind', pk: '42', 'follower_count': 4600, biography: undefined, bio_links: [ [Object] ],
    pronouns: [ 'she', ... 2 more items ]
  }
}""",
    """// saved on Monday
/* by hand */ const answer = {
  user: { username: "mira.lind", pk: "42", follower_count: 4600, biography: null, },  // more
};

module.exports = answer;
""",
    """/**/ typeof cb === 'function' && cb({"user": {"username": "mira.lind", "pk": "42", "follower_count": 4600}});""",
    """window.cb && cb({"user": {"username": "mira.lind", "pk": "42", "follower_count": 4600}})""",
)


@pytest.mark.parametrize("text", _IN_SCRIPT)
def test_what_programs_write_and_print_is_read(tmp_path: Path, text: str) -> None:
    profile = next(fact for fact in facts_of(save(tmp_path / "a.txt", text)) if isinstance(fact, Profile))
    told = (profile.network, profile.handle, profile.native_id, profile.followers, profile.bio)
    assert told == ("instagram", "mira.lind", "42", 4_600, None)


def test_texts_in_any_quotes_are_as_written() -> None:
    said = r"""{ a: 'it\'s "so"', b: "caf\u00e9 \ud83d\ude00", c: `two
lines`, 'd-e': '\x41\n', f: 'one ' +
    'long text', 0: -1.5e3, g: 12n }"""
    told = {
        "a": 'it\'s "so"',
        "b": "café 😀",
        "c": "two\nlines",
        "d-e": "A\n",
        "f": "one long text",
        "0": -1500.0,
        "g": 12,
    }
    assert value_in_script(said) == told


@pytest.mark.parametrize(
    "text", ["{a: b}", "{a: f(1)}", "{a: 1} + {b: 2}", "{a: 'b", "[1, 2", "{'a': 1, /* b", "'a'", "{" * 5_000]
)
def test_what_is_no_value_is_none(text: str) -> None:
    assert value_in_script(text) is None


def test_lines_with_what_json_does_not_have_are_read(tmp_path: Path) -> None:
    whole = {"username": "noor.inks", "pk": "43", "follower_count": 460, "biography": "inks"}
    lines = [json.dumps(whole), json.dumps({**_USER, "biography": float("nan")})]
    for number, text in enumerate(("\n".join(lines), "\n".join(reversed(lines)))):
        facts = facts_of(save(tmp_path / f"{number}.jsonl", text))
        told = {fact.handle: fact.bio for fact in facts if isinstance(fact, Profile)}
        assert told == {"noor.inks": "inks", "mira.lind": None}


@pytest.mark.parametrize("text", ["{'a': open('b')}", "[1", '{"a": {"b": ', "{'a': " * 9000, '{"a" 1}'])
def test_what_cannot_be_had_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableFile, match="damaged or cut short"):
        open_source(save(tmp_path / "a.json", text))
