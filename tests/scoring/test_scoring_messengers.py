"""Messengers' names without a colon between: those that are names, and those that are words."""

import pytest

from scoring.features import read_account
from tests.scoring.invent import evidence, profile


def _messaging(bio: str, handle: str = "anna.knits", name: str = "Anna") -> list[str]:
    read = read_account(evidence([profile(handle, display_name=name, bio=bio)], handle))
    return [contact.value for contact in read.contacts if contact.kind == "messaging"]


@pytest.mark.parametrize(
    ("bio", "address"),
    [
        ("카톡 annaknit", "kakaotalk:annaknit"), ("뜨개질하는 안나 | 카카오톡 annaknit", "kakaotalk:annaknit"),
        ("카톡 annaknit\n문의 환영", "kakaotalk:annaknit"), ("카톡 annaknit 🧶", "kakaotalk:annaknit"),
        ("카톡 anna12", "kakaotalk:anna12"), ("텔레그램 annaknit", "https://t.me/annaknit"),
        ("微信 annaknit", "wechat:annaknit"), ("加微 somebodyelse", "wechat:somebodyelse"),
        ("テレグラム annaknit", "https://t.me/annaknit"), ("вяжу носки, телеграм annaknit", "https://t.me/annaknit"),
        ("تيليجرام annaknit", "https://t.me/annaknit"), ("टेलीग्राम annaknit", "https://t.me/annaknit"),
        ("ライン annaknit", "https://line.me/R/ti/p/~annaknit"), ("LINE annaknit", "https://line.me/R/ti/p/~annaknit"),
        ("Telegram annaknits", "https://t.me/annaknits"), ("maglia e lana | telegram annaknits", "https://t.me/annaknits"),
        ("Stricken. Telegram annaknits, Berlin", "https://t.me/annaknits"), ("wechat annaknits", "wechat:annaknits"),
        ("Kakao annaknits", "kakaotalk:annaknits"), ("örgü / telegram annaknits", "https://t.me/annaknits"),
    ],
)  # fmt: skip
def test_a_name_needs_no_colon(bio: str, address: str) -> None:
    assert _messaging(bio) == [address]


@pytest.mark.parametrize(
    "bio",
    [
        "line dancing",
        "LINE DANCING",
        "Line dancing, Texas",
        "signal boost",
        "Signal boost my posts",
        "finish line runner",
        "clothing line annaknits",
        "telegram channel",
        "Telegram premium",
        "telegram news",
        "카톡 ok",
        "카톡 only",
        "카톡 문의",
        "카카오 friends",
        "カカオ chocolate",
        "微信 only",
        "телеграм канал",
        "WeChat moments",
        "라인 art",
        "텔레그램 channel",
        "kakao chocolate",
        "telegram sticker artist",
        "카톡 hi",
        "my telegram era",
        "tg girl",
    ],
)
def test_a_word_behind_a_messenger_is_no_name(bio: str) -> None:
    assert _messaging(bio) == []


def test_even_one_like_the_handle_stays_a_word_where_lines_are_danced() -> None:
    assert _messaging("line dancing", handle="line.dancing.jo") == []
