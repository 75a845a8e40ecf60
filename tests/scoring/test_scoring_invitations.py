"""What invites to work together and what declines it, in fifteen languages; what of that the object and the row say."""

import time

import pytest

from scoring.contacts.invitations import is_title_of_work, read_invitation
from tests.scoring.invent import one, profile, value

SAID: list[tuple[str, str, bool | None, bool | None]] = [
    ("en", "Collabs 👉 a@b.example", True, None),
    # Whose links are disclosed as advertising invites nobody to advertise.
    ("tr", "Linkler tanıtım içerir", None, None),
    ("tr", "Reklam ve tanıtım için DM", True, True),
    ("de", "Links enthalten Werbung", None, None),
    ("es", "Contiene publicidad", None, None),
    ("fr", "contient de la publicité", None, None),
    ("it", "contiene pubblicità", None, None),
    ("nl", "bevat reclame", None, None),
    ("pl", "zawiera reklamy", None, None),
    ("pt", "contém publicidade", None, None),
    ("id", "mengandung iklan", None, None),
    ("ru", "содержит рекламу", None, None),
    ("ar", "يحتوي على اعلانات", None, None),
    ("en", "no collabs please", False, None),
    ("en", "DMs closed", None, False),
    ("en", "I don't read DMs, sorry", None, False),
    ("en", "no DMs, no PR, no collabs", False, False),
    ("en", "No DM or collabs", False, False),
    ("en", "No DMs, collabs via email", True, False),
    ("en", "no DM for collabs, email me@x.example", True, False),
    ("en", "not open to collaborations", False, None),
    ("en", "not accepting PR right now", False, None),
    ("en", "Collabs: closed", False, None),
    ("en", "No unpaid collabs. mail@x.example", True, None),
    ("en", "10K PR 45:10 | HM PR 1:38", None, None),
    ("en", "PR manager by day", None, None),
    ("en", "past collabs: @glowbar", None, None),
    ("en", "brand photographer in Leeds", None, None),
    ("en", "Brands: DM me", True, True),
    ("en", "PR friendly 🌸", True, None),
    ("en", "collabs ❌", False, None),
    ("en", "🚫 collabs", False, None),
    ("en", "❌ DM 📩 collabs by mail a@b.example", True, False),
    ("en", "I don't do sponsored posts", False, None),
    ("en", "no PR packages please", False, None),
    ("es", "No DM, no colaboraciones", False, False),
    ("es", "Cuenta sin publicidad", False, None),
    ("es", "DM cerrados", None, False),
    ("es", "Marcas ➡️ DM", True, True),
    ("pt", "parcerias no direct", True, True),
    ("pt", "publis só no direct", True, True),
    ("pt", "não faço parcerias", False, None),
    ("pt", "DM fechada", None, False),
    ("pt", "Sem parcerias, por favor", False, None),
    ("de", "Keine Kooperationen", False, None),
    ("de", "DMs zu", None, False),
    ("de", "Werbung unbezahlt durch Verlinkung", None, None),
    ("de", "bitte keine Werbeanfragen", False, None),
    ("de", "werbefreier Account", False, None),
    ("de", "Koops: a@b.example", True, None),
    ("it", "non faccio collaborazioni", False, None),
    ("it", "direct chiusi", None, False),
    ("it", "collab in DM", True, True),
    ("nl", "geen samenwerkingen", False, None),
    ("nl", "DM gesloten", None, False),
    ("nl", "open voor samenwerkingen", True, None),
    ("pl", "nie współpracuję / bez współprac", False, None),
    ("pl", "DM zamknięte", None, False),
    ("pl", "Nie przyjmuję współprac", False, None),
    ("pl", "Współpraca: DM", True, True),
    ("tr", "iş birliği yapmıyorum", False, None),
    ("tr", "reklam ve iş birliği kabul etmiyorum", False, None),
    ("tr", "DM kapalı", None, False),
    ("tr", "iş birliği için DM", True, True),
    ("id", "tidak menerima endorse", False, None),
    ("id", "DM tutup", None, False),
    ("id", "gak terima kerjasama ya", False, None),
    ("ru", "рекламу не беру", False, None),
    ("ru", "без рекламы и бартера", False, None),
    ("ru", "директ закрыт", None, False),
    ("ru", "в директ не отвечаю, сотрудничество не интересует", False, False),
    ("ru", "по рекламе в директ", True, True),
    ("ja", "PR案件はお断りしています", False, None),
    ("ja", "コラボ不可", False, None),
    ("ja", "DM返信できません", None, False),
    ("ja", "お仕事のご依頼はDMまで", True, True),
    ("ja", "お仕事の依頼は受け付けておりません", False, None),
    ("ko", "협찬 안 받아요", False, None),
    ("ko", "협찬·광고 사절", False, None),
    ("ko", "DM 안봐요", None, False),
    ("ko", "협찬문의 DM", True, True),
    ("ar", "لا أقبل الإعلانات", False, None),
    ("ar", "بدون تعاونات", False, None),
    ("ar", "الخاص مغلق", None, False),
    ("ar", "للإعلان خاص", True, True),
    ("hi", "कोलैब नहीं करती", False, None),
    ("hi", "no collab please", False, None),
    ("hi", "DM बंद है", None, False),
    ("hi", "कोलैब के लिए 📩 x@gmail.com", True, None),
    ("hi", "paid promotion nahi karte", False, None),
    ("en", "Not a bot, just tea", None, None),
    ("en", "no filter. collabs welcome", True, None),
    ("fr", "Pas de DM, pas de SP, pas de collab, merci 🙏", False, False),
    ("fr", "je ne fais pas de partenariats", False, None),
    ("fr", "MP fermés", None, False),
    ("fr", "compte sans pub", False, None),
    ("fr", "Collabs : lea@gmail.com", True, None),
    ("fr", "PR ok 💌 MP", True, True),
    ("en", "collab free account, no brand deals", False, None),
]


