"""The comments' signal: what it counts, when it abstains, and that short comments and emoji cost nothing."""

import pytest

from scoring.brief import Brief
from scoring.features.comments import is_generic, read_comments
from scoring.features.parts import plain_comment
from storage.facts import Comment, Fact
from tests.scoring.invent import NETWORK, NOW, account, evidence, one

_ASKED = ("ink", "paper", "nib", "blotter", "desk", "lamp", "stamp", "seal", "pen", "journal", "letter", "envelope")
_SAID = (
    "My grandmother kept a {} like this",
    "Is the {} refillable",
    "Tried your {} trick on Sunday",
    "Mine leaked over a {}, send help",
    "Now I want a blue {} badly",
    "Which shop still sells that {}",
)
VARIOUS = [sentence.format(thing) for thing in _ASKED for sentence in _SAID]


def said(texts: list[str], people: int, under: int, handle: str = "ana.ink") -> list[Fact]:
    """Comments by so many people in turn under so many posts in turn."""
    return [
        Comment(network=NETWORK, page=f"https://insta.example/p/{handle}{n % under}", native_id=f"c{n}",
                post=f"{handle}-{n % under}", author_handle=f"fan{n % people}", text=text, posted_at=NOW)
        for n, text in enumerate(texts)
    ]  # fmt: skip


def judged(texts: list[str], people: int, under: int) -> float | None:
    value: float | None = one([*account(), *said(texts, people, under)], Brief())["signals"]["comments"]["value"]
    return value


@pytest.mark.parametrize(
    ("text", "generic"),
    [
        ("Amazing!!", True), ("so cuuuuute 😍", True), ("Great content, check dm", True), ("Promote it on @page", True),
        ("Que linda!! 😍", True), ("wunderschön", True), ("超かわいいです", True), ("너무 예뻐요!!", True),
        ("ماشاء الله جميل جدا", True), ("बहुत सुंदर", True), ("очень красиво", True), ("çok güzel", True),
        ("🔥🔥🔥", False), ("yes please", False), ("Which ink is it?", False), ("@bo look", False), ("", False),
        ("I love this nib, I have written with it for ten years and never lost a letter", False),
        ("love the crumb on this loaf", False),
    ],
)  # fmt: skip
def test_what_would_fit_under_any_post(text: str, generic: bool) -> None:
    assert is_generic(plain_comment(text)) is generic


def test_it_abstains_on_thin_data() -> None:
    assert judged(VARIOUS[:59], 40, 8) is None
    assert judged(VARIOUS[:72], 40, 5) is None
    assert judged(["Amazing!!"] * 7, 2, 3) is None
    assert judged(["Amazing!!"] * 40, 2, 1) is None
    assert one(account(), Brief())["signals"]["comments"]["value"] is None


def test_an_honest_public_is_well() -> None:
    value = judged(VARIOUS, 45, 8)
    assert value is not None
    assert value > 0.95


def test_short_comments_and_emoji_cost_nothing_by_themselves() -> None:
    short = ["🔥🔥🔥", "yes", "mine too!", "😂", "same", "ha", "me please", "❤️", "Friday then", "no way"] * 8
    value = judged(short, 60, 8)
    assert value is not None
    assert value > 0.95


def test_flattery_by_the_same_few_is_said_even_of_few_comments() -> None:
    flattery = ["Amazing!!", "Wow", "Great content, check dm", "Love it 😍", "Promote it on my page"] * 3
    found = one([*account(), *said(flattery, 4, 2)], Brief())
    assert found["signals"]["comments"]["value"] < 0.6
    assert {"comments_alike", "same_commenters"} <= set(found["flags"])
    assert "would fit under any post" in found["signals"]["comments"]["evidence"]
    honest = one([*account(), *said(VARIOUS[:15], 15, 2)], Brief())
    assert not {"comments_alike", "same_commenters"} & set(honest["flags"])


def _praised(share: float, number: int = 72) -> float:
    """What a public of sixty is worth of whose comments such a share is short praise."""
    praise = ["So sweet!", "Sehr toll", "Que delícia", "Lovely pic", "Bravissima"] * number
    empty = round(share * number)
    value = judged([*praise[:empty], *VARIOUS[: number - empty]], 60, 8)
    assert value is not None
    return value


def test_half_of_short_praise_is_a_public_of_friends_and_nearly_all_of_it_is_not() -> None:
    values = [_praised(share) for share in (0.0, 0.33, 0.5, 0.65, 0.8, 0.9, 1.0)]
    assert values[0] == values[1] == values[2]
    assert values[2] > values[3] > values[4] > values[5] >= values[6]
    assert values[4] < 0.5
    assert values[6] < 0.1


def test_more_of_it_counts_more() -> None:
    flattery = [*["Amazing!!", "So beautiful", "Wow", "Stunning"] * 10, *VARIOUS[:32]]
    many_people, few_people = judged(flattery, 60, 8), judged(flattery, 4, 8)
    honest = judged(VARIOUS, 60, 8)
    assert many_people is not None
    assert few_people is not None
    assert honest is not None
    assert few_people < many_people < honest


def test_long_texts_that_recur_count_word_for_word_or_nearly() -> None:
    near = [
        f"Your content is so inspiring to all of us here, keep shining{'!' * (n % 3)} {'🔥' * (n % 2)}"
        for n in range(72)
    ]
    value = judged(near, 60, 8)
    assert value is not None
    assert value < 0.2
    typos = [
        "What a wonderful journey you share with us each day",
        "What a wonderful journey you shared with us each day",
    ]
    read = read_comments(evidence([*account(), *said(typos, 2, 2)]))
    assert read is not None
    assert (read.repeated, read.people, read.generic) == (2, 2, 0)


def test_the_owner_and_texts_without_words_are_left_out() -> None:
    own = said(["Thank you so much for all of this"] * 5, 1, 2)
    own = [fact.model_copy(update={"author_handle": "ana.ink"}) for fact in own]
    assert read_comments(evidence([*account(), *own])) is None
    found = one([*account(), *own], Brief())["comments"]
    assert set(found.values()) == {None}


def test_regulars_and_those_whom_the_account_names() -> None:
    friends = [*account(post={"mentions": ["fan1"]}), *said(VARIOUS[:24], 3, 4)]
    # Three people in turn under four posts: each of them under all of them.
    read = read_comments(evidence(friends))
    assert read is not None
    assert (read.regular_people, read.regular_share, read.reciprocal) == (3, 1.0, 1)
    assert "same_commenters" in one(friends, Brief())["flags"]
