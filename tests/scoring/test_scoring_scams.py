"""Comments that fish under somebody's post: told from honest ones by the shipped model, disguised or not."""

import numpy as np
import pytest

from scoring.facts_ranking import rank_facts
from scoring.features.scam import is_scam, shipped_model, signs_of, unmask
from storage.facts import Comment, Fact
from tests.benchmarks.comment_model import Read, fit, margins_of
from tests.scoring.invent import BRIEF, NETWORK, account

SCAMS = [
    "I invested $500 with @mrs_fxtrades and got $6,200 in five days, thank you ma",
    "She helped me recover my lost bitcoin, contact her @hack_recovery_pro",
    "First 10 people to inbox me get $4000, God bless you all",
    "𝐈𝐧𝐯𝐞𝐬𝐭 𝐰𝐢𝐭𝐡 𝐡𝐞𝐫 𝐚𝐧𝐝 𝐞𝐚𝐫𝐧 𝐰𝐞𝐞𝐤𝐥𝐲 𝐩𝐫𝐨𝐟𝐢𝐭𝐬 @𝐟𝐱_𝐰𝐞𝐚𝐥𝐭𝐡",
    "my trading account manager is legit, earn 3 btc weekly, dm @crypto.signals_777",
    "ɪɴᴠᴇꜱᴛ ᴡɪᴛʜ ʜᴇʀ ᴀɴᴅ ᴇᴀʀɴ ᴡᴇᴇᴋʟʏ ᴘʀᴏꜰɪᴛꜱ @west_trading777",
    "legit 💯💴 @createwealth_with777",
]
HONEST = [
    "Love this ink, which nib is it?",
    "Great!",
    "GREAT SHOT",
    "Where did you buy the paper? Is it expensive?",
    "My husband works at the bank and he loves your letters",
    "😂😂😂",
    "thank you @ana.ink for the tip",
    "Que linda cor! Parabéns",
    "Wo hast du das gekauft?",
    "素敵です",
    "done! @kit.days",
    "ʙᴇᴀᴜᴛɪꜰᴜʟ ɪɴᴋ, ᴡʜɪᴄʜ ɴɪʙ?",
    "ein Traum, @kit.days",
]


@pytest.mark.parametrize("text", SCAMS)
def test_scams_are_told(text: str) -> None:
    assert is_scam(text)


@pytest.mark.parametrize("text", HONEST)
def test_honest_comments_are_left_in_peace(text: str) -> None:
    assert not is_scam(text)


def test_capitals_change_nothing() -> None:
    model = shipped_model()
    for text in (*SCAMS, *HONEST):
        assert model.margin(text.upper()) == model.margin(text.upper().lower())


def test_disguises_are_taken_off() -> None:
    assert unmask("𝕀𝕟𝕧𝕖𝕤𝕥 ẅïẗħ həɾ") == "invest witħ heɾ"
    assert unmask("ꜱᴍᴀʟʟ ᴄᴀᴘɪᴛᴀʟꜱ ʜᴊᴋᴘᴜᴠᴡʏᴢ") == "small capitals hjkpuvwyz"
    assert unmask("soooooo") == "soo"


@pytest.mark.parametrize("text", ["", " ", "@", "#", "\u0301" * 700, "🔥" * 5_000, "a" * 40_000, "\x00", "$", "‮abc"])
def test_whatever_stands_there_a_number_comes_out(text: str) -> None:
    assert np.isfinite(shipped_model().margin(text))
    assert set(signs_of(text)) == set(shipped_model().signs)


def test_the_shipped_model_is_small_and_names_nobody() -> None:
    model = shipped_model()
    assert len(model.terms) + len(model.signs) < 4_000
    assert not [term for term in model.terms if "@" in term.replace("@ ", "").replace(" @", "").replace(":@", "")]


def test_fitting_tells_what_it_was_shown_and_matrices_agree_with_words() -> None:
    texts = [*SCAMS, *HONEST] * 4
    scam = np.array(([True] * len(SCAMS) + [False] * len(HONEST)) * 4)
    read = Read(texts)
    model = fit(read, scam, np.ones(len(texts), dtype=np.bool_), kept=200)
    margins = margins_of(model, read)
    assert ((margins > 0) == scam).all()
    assert len(model.terms) == 200
    assert margins == pytest.approx([model.margin(text) for text in texts])


def _under(texts: list[str]) -> list[Fact]:
    page = f"https://insta.example/p/ana.ink{0}"
    return [
        Comment(network=NETWORK, page=page, post="ana.ink-0", native_id=f"c{n}", author_handle=f"fan{n}", text=text)
        for n, text in enumerate(texts)
    ]


def test_scams_under_a_post_are_a_flag_and_no_judgement() -> None:
    (plain,) = rank_facts([*account(), *_under(HONEST)], BRIEF)
    (fished,) = rank_facts([*account(), *_under([*HONEST, *SCAMS])], BRIEF)
    assert plain["comments"]["scam_share"] == 0.0
    assert fished["comments"]["scam_share"] == round(len(SCAMS) / (len(SCAMS) + len(HONEST)), 4)
    assert "scam_comments" in fished["flags"]
    assert "scam_comments" not in plain["flags"]
    assert fished["score"] == plain["score"]


def test_without_comments_nothing_is_said_of_scams() -> None:
    (found,) = rank_facts(account(), BRIEF)
    assert found["comments"]["scam_share"] is None
