"""Accounts that a program writes call themselves so; people who build bots, and robots, are none."""

import pytest

from scoring.features.bots import signs_of_bots
from scoring.features.kind import judge_kind
from tests.scoring.invent import evidence, profile

# handle;name;following;posts;bio
BOTS = """
tiny.moons;Tiny Moons;1;8,400;A bot by @wren.example
rna_reads;RNA reads;2;5,126;Twitterbot for new papers on RNA.
old.menus;Menu Bot;48;4,722;A random historical menu from a library
emoji_shelf;Emoji shelf;0;7,956;Randomly generated emoji that nobody asked for
window.views;Window views;3;9,100;A new view every six hours. Made by @wren.example
pocketstars;Pocket stars;;;I'm a simple bot that posts stars
lighthousebot;Lights;4;30,000;The sea at night
harbour_bot;Harbour Bot;;;Tides and ships
godsnack;Snacks;8,538;77,256;Bot that posts snacks fit for each god!
tagebuch_bot;;0;900;Jeden Tag ein Satz
kotoba;ことばbot;;;昔の言葉を1時間に一度つぶやくbotです
serifu;台詞;;;小説の登場人物の非公式botです
meigen;名言;12;8,000;作家の名言を30分ごとに呟きます
"""
PEOPLE = """
ada.builds;Ada;300;900;I built a bot that waters my plants
dev.lior;Lior;420;2,100;Bot developer, coffee, two cats
talia.abbot;Talia Abbot;500;800;Knits socks in Leeds
tim.talbot;Tim;90;12,000;Birds and bread
robot.rosa;Rosa;210;640;I paint robots
nora;Nora;800;4,000;Real mum of three #NotABot
kenji;けんじ;150;900;ロボットが好き。bot制作もします
taikin;おおぐい;150;900;大食い/旅行/退勤bot
neko.haru;ねこ;90;800;いない日はbot任せです。気軽に絡んで
daily.dora;Dora;240;3,000;New loaf every day, recipes every Sunday
no.bots;Ines;200;700;No bots please, real people only
cabot.trail;Ed;310;450;Hiking the Cabot Trail
"""


def _kind(line: str) -> str:
    handle, name, following, posts, bio = line.split(";")
    counts = {
        field: int(told.replace(",", "")) for field, told in (("following", following), ("posts_count", posts)) if told
    }
    seen = evidence([profile(handle, display_name=name or None, bio=bio, followers=2_400, **counts)], handle)
    return judge_kind(seen, []).kind


@pytest.mark.parametrize("line", BOTS.strip().splitlines())
def test_a_bot_is_no_creator(line: str) -> None:
    assert _kind(line) == "aggregator"


@pytest.mark.parametrize("line", PEOPLE.strip().splitlines())
def test_who_speaks_of_bots_is_a_person(line: str) -> None:
    assert _kind(line) == "creator"


def test_how_it_behaves_counts_only_beside_words() -> None:
    quiet = profile("ink", bio="Ink and paper", following=3, posts_count=9_000)
    assert list(signs_of_bots("ink", quiet)) == []
