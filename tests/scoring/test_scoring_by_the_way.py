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
        "my digital diary, a club of one, a journey of sorts",  # faint words of three fields
        "“You cannot use up crochet, the more you knit the more you have left”",  # somebody else said it
        "Klinik keluarga, buka tiap hari di Jl. Akordion Timur no 9",
        "tanya dulu lewat sini https://wa.me/628000000 atau https://api.whatsapp.com/send?phone=620",
        "Sou a ovelha negra da casa, e quem não é",
        "La vie est belle mais c'est mal barré pour nous",
        "Nada es personal, aquí hago un poquito el ridículo",
        "the one who is creative and never on time",
        "जय माता जी, माँ के चरणों में शीश झुकाता हूँ",
        "love you 💋💋💋💋 and you too",
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
        ("Perum Melati 2B/17\nthread and needles", "creator"),
        ("Cats: Miso(9yo), Pip (4yo) and Tuna (4yo)", "creator"),
        ("Mia (13yo) and Zoe (15yo), sisters who dance", "suspected_minor"),
        ("Two kids, est. 2013, our team of knitters", "creator"),
        ("Pizza al taglio\n12:00 - 23:00", "shop"),
        ("Parrilla y vinos\nde 13:00 a 24:00hs\n📍Rosario", "shop"),
        ("Roti bakar, senin - minggu 13.00 - 22.00", "shop"),
        ("Ремонт обуви 10:00–19:00 тел. 8 800 000 00 00", "shop"),
        ("Sourdough live on Fridays 19:00 - 21:00", "creator"),
        ("I bake from 6:00 to 9:00 and then sleep", "creator"),
        ("Cozy games 19:00 - 22:00 CET", "creator"),
        ("recipes in 10-15 minutes, for 6-12 months", "creator"),
    ],
)
def test_kinds(bio: str, kind: str) -> None:
    assert _read(bio).kind.kind == kind


def test_a_beginning_of_another_language_tells_no_field_of_a_long_word() -> None:
    assert _read("I sleep a lot #hamburgersquad and so does everybody here").words.niches == []
    assert _read("The burgers of Leeds #burgerclub").words.niches[0][0] == "food"
