"""The brief's words against what accounts write about: one number an account, ``match`` from 0 to 1."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import narwhals as nw
import polars as pl

from scoring.brief import Brief, Near
from scoring.features.commercial import WORKS, letters_of
from scoring.features.terms import without_little_words
from scoring.features.words import niche_terms_of, niches_named
from scoring.lexicon import fold_text, tokens_of
from scoring.lists import NICHES, neighbours_of
from scoring.ranking.inflections import forms_of
from scoring.signals.signal import rounded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    import numpy as np
    from numpy.typing import NDArray

    _Words = tuple[str, ...]
    _Asks = tuple[_Words, _Words, _Words, tuple[Near, ...], _Words, _Words]
    Uses = tuple[NDArray[np.uint32], NDArray[np.float64]]  # the rows of those who use a term, and its weight for each

_BY_MODEL = 0.7  # times its likeness: how well a term meets a word that a sentence model holds for near it
_AVOIDED = 2.0  # what is avoided counts by twice its share: who speaks of it in half of the posts is out
_FOR_A_RIVAL = 0.5  # what working for a competitor takes of what an account fits, at most
_SPOKEN_OF = 0.8  # how well a sub-niche that a word speaks of meets the word
_INFLECTED = 0.9  # how well another form of a word meets it
_PART = 0.9  # how well two neighbouring words of three and more meet them
_FRAME = 0.8  # how well any part of a whole niche meets it in a brief that says in words what it means
_NEIGHBOUR_TOLD = 0.4
_OF_BEST = 0.6  # what the best met wish counts in the match; all together count the rest
_WHOLE = 1_000_000  # weights are summed as whole millionths, so that no order of rows changes a digit


@dataclass(frozen=True)
class QueryTerm:
    """A term that would meet one wish of the brief, and how well (0–1; 0–2 where it is to be avoided). ``wish`` is its
    place among the brief's wishes; ``likeness`` is a sentence model's where only that knows of it."""

    wish: int
    words: str
    term: str
    weight: float
    avoid: bool = False
    likeness: float | None = None


def query_of(brief: Brief) -> tuple[QueryTerm, ...]:
    """Everything that would meet the brief's words: the words themselves, run together as in hashtags, in the other
    number, the niches they
    speak of, and (weaker) the niches next to these and what a sentence model holds for near."""
    return _query(*_asks(brief))


def _asks(brief: Brief) -> "_Asks":
    """All of a brief that a query depends on."""
    return brief.words, brief.niches, brief.avoid, brief.near, brief.competitors, brief.languages


@lru_cache(maxsize=64)
def _query(
    words_: tuple[str, ...],
    niches: tuple[str, ...],
    avoided: tuple[str, ...],
    near: tuple[Near, ...],
    competitors: tuple[str, ...],
    languages: tuple[str, ...],
) -> tuple[QueryTerm, ...]:
    wishes: list[tuple[str, bool, bool]] = [(words, False, False) for words in words_]
    wishes += [(niche, True, False) for niche in niches] + [(words, False, True) for words in avoided]
    found: list[QueryTerm] = []
    for number, (words, is_niche, avoid) in enumerate(wishes):
        terms: dict[str, float] = {}
        whole = _FRAME if words_ else 1.0
        for term, weight in _expand(words, is_niche, avoid, whole, languages).items():
            terms[term] = max(weight * (_AVOIDED if avoid else 1.0), terms.get(term, 0.0))
        liked = {} if is_niche or avoid else {item.term: item.likeness for item in near if item.words == words}
        liked = {term: like for term, like in liked.items() if _BY_MODEL * like > terms.get(term, 0.0)}
        terms |= {term: round(_BY_MODEL * like, 6) for term, like in liked.items()}
        found += [
            QueryTerm(number, words, term, weight, avoid, liked.get(term)) for term, weight in sorted(terms.items())
        ]
    rivals = enumerate(dict.fromkeys(filter(None, map(letters_of, competitors))), start=len(wishes))
    found += [QueryTerm(number, name, f"{WORKS}{name}", _FOR_A_RIVAL, avoid=True) for number, name in rivals]
    return tuple(found)


def niches_wanted(brief: Brief) -> frozenset[str]:
    """The niches at the top ("food") that the brief's words and niches speak of; empty where it names none."""
    terms = {item.term for item in query_of(brief) if item.weight >= _SPOKEN_OF and not item.avoid}
    return frozenset(term[6:].partition("/")[0] for term in terms if term.startswith("niche:"))


