"""What a brief's words reach beyond the lexicon: niches and accounts' own words that a sentence model holds for near.

Only where a model is set (``scoring.ranking.sentences``). Likeness is a cosine, rounded to two decimals, so that
the last digits of a processor change no ranking.
"""

import contextlib
import hashlib
import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scoring.brief import Brief, Near
from scoring.lexicon import find_cues, languages
from scoring.lists import NICHES, topic_of
from scoring.ranking.sentences import SentenceModel, Vectors, load_model

LIKE_NICHE = 0.48  # from here on a niche is near; of ten words that fit none, three reached one
LIKE_WORD = 0.6
MOST_NICHES = 3
MOST_WORDS = 12
MOST_VOCABULARY = 600  # accounts' words that are looked at: each takes the model some milliseconds


def reach_further(brief: Brief, vocabulary: Sequence[str] = ()) -> Brief:
    """The brief with the niches and words that its model holds for near its words; itself where no model is set.

    ``vocabulary`` are words of accounts, the most held first. Raises BadSettings where the model cannot be used.
    """
    if brief.model is None or not brief.words:
        return brief
    model = load_model(brief.model)
    unknown = [word for word in vocabulary if not find_cues(word)][:MOST_VOCABULARY]
    return brief.reaching(_reach(model, brief.model, brief.words, tuple(unknown)))


@lru_cache(maxsize=16)
def _reach(model: SentenceModel, folder: Path, words: tuple[str, ...], vocabulary: tuple[str, ...]) -> tuple[Near, ...]:
    names, known, of_niche = _niche_words(model, folder)
    wanted = model.vectors_of(word.casefold() for word in words)
    found: list[Near] = []
    for word, vector in zip(words, wanted, strict=True):
        niches = {name: _likeness(vector, known[of_niche == place]) for place, name in enumerate(names)}
        found += [
            Near(word, f"niche:{name}", likeness)
            for name, likeness in _best(niches, MOST_NICHES)
            if likeness >= LIKE_NICHE
        ]
    if vocabulary:
        theirs = model.vectors_of(vocabulary)
        for word, vector in zip(words, wanted, strict=True):
            likeness = dict(zip(vocabulary, np.round(theirs @ vector, 2).tolist(), strict=True))
            found += [Near(word, term, like) for term, like in _best(likeness, MOST_WORDS) if like >= LIKE_WORD]
    return tuple(found)


def _likeness(vector: Vectors, words: Vectors) -> float:
    """Half how like the niche as a whole (the mean of its words), half how like the nearest of its words."""
    middle = words.mean(axis=0)
    length = max(float(np.linalg.norm(middle)), 1e-12)
    return round(float(0.5 * (vector @ middle) / length + 0.5 * np.max(words @ vector)), 2)


def _best(likeness: dict[str, float], most: int) -> list[tuple[str, float]]:
    return sorted(likeness.items(), key=lambda item: (-item[1], item[0]))[:most]


@lru_cache(maxsize=2)
def _niche_words(model: SentenceModel, folder: Path) -> tuple[list[str], Vectors, NDArray[np.int64]]:
    """The sub-niches, the vectors of their English words, and which sub-niche each word is of.

    English alone: a model of many languages brings a brief in any of them near these, another knows no other.
    """
    names = [f"{top}/{sub}" for top, subs in NICHES.items() for sub in subs]
    words: list[str] = []
    places: list[int] = []
    for place, name in enumerate(names):
        phrases = [topic_of(name)]
        phrases += [
            phrase.rstrip("*")
            for language in languages()
            if language.code in ("", "en")
            for phrase in language.phrases.get(f"niche:{name}", [])
        ]
        told = [phrase for phrase in dict.fromkeys(phrases) if any(letter.isalpha() for letter in phrase)]
        words += told
        places += [place] * len(told)
    return names, _kept_vectors(model, folder, words), np.array(places)


def _kept_vectors(model: SentenceModel, folder: Path, words: list[str]) -> Vectors:
    """The vectors of the lexicon's words (of nobody's else); kept beside the model where its folder may be written to,
    since a thousand of them take some seconds."""
    told = hashlib.sha256("\n".join(words).encode()).hexdigest()[:8]
    file = folder / f"nanoscout-{model.name}-{told}.npy"
    with contextlib.suppress(OSError, ValueError):
        kept: Vectors = np.load(file, allow_pickle=False)
        if kept.shape[0] == len(words):
            return kept
    vectors = model.vectors_of(words)
    with contextlib.suppress(OSError):
        part = file.with_suffix(f".{os.getpid()}.part")
        with part.open("wb") as opened:
            np.save(opened, vectors)
        part.replace(file)
    return vectors
