"""Languages written much alike, and what letters, capitals and loan words do to short bios."""

import pytest

from scoring.features import read_account
from scoring.lexicon.language_of import detect_language
from tests.scoring.invent import evidence, profile

# The language, a bio.
BIOS = """
ms;Cikgu yang suka masak. Nak order kuih? DM je ya
ms;Isteri & ibu | jom bercuti ke mana sahaja
ms;Kedai kasut kanak-kanak, boleh hantar ke seluruh Malaysia
id;Guru yang suka masak. Mau pesan kue? DM aja ya
id;Istri dan ibu, jalan-jalan ke mana saja karena suka
id;resep rumahan dan cerita dapur kecil
mr;मी एक शिक्षिका आहे आणि मला कविता आवडतात
mr;घरची भाजी आणि काळा मसाला, रोज नवी पाककृती
ne;म नेपाली खाना बनाउँछु, मेरो गाउँको कथा
ne;घरमा बसेर चिया खाने मान्छे, काम केही छैन
ne;साथीहरू सबैको घर खुला राखेको छु
hi;मेरे साथी और मैं
id;Berbagai oleh-oleh jatim, buka tiap hari
hi;मैं घर का खाना बनाती हूं और बच्चों को पढ़ाती हूं
hi;राज्य किसान संगठन, कार्यालय सचिव
en;Northern Auntie!
en;Sleepy kettle fan, content biscuit fan
ar;آلقهوة أولا ثم آلكتاب، والصبر مفتاح الفرج
"""


@pytest.mark.parametrize("line", BIOS.strip().splitlines())
def test_sisters_and_short_bios(line: str) -> None:
    language, bio = line.split(";", 1)
    assert detect_language(bio)[0] == language


def test_a_malay_bio_is_at_home_in_malaysia() -> None:
    one = profile("somebody", bio="Cikgu yang suka masak. Nak order kuih? DM je ya", posts_count=50)
    read = read_account(evidence([one], "somebody"))
    assert (read.language, read.place.country) == ("ms", "MY")


@pytest.mark.parametrize(
    ("bio", "unlike"),
    [("R.I.P. my old kettle :)", {"ja", "ur"}), ("кот, чай и книги", {"en", "pl"})],
)
def test_letters_rule_languages_out(bio: str, unlike: set[str]) -> None:
    assert detect_language(bio)[0] not in unlike