def query_terms(brief: Brief) -> list[str]:
    """The terms that a ranking needs of the terms table, sorted; no others are looked at."""
    return sorted({term.term for term in query_of(brief)})


def _expand(words: str, is_niche: bool, avoid: bool, whole: float, languages: tuple[str, ...]) -> dict[str, float]:
    terms: dict[str, float] = {}
    if is_niche:
        top, _, sub = words.partition("/")
        wanted = {f"{top}/{sub}": 1.0} if sub else {f"{top}/{name}": whole for name in NICHES[top]}
    else:
        said = [token.lstrip("#@") for token in tokens_of(fold_text(words))]
        tokens = without_little_words(said)
        terms |= dict.fromkeys(forms_of(tokens, languages) if tokens else (), _INFLECTED)
        terms |= dict.fromkeys([*_forms(tokens), "".join(said)] if said else (), 1.0)
        if not avoid:
            terms |= {" ".join(pair): _PART for pair in pairwise(tokens)} if len(tokens) > 2 else {}
        # "wedding photography" is avoided as it stands: photography is not.
        spoken = niches_named(words) if avoid else niche_terms_of(words)
        wanted = {niche: weight * _SPOKEN_OF for niche, weight in spoken.items()}
    for niche, weight in wanted.items():
        terms[f"niche:{niche}"] = max(weight, terms.get(f"niche:{niche}", 0.0))
        if avoid:
            continue
        for near, closeness in neighbours_of(niche).items():
            term = f"niche:{near}"
            terms[term] = max(terms.get(term, 0.0), weight * closeness)
    return terms


def _forms(tokens: list[str]) -> list[str]:
    """A phrase as terms hold it: as it is, run together, and with its last word in the other number."""
    if not tokens:
        return []
    last = tokens[-1]
    lasts = [last]
    if last.isascii() and len(last) > 3:
        lasts.append(last[:-1] if last.endswith("s") and not last.endswith("ss") else f"{last}s")
        if last.endswith("ies"):
            lasts.append(f"{last[:-3]}y")
        elif last.endswith("y"):
            lasts.append(f"{last[:-1]}ies")
    forms = []
    for end in lasts:
        phrase = [*tokens[:-1], end]
        forms += ["".join(phrase)] if len(phrase) > 2 else [" ".join(phrase), "".join(phrase)]
    return list(dict.fromkeys(forms))


def wished_for(brief: Brief) -> dict[str, list[Any]]:
    """The query as columns ``term``, ``wish``, ``avoid`` and ``met`` (0–1); ``term`` is empty without a wish."""
    query = query_of(brief)
    if all(term.avoid for term in query):
        query = ()
    return {
        "term": [term.term for term in query],
        "wish": [term.wish for term in query],
        "avoid": [term.avoid for term in query],
        "met": [term.weight for term in query],
    }


def add_match(
    features: "nw.LazyFrame[Any]", hits: "nw.LazyFrame[Any]", keys: list[str], brief: Brief
) -> "nw.LazyFrame[Any]":
    """The features with ``match``: .6 of the best met wish and .4 of the mean over wishes, less what the brief
    avoids.

    ``hits`` are the accounts' terms that meet a wish: the ``keys`` of an account, ``wish``, ``avoid``, ``weight``,
    ``met``.
    """
    strength = rounded(nw.col("weight") * nw.col("met") * _WHOLE, 0).cast(nw.Int64)
    met = (
        hits.select(*keys, "wish", "avoid", strength.alias("met"))
        .group_by(*keys, "wish", "avoid")
        .agg(nw.col("met").max())
        .with_columns(
            nw.when(~nw.col("avoid")).then(nw.col("met")).alias("_best"),
            nw.when(nw.col("avoid")).then(nw.col("met")).alias("_avoided"),
        )
        .group_by(*keys)
        .agg(nw.col("_best").sum().alias("_sum"), nw.col("_best").max(), nw.col("_avoided").max())
    )
    joined = features.join(met, on=keys, how="left")
    return joined.with_columns(_match(brief).alias("match")).drop("_best", "_sum", "_avoided")


