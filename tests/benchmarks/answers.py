"""Invented answers of Instagram's size: a feed of 31 posts is about 80 KB of JSON."""

import json
import random
from datetime import UTC, datetime

from crawler.page import Page

_WORDS = ["ink", "paper", "nib", "tea", "garden", "slow", "morning", "letter", "practice", "desk", "window", "light"]
_URL = (
    "https://scontent.invented.example/v/t51.2885-15/{}_n.jpg"
    "?stp=dst-jpg_e35_s1080x1080&_nc_ht=invented.example&_nc_cat=1&oh=00_{}&oe=6A000000"
)


def feed_page(number: int, posts: int = 31) -> Page:
    """The feed of one invented account, in the private-API shape that browsers receive."""
    dice = random.Random(number)
    name = f"invented.person{number:05}"
    user = {
        "pk": str(9_000_000_000 + number), "id": str(9_000_000_000 + number), "username": name,
        "full_name": name.title(), "is_private": False, "is_verified": False,
        "profile_pic_url": _URL.format(number, "a"),
    }  # fmt: skip
    items = [_item(dice, user, number * 100 + count) for count in range(posts)]
    body = {
        "items": items,
        "num_results": posts,
        "more_available": True,
        "next_max_id": items[-1]["id"],
        "user": user,
        "status": "ok",
    }
    address = f"https://www.instagram.com/api/v1/feed/user/{name}/username/?count={posts}"
    return Page(
        url=address,
        body=json.dumps(body).encode(),
        headers={"content-type": "application/json; charset=utf-8"},
        time=datetime(2026, 11, 20, 12, tzinfo=UTC),
        document=f"https://www.instagram.com/{name}/",
    )


def _item(dice: random.Random, user: dict[str, object], number: int) -> dict[str, object]:
    pk = str(3_500_000_000_000_000_000 + number)
    words = " ".join(dice.choices(_WORDS, k=30)) + " #discoverunder10k #ink @invented.friend"
    candidates = [
        {"width": size, "height": size, "url": _URL.format(f"{pk}_{size}", f"{dice.getrandbits(128):032x}")}
        for size in (1080, 750, 640, 480, 320, 240)
    ]
    return {
        "pk": pk, "id": f"{pk}_{user['pk']}", "code": f"C{number:09}",
        "taken_at": 1_763_000_000 - number % 100 * 86_400,
        "media_type": 1, "product_type": "feed", "like_count": dice.randrange(20, 900),
        "comment_count": dice.randrange(60),
        "caption": {"pk": f"1{pk}", "user_id": user["pk"], "text": words, "created_at": 1_763_000_000},
        "user": user, "usertags": {"in": []}, "location": None, "is_paid_partnership": False, "sponsor_tags": None,
        "image_versions2": {"candidates": candidates}, "original_width": 1080, "original_height": 1350,
        "accessibility_caption": "Photo by an invented person.", "can_viewer_reshare": True, "has_liked": False,
    }  # fmt: skip