@pytest.mark.parametrize(("language", "bio", "collabs", "messages"), SAID)
def test_what_a_bio_says(language: str, bio: str, collabs: bool | None, messages: bool | None) -> None:
    found = read_invitation(bio, language, reachable="@" in bio)
    assert found.collabs is collabs, found
    assert messages is None or found.messages is messages, found


def test_who_declines_is_not_said_to_invite() -> None:
    bio = "Fountain pens & calligraphy. No collabs, please"
    found = one([profile(bio=bio)])
    assert "declines_work" in found["flags"]
    assert value([profile(bio=bio)], "contactable") == 0
    assert 'bio declines: "No collabs"' in found["signals"]["contactable"]["evidence"]
    assert value([profile()], "contactable") == 0.7


def test_closed_messages_are_flagged_and_an_address_counts() -> None:
    found = one([profile(bio="Calligraphy. DMs closed, collabs: ana@ink.example")])
    assert "declines_messages" in found["flags"]
    assert "declines_work" not in found["flags"]
    assert found["signals"]["contactable"]["value"] == 0.9


@pytest.mark.parametrize("title", ["PR", "Kooperationen", "협찬", "Recebidos", "Współprace", "İş birlikleri", "-10%"])
def test_titles_of_work(title: str) -> None:
    assert is_title_of_work(title)


@pytest.mark.parametrize("title", ["Gift ideas", "Mein Shop", "VS Code", "Brand new", "French press", "Geschenkideen"])
def test_titles_of_something_else(title: str) -> None:
    assert not is_title_of_work(title)


@pytest.mark.parametrize("piece", ["no collabs ", "pr ", "협찬 ", "a", "dm closed", "📩", "kein ", "collab collab "])
def test_a_long_bio_is_read_in_bounded_time(piece: str) -> None:
    read_invitation("first", "en")
    began = time.process_time()
    read_invitation((piece * 8_000)[:8_000], "en")
    assert time.process_time() - began < 2.0