def _match(brief: Brief) -> nw.Expr:
    """``match`` out of whole millionths: of the best met wish, of all wishes together, of what is avoided."""
    wishes = len({term.wish for term in query_of(brief) if not term.avoid})
    best, total, avoided = (nw.col(name).fill_null(0) / _WHOLE for name in ("_best", "_sum", "_avoided"))
    match = (_OF_BEST * best + (1.0 - _OF_BEST) * total / wishes) * (1.0 - avoided.clip(upper_bound=1.0))
    return rounded(match.clip(0.0, 1.0), 6)


def match_uses(uses: "Mapping[str, Uses]", brief: Brief, count: int) -> pl.Series:
    """``match`` of accounts numbered from 0 to ``count``, as ``add_match`` gives it; all null where the brief has no
    words. A term has an account once at most."""
    import numpy as np

    if not wished_for(brief)["term"]:
        return pl.Series("match", [None], dtype=pl.Float64).new_from_index(0, count)
    of_wish: dict[tuple[int, bool], Any] = {}
    for asked in query_of(brief):
        met = of_wish.setdefault((asked.wish, asked.avoid), np.zeros(count, dtype=np.int32))
        if asked.term in uses:
            rows, weights = uses[asked.term]
            strength = weights * asked.weight
            strength *= _WHOLE
            strength += 0.500001  # as ``rounded`` does it
            met[rows] = np.maximum(met[rows], strength.astype(np.int32))
    sums = {name: np.zeros(count, dtype=np.int32) for name in ("_best", "_sum", "_avoided")}
    for (_, avoid), met in of_wish.items():
        highest = sums["_avoided" if avoid else "_best"]
        np.maximum(highest, met, out=highest)
        if not avoid:
            sums["_sum"] += met
    frame = nw.from_native(pl.LazyFrame(sums)).select(_match(brief).alias("match"))
    return frame.to_native().collect(engine="streaming").to_series()


def match_terms(features: pl.LazyFrame, brief: Brief, terms: pl.DataFrame | None) -> pl.LazyFrame:
    """The features, numbered by ``_row``, with ``match`` (``add_match``); null where the brief has no words or no terms
    are given."""
    wished = wished_for(brief)
    if terms is None or not wished["term"]:
        return features.with_columns(pl.lit(None, pl.Float64).alias("match"))
    hits = terms.lazy().filter(pl.col("term").is_in(query_terms(brief)))
    # Found by name once, the rest is done by number.
    hits = hits.join(features.select("_row", "network", "handle"), on=["network", "handle"], how="inner")
    hits = hits.join(pl.LazyFrame(wished), on="term", how="inner")
    native: pl.LazyFrame = add_match(nw.from_native(features), nw.from_native(hits), ["_row"], brief).to_native()
    return native


class Met(NamedTuple):
    """The term that met a wish best, and how well (0–1); ``likeness`` where only a sentence model knows of it."""

    words: str
    term: str
    strength: float
    likeness: float | None = None


def explain_match(brief: Brief, terms: dict[str, float], *, avoided: bool = False) -> list[Met]:
    """Which term met each wish best (with ``avoided`` what should not be met), the strongest first; wishes that nothing
    met left out. What was asked for is told rather than a neighbour of it that is a little stronger."""
    best: dict[int, tuple[float, Met]] = {}
    wanted = _by_term(avoided, *_asks(brief))
    for term in sorted(wanted.keys() & terms.keys()):
        for asked in wanted[term]:
            strength = asked.weight * terms[term]
            worth = strength if asked.weight >= _SPOKEN_OF else _NEIGHBOUR_TOLD * strength
            if strength > 0 and (asked.wish not in best or worth > best[asked.wish][0]):
                best[asked.wish] = worth, Met(asked.words, asked.term, strength, asked.likeness)
    return sorted((met for _, met in best.values()), key=lambda item: (-item.strength, item.words))


@lru_cache(maxsize=8)
def _by_term(avoided: bool, *asks: "Unpack[_Asks]") -> dict[str, list[QueryTerm]]:
    """What is asked for, or what is avoided, by the term that would meet it."""
    found: dict[str, list[QueryTerm]] = {}
    for asked in _query(*asks):
        if asked.avoid == avoided:
            found.setdefault(asked.term, []).append(asked)
    return found
