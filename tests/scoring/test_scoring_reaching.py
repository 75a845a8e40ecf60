"""A sentence model that the user brings: what a brief's words reach by it, how that is said, and what can be wrong."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from scoring.brief import Brief
from scoring.facts_ranking import rank_facts
from scoring.judging import objects_of, rank_database, rank_few, rank_one
from scoring.ranking.match import query_of
from scoring.ranking.reaching import reach_further
from scoring.ranking.sentences import load_model
from storage.database import Database
from storage.errors import BadSettings
from storage.facts import Fact
from tests.commands import complaint, nanoscout
from tests.scoring.invent import NETWORK, account
from tests.test_people import land
from tests.tiny_model import write_model

# Two directions: letters made by hand, and dogs; "goldleafing" and "illumination" are words that no lexicon knows.
WORDS = {
    "calligraphy": (1.0, 0.0, 0.0), "calligrapher": (1.0, 0.1, 0.0), "lettering": (0.9, 0.1, 0.0),
    "goldleafing": (0.8, 0.0, 0.6), "illumination": (0.6, 0.0, 0.8), "dogs": (0.0, 1.0, 0.0), "puppy": (0.0, 1.0, 0.1),
    "zorbing": (-0.5, -0.5, 0.7),
}  # fmt: skip


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_model(tmp_path / "model", WORDS)


def _plain(handle: str, bio: str) -> list[Fact]:
    return account(handle, bio=bio, display_name="Ada Brook", post={"text": "Good morning", "hashtags": []})


def _world() -> list[Fact]:
    return [
        *_plain("ada.b", "Illumination by candle light"),
        *_plain("bea.b", "Illumination, slowly"),
        *_plain("cal.b", "Calligraphy most evenings"),
        *_plain("dan.b", "Dogs, dogs, dogs"),
    ]


def test_vectors_have_length_one_and_are_means_of_tokens(model: Path) -> None:
    found = load_model(model).vectors_of(["Dogs", "calligraphy dogs", "nothing known", ""])
    assert found[0] == pytest.approx([0, 1, 0])
    assert found[1] == pytest.approx(np.array([1, 1, 0]) / np.sqrt(2))
    assert not found[2:].any()


def test_a_model_that_gives_one_vector_a_text_does_as_well(tmp_path: Path, model: Path) -> None:
    pooled = load_model(write_model(tmp_path / "pooled", WORDS, pooled=True))
    texts = ["dogs", "calligraphy dogs"]
    assert pooled.vectors_of(texts) == pytest.approx(load_model(model).vectors_of(texts))


def test_a_word_that_no_lexicon_knows_reaches_niches_and_words_near_it(model: Path) -> None:
    brief = Brief(words=("goldleafing",))
    assert {term.term for term in query_of(brief)} == {"goldleafing", "goldleafings"}
    wide = reach_further(brief.by_model(model), ["illumination", "dogs"])
    assert wide.near[0].term == "niche:art/calligraphy"
    assert 0.52 <= wide.near[0].likeness < 0.95
    assert wide.near[-1] == ("goldleafing", "illumination", 0.96)
    assert "dogs" not in {item.term for item in wide.near}
    assert {term.term for term in query_of(wide)} > {"goldleafing", "niche:art/calligraphy", "illumination"}


def test_what_is_near_nothing_reaches_nothing(model: Path) -> None:
    assert reach_further(Brief(words=("zorbing",)).by_model(model), ["dogs"]).near == ()


def test_avoided_words_and_niches_reach_nothing_further(model: Path) -> None:
    brief = Brief(niches=("art/calligraphy",), avoid=("goldleafing",)).by_model(model)
    assert query_of(reach_further(brief, ["illumination"])) == query_of(brief)


def test_the_lexicon_goes_first(model: Path) -> None:
    """Where it knows a term for a wish as well, nothing is said of a model."""
    wide = reach_further(Brief(words=("calligraphy",)).by_model(model))
    found = {term.term: term for term in query_of(wide)}
    assert found["niche:art/calligraphy"].weight == 0.8
    assert found["niche:art/calligraphy"].likeness is None


def test_accounts_are_found_by_it_and_it_is_said(model: Path) -> None:
    brief = Brief(words=("goldleafing",))
    blind = {one["handle"]: one["signals"]["interests"] for one in rank_facts(_world(), brief)}
    assert {one["value"] for one in blind.values()} == {0.0}
    objects = rank_facts(_world(), brief.by_model(model))
    seen = {one["handle"]: one["signals"]["interests"] for one in objects}
    assert seen["ada.b"]["value"] > seen["cal.b"]["value"] > seen["dan.b"]["value"] == 0.0
    assert seen["ada.b"]["evidence"] == 'near "goldleafing": "illumination" .96 (model), bio'
    assert seen["cal.b"]["evidence"].startswith('near "goldleafing": calligraphy .')
    assert '(model), bio "Calligraphy"' in seen["cal.b"]["evidence"]
    assert ".near-" in objects[0]["score_version"]


def test_a_database_says_the_same_as_facts_and_keeps_the_two_rankings_apart(database: Database, model: Path) -> None:
    land(database, *_world())
    plain = Brief(words=("goldleafing",))
    wide = plain.by_model(model)
    by_facts = [(one["handle"], one["score"]) for one in rank_facts(_world(), wide)]
    objects = list(objects_of(database, rank_database(database, wide), wide))
    assert [(one["handle"], one["score"]) for one in objects] == by_facts
    assert "(model)" in json.dumps(objects)
    (alone,) = rank_one(database, wide, NETWORK, "ada.b")[0].to_dicts()
    (few,) = rank_few(database, wide, [(NETWORK, "ada.b")]).to_dicts()
    assert alone["score"] == few["score"] == dict(by_facts)["ada.b"]
    (blind,) = rank_one(database, plain, NETWORK, "ada.b")[0].to_dicts()
    assert blind["score"] < alone["score"]


def test_words_that_come_later_are_reached_too(database: Database, model: Path) -> None:
    brief = Brief(words=("goldleafing",)).by_model(model)
    land(database, *_plain("ada.b", "Illumination by candle light"))
    (alone,) = objects_of(database, rank_database(database, brief), brief)
    land(database, *_plain("bea.b", "Illumination, slowly"))
    both = list(objects_of(database, rank_database(database, brief), brief))
    assert "(model)" not in alone["signals"]["interests"]["evidence"]  # one account's word may be a name
    assert ["(model)" in one["signals"]["interests"]["evidence"] for one in both] == [True, True]


def test_twice_is_the_same_and_the_lexicon_is_read_once(model: Path) -> None:
    brief = Brief(words=("goldleafing", "puppy")).by_model(model)
    first = reach_further(brief, ["illumination"])
    assert len(list(model.glob("nanoscout-*.npy"))) == 1
    again = subprocess.run(
        [sys.executable, "-c", "import sys; from pathlib import Path; from scoring.brief import Brief; "
         "from scoring.ranking.reaching import reach_further; brief = Brief(words=('goldleafing', 'puppy')); "
         "print(reach_further(brief.by_model(Path(sys.argv[1])), ['illumination']).near)", str(model)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert again.stdout.strip() == repr(first.near)


def test_a_folder_that_cannot_be_written_to_and_a_torn_store_do_no_harm(model: Path) -> None:
    brief = Brief(words=("goldleafing",)).by_model(model)
    wanted = reach_further(brief).near
    (kept,) = model.glob("nanoscout-*.npy")
    kept.write_bytes(b"torn")
    from scoring.ranking.reaching import _niche_words, _reach

    _niche_words.cache_clear()
    _reach.cache_clear()
    assert reach_further(brief).near == wanted


def test_without_a_model_nothing_of_it_is_imported() -> None:
    code = (
        "import sys; from scoring.brief import Brief; from scoring.facts_ranking import rank_facts; "
        "rank_facts([], Brief(words=('ink',))); print({'onnxruntime', 'tokenizers'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_missing_extra_says_what_to_install(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(BadSettings, match=r"pip install 'nanoscout\[minilm\]'"):
        reach_further(Brief(words=("ink",)).by_model(model / "."))


def test_a_folder_without_a_model_says_what_is_missing(tmp_path: Path, model: Path) -> None:
    with pytest.raises(BadSettings, match=r"there is no model\.onnx"):
        load_model(tmp_path / "nowhere")
    (model / "tokenizer.json").unlink()
    with pytest.raises(BadSettings, match=r"there is no tokenizer\.json"):
        load_model(model)


def test_files_that_are_no_model_are_named(tmp_path: Path) -> None:
    torn = write_model(tmp_path / "torn", WORDS)
    (torn / "model.onnx").write_bytes(b"<html>not found</html>")
    with pytest.raises(BadSettings, match="the model cannot be read"):
        load_model(torn)
    with pytest.raises(BadSettings, match="asks for pixel_values; it is no model of sentences"):
        load_model(write_model(tmp_path / "other", WORDS, asks_for="pixel_values"))


def test_the_folder_that_hubs_publish_is_understood(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "hub", WORDS)
    (folder / "onnx").mkdir()
    (folder / "model.onnx").rename(folder / "onnx" / "model.onnx")
    assert load_model(folder).vectors_of(["dogs"]).shape == (1, 3)


@pytest.mark.long
def test_the_verbs_take_it_by_flag_and_environment(
    tmp_path: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, brief = tmp_path / "x.db", tmp_path / "brief.toml"
    brief.write_text('words = ["goldleafing"]')
    opened = Database(str(file))
    land(opened, *_world())
    opened.close()
    given = ("--brief", brief, "--database", file)
    assert "(model)" not in nanoscout("rank", *given, "--json")
    assert "(model)" in nanoscout("rank", *given, "--json", "--model", model)
    assert "(model)" in nanoscout("show", "ada.b", *given, "--model", model)
    monkeypatch.setenv("NANOSCOUT_MODEL", str(model))
    assert "(model)" in nanoscout("rank", *given, "--json")
    said = complaint("rank", *given, "--model", tmp_path / "nowhere", code=11)
    assert "there is no model.onnx" in said
