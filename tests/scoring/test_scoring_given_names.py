"""Names of people are no fields: what only a first name says makes no niche."""

from typing import Any

import pytest

from scoring.brief import Brief
from scoring.facts_ranking import rank_facts
from storage.facts import Fact
from tests.scoring.invent import posts, profile


def _found(handle: str, name: str, bio: str = "", caption: str = "Monday again", **brief: Any) -> dict[str, Any]:
    facts: list[Fact] = [profile(handle, display_name=name, bio=bio), *posts(handle, 4, text=caption)]
    (one,) = rank_facts(facts, Brief(**brief))
    return one


NAMES = [
    ("fern.hollis", "Fern Hollis"), ("art.delaney", "Art Delaney"), ("rose_ann", "Rose Ann"), ("basil.k", "Basil K"),
    ("daisy.may", "Daisy May"), ("oliveandrew", "Olive Andrew"), ("ginger_w", "Ginger W"),
    ("robert.lang", "Robert Lang"),
    ("clay.tomlin", "Clay Tomlin"), ("dahlia.s", "Dahlia S"), ("angelika.b", "Angelika B"), ("sergio.r", "Sergio R"),
    ("harper.lee.b", "Harper B"), ("kitty.o", "Kitty O"), ("dagmar.z", "Dagmar Z"), ("roza.m", "Роза М"),
    ("roman.p", "Роман П"), ("oyku.d", "Öykü D"), ("ebru.t", "Ebru T"), ("kavita.s", "कविता S"),
    ("annemarie", "Annemarie"),
    ("angela.m", "Ángela M"), ("viola.b", "Viola B"), ("trenton.h", "Trenton H"),
]  # fmt: skip


@pytest.mark.parametrize(("handle", "name"), NAMES)
def test_a_first_name_is_no_niche(handle: str, name: str) -> None:
    found = _found(handle, name)
    assert found["niches"] == []
    assert found["interests"] == []
    assert _found(handle, name, bio="Mostly mornings")["interests"] == []


@pytest.mark.parametrize(
    ("handle", "name", "bio", "caption", "niche"),
    [
        ("fern.hollis", "Fern Hollis", "house plants and a cat", "Monday", "home"),
        ("fern.hollis", "Fern Hollis", "", "My new fern, repotted. House plants make the room", "home"),
        ("art.by.lu", "Art by Lu", "painter, oils", "Monday", "art"),
        ("rose.bakes", "Rose bakes", "", "Monday", "food"),
        ("knit.with.daisy", "Daisy knits", "", "Monday", "art"),
        ("calligraphy.rose", "Rose", "", "Monday", "art"),
    ],
)
def test_a_name_counts_where_something_else_agrees(handle: str, name: str, bio: str, caption: str, niche: str) -> None:
    """And what in a name is no first name counts as before."""
    assert _found(handle, name, bio, caption)["niches"][0]["name"] == niche


def test_a_brief_is_not_met_by_a_name() -> None:
    for word, handle, name in (("olive", "olive.andrews", "Olive Andrews"), ("ginger", "ginger.w", "Ginger W")):
        assert not _found(handle, name, words=(word,))["signals"]["interests"]["value"]
        assert _found(handle, name, bio=f"{word} all day", words=(word,))["signals"]["interests"]["value"]
