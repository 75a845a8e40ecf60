"""Who talks under the posts, how many comments one person can answer, and work for brands with and without a label."""

from datetime import timedelta
from typing import Any

import pytest

from scoring.brief import Brief
from scoring.features.questions import asks
from storage.facts import Comment, Fact
from tests.scoring.invent import NETWORK, NOW, account, one, posts, profile, talk


def _comments(people: list[str], texts: list[str], on: int = 6) -> list[Fact]:
    made: list[Fact] = []
    for post in range(on):
        for number, who in enumerate(people):
            made.append(
                Comment(
                    network=NETWORK, page=f"https://insta.example/p/ana.ink{post}", post=f"ana.ink-{post}",
                    native_id=f"c{post}-{number}", author_handle=who, text=texts[(post + number) % len(texts)],
                    posted_at=NOW - timedelta(hours=post),
                )
            )  # fmt: skip
    return made


def test_twenty_people_half_of_them_answered_are_a_community() -> None:
    found = one([*account(), *talk(others=20, answered=10)])["conversation"]
    assert (found["circle"], found["observed"], found["latency_hours"]) == ("community", True, 2.0)
    assert found["questions_answered"] == 10
    assert found["two_way_share"] == 0.5


def test_in_a_flat_list_the_owner_answers_whom_the_front_names() -> None:
    """What answers what is not said there. Who names nobody was not seen to answer, and nobody answers the future."""
    asked = [fact for fact in talk(others=4, answered=0) if isinstance(fact, Comment)]

    def said(text: str, hours: float = 3.0, who: str = "ana.ink") -> Comment:
        return asked[0].model_copy(
            update={
                "native_id": text,
                "author_handle": who,
                "text": text,
                "posted_at": NOW + timedelta(hours=hours),
            }
        )

    answers = [said("@Fan0 oak gall, @fan1"), said("@fan2, no!", -1.0), said("@fan9 hi"), said("@fan3 yes", who="fan1")]
    found = one([*account(), *asked, *answers])["conversation"]
    assert (found["observed"], found["answered"], found["comments"], found["latency_hours"]) == (True, 1, 5, 3.0)
    unnamed = one([*account(), *asked, said("Thanks to @fan0")])["conversation"]
    assert (unnamed["observed"], unnamed["answered"]) == (False, None)
    arabic = asked[0].model_copy(update={"text": "ما هو الحبر؟"})
    assert one([*account(), arabic, said("@fan0 this")])["conversation"]["questions_answered"] == 1


@pytest.mark.parametrize(
    ("language", "question", "praise"),
    [
        ("en", "how long did it take", "how beautiful, what a line"), ("es", "donde lo compraste", "que linda siempre"),
        ("fr", "où as-tu trouvé ce papier", "quelle beauté"), ("pt", "quanto custa", "que coisa linda"),
        ("de", "wo hast du die her", "wie schön ist das"), ("it", "quanto costa la carta", "che bella carta"),
        ("nl", "hoe lang duurt dat", "wat is dit mooi"), ("pl", "ile to kosztuje", "jak to pięknie wyszło"),
        ("tr", "pazar açık mı", "çok güzel değil mi ya"), ("id", "harganya berapa kak", "bagus banget kak"),
        ("ru", "где брали бумагу", "какая красота"), ("ja", "どこで買えますか", "とても綺麗です"),
        ("ko", "잉크 어디서 사셨나요", "너무 예뻐요"), ("ar", "كم سعر القلم", "ما شاء الله كم هو جميل"),
        ("hi", "kaunsa pen use kiya", "kitna sundar hai"), ("hi", "कितने दिन लगे", "कितना सुंदर"),
        ("en", "how much u charge", "how much i love it"), ("id", "spill tintanya dong", "cakep banget dong"),
        ("ja", "品番を教えてください", "教えてくれてありがとう"), ("ko", "제목 알려주세요", "알려줬던 책 좋아요"),
        (None, "which nib did you use", "such a nib"),
    ],
)  # fmt: skip
def test_a_question_is_one_without_its_mark(language: str | None, question: str, praise: str) -> None:
    assert asks(question, language)
    assert not asks(praise, language)
    assert asks(f"{praise}?", language)


def test_questions_without_a_mark_count_in_the_language_of_the_account() -> None:
    turkish = profile(bio="Dolma kalem ve mürekkep üzerine yazıyorum, her gün yeni bir sayfa")
    said = [
        fact.model_copy(update={"text": "mürekkebi nereden aldın"})
        if isinstance(fact, Comment) and fact.reply_to is None
        else fact
        for fact in talk(others=4, answered=2)
    ]
    found = one([turkish, *posts(text="yeni mürekkebimle ilk sayfa, çok sevdim"), *said])["conversation"]
    assert (found["questions"], found["questions_answered"]) == (4, 2)


def test_the_same_four_people_everywhere_are_friends_or_a_pod() -> None:
    reply = talk(others=1, answered=1)
    words = ["Which nib is that?", "The green ink sheds so nicely", "My letter came today", "Is it waterproof?"]
    four = ["mia", "noor", "olu", "pia"]
    assert one([*account(), *reply, *_comments(four, words)])["conversation"]["circle"] == "friends"
    empty = _comments(four, ["so beautiful", "amazing", "love this", "great shot"])
    assert one([*account(), *reply, *empty])["conversation"]["circle"] == "pod"


def test_nothing_is_said_where_replies_were_not_seen() -> None:
    found = one(account())["conversation"]
    assert (found["observed"], found["circle"], found["reply_rate"]) == (False, None, None)


@pytest.mark.parametrize(
    ("comments", "band"), [(None, None), (5, "below"), (20, "within"), (50, "within"), (51, "above")]
)
def test_the_answerable_band(comments: int | None, band: str | None) -> None:
    assert one(account(post={"comments": comments}))["conversation"]["answerable"] == band


def _sponsored(**post: Any) -> dict[str, Any]:
    made = [*account(count=6), *posts(count=3, native_id=None, **post)]
    numbered = [
        fact.model_copy(update={"native_id": f"s{n}", "url": f"https://insta.example/p/s{n}"}) if n > 6 else fact
        for n, fact in enumerate(made)
    ]
    return one(numbered, Brief(competitors=("@Quill and Co",)))


def test_a_code_without_a_label_is_undisclosed() -> None:
    hidden = _sponsored(text="New nibs, use code ANA10 for ten percent", likes=140, comments=6)
    assert hidden["sponsored"]["undisclosed"] == 3
    assert "sponsored_without_label" in hidden["flags"]
    assert 0.4 < hidden["sponsored"]["engagement_ratio"] < 0.6
    shown = _sponsored(text="#ad New nibs, use code ANA10", likes=290, comments=12)
    assert shown["sponsored"]["undisclosed"] == 0
    assert shown["sponsored"]["codes"] == ["ANA10"]


def test_work_for_a_competitor_is_flagged() -> None:
    found = _sponsored(sponsors=["quillandco"], paid_partnership=True)
    assert found["sponsored"]["brands"] == ["quillandco"]
    assert "works_for_competitor" in found["flags"]
    assert "works_for_competitor" not in one([profile()])["flags"]
