"""What a bio says by the way: faint words among many, endings of addresses, dates; orders by phone, bots."""

import pytest

from scoring.features import AccountRead, read_account
from tests.scoring.invent import evidence, profile


def _read(bio: str) -> AccountRead:
    return read_account(evidence([profile("somebody", bio=bio, posts_count=120)], "somebody"))


@pytest.mark.parametrize(
    "bio",
    [
        "If the world asks where I went, say nothing at all",
        "people say the world is a joke that nobody told me",
        "moved from Ohio, now in Maine, still confused",
        "my other account http://friends.example/profile.php?id=10",
        "carpe diem and all that",
    ],
)
def test_a_faint_word_among_many_names_no_niche(bio: str) -> None:
    assert _read(bio).words.niches == []


@pytest.mark.parametrize(
    ("bio", "niche"),
    [("world, maps, trains", "travel"), ("I bake sourdough and the world can wait for me", "food")],
)
def test_few_words_and_plain_ones_do(bio: str, niche: str) -> None:
    assert _read(bio).words.niches[0][0] == niche


@pytest.mark.parametrize(
    ("bio", "kind"),
    [
        ("Kering kentang rumahan, reseller boleh, order WA : 0800 000 000", "shop"),
        ("Tortas caseras, menú del día, pedidos por whatsapp +00 000", "shop"),
        ("非公式半手動botだよ、台詞をつぶやく", "aggregator"),
        ("Otters 21-4 | R.I.P 4/7/16 | quiet", "creator"),
        ("15 ♂ | drums | tea", "suspected_minor"),
        ("🏃‍♀️ 15 km before breakfast", "creator"),
    ],
)
def test_kinds(bio: str, kind: str) -> None:
    assert _read(bio).kind.kind == kind
