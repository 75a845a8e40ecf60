"""Lookalikes: who is near an account in the graph, in its niches, and in its words; and the circles of a niche."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from scoring.audience import Overlap, overlap_of
from scoring.features.commercial import WORKS
from scoring.graph import NEARNESS, Edge, circles_of, graph_of, nearness_to
from scoring.lexicon.language_of import little_words
from scoring.lists import topic_of
from scoring.wording import joined, plural, quoted
from storage.derived import read_audiences, read_terms, read_terms_of
from storage.facts import AccountKey
from storage.ties import all_edges

if TYPE_CHECKING:
    from sqlalchemy import Connection

# Of the whole likeness; judgements.
_GRAPH, _NICHES, _WORDS = 0.40, 0.35, 0.25
_NICHE = "niche:"
# What people of every field say: greetings, how to reach them, numbers, times, how much and how well.
_EVERYDAY_WORDS = """
    hello hi hey welcome thank thanks please sorry bye follow followers following link bio dm dms collab collabs collabo
    collaboration collaborations enquiries inquiries contact business bookings booking pr ambassador blogger influencer
    creator content ugc code discount gifted ad sponsored official account page profile insta instagram tiktok youtube
    very really so much more most many little lot bit quite just still again ever never always almost too enough only
    one two three four five six seven eight nine ten first second last next half once twice
    minute minutes hour hours day days week weeks month months year years today tomorrow yesterday morning evening night
    monday tuesday wednesday thursday friday saturday sunday time times now soon ago since
    make makes made making get got go goes going come came take took try tried keep kept put let use used want wanted
    need needed know think thought say said ask asked tell told see saw look looked feel felt find found
    good great best better nice lovely happy new old big small whole same other own thing things way people someone
    yes no ok okay love loved like liked
    hallo danke bitte sehr mehr heute morgen eins zwei drei tag tage woche minuten stunden link profil kooperation
    hola gracias muy más hoy uno dos tres día días semana minutos horas enlace perfil colaboraciones
    bonjour salut merci très plus aujourd'hui deux trois jour jours semaine heures lien profil collaborations
    ciao grazie molto oggi due tre giorno giorni settimana minuti ore olá obrigada obrigado muito hoje dois três dia
    💌 📩 📧 ✉ ✉️ 📬 📨 👇 ⬇ ⬇️ 👉 ✨ 💕 ❤ ❤️ 🙏 😊 😍
"""
_EVERYDAY = frozenset(_EVERYDAY_WORDS.split())
_OF_ADDRESSES = frozenset({"https", "http", "www", "com", "net", "org", "example", "gmail", "mail", "email"})


@dataclass(frozen=True)
class Lookalike:
    """``likeness`` 0–1; its parts too, or ``None`` where not observed; ``overlap`` ``None``: unknown."""

    network: str
    handle: str
    likeness: float
    graph: float | None
    niches: float | None
    words: float | None
    common: list[str]
    why: str
    overlap: Overlap | None


def likeness_of_nearness(times: float) -> float:
    """How near in the graph as 0–1: 0 at a tenth of chance, .5 at 5 times, 1 at 250 times and more."""
    low, high = map(log, NEARNESS)
    return round(min(1.0, max(0.0, (log(times) - low) / (high - low))), 4) if times > 0 else 0.0


def find_similar(connection: "Connection", network: str, handle: str, known: set[AccountKey]) -> list[Lookalike]:
    """The accounts of ``known`` that are like this one, most alike first, then by handle.

    Niches and words: the share of this account's terms (rare ones count more) that the other has too.
    """
    edges = all_edges(connection, network)
    near = nearness_to(graph_of(edges), [(network, handle)])
    mine = {
        term: weight
        for term, weight in read_terms_of(connection, network, handle).items()
        if not term.startswith(WORKS)
    }
    theirs: dict[str, dict[str, float]] = {}
    used: Counter[str] = Counter()
    for of, other, term, weight in read_terms(connection, sorted(mine)):
        used[term] += 1
        if of == network and other != handle:
            theirs.setdefault(other, {})[term] = weight
    audiences = read_audiences(connection)
    neighbours = _neighbours(edges)
    found = []
    for of, other in sorted(known):
        if of != network or other == handle:
            continue
        terms = theirs.get(other, {})
        niches, topics = _share(mine, terms, used, len(known), niche=True)
        words, said = _share(mine, terms, used, len(known), niche=False)
        graph = likeness_of_nearness(near[of, other]) if (of, other) in near else None
        parts = ((graph, _GRAPH), (niches, _NICHES), (words, _WORDS))
        likeness = sum((part or 0.0) * weight for part, weight in parts)
        if likeness <= 0.02:
            continue
        common = sorted(neighbours.get(handle, set()) & neighbours.get(other, set()))
        tied = other in neighbours.get(handle, set())
        overlap = overlap_of(audiences.get((network, handle)), audiences.get((of, other)))
        why = _word(tied, common, topics, said)
        found.append(Lookalike(of, other, round(likeness, 4), graph, niches, words, common, why, overlap))
    return sorted(found, key=lambda one: (-one.likeness, one.handle))


def _neighbours(edges: list[Edge]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for _, source, target, _ in edges:
        found.setdefault(source, set()).add(target)
        found.setdefault(target, set()).add(source)
    return found


def _share(
    mine: Mapping[str, float], theirs: Mapping[str, float], used: "Counter[str]", accounts: int, *, niche: bool
) -> tuple[float | None, list[str]]:
    """How much of this account's terms the other has, and the terms that count most; ``None`` where it has none."""
    wanted = {term: weight for term, weight in mine.items() if term.startswith(_NICHE) == niche and _tells(term)}
    if not wanted:
        return None, []
    rare = {term: log(1.0 + accounts / max(1, used[term])) for term in wanted}
    whole = sum(weight * rare[term] for term, weight in wanted.items())
    met = {term: min(weight, theirs[term]) * rare[term] for term, weight in wanted.items() if term in theirs}
    strongest = sorted(met, key=lambda term: (-met[term], term))
    return (round(sum(met.values()) / whole, 4) if whole > 0 else None), strongest


def _tells(term: str) -> bool:
    """Whether a term says anything of a field: little words of any language, what everybody says and parts of
    addresses do not."""
    little = little_words()
    words = term.split(" ")
    return any(word not in little and word not in _EVERYDAY and word not in _OF_ADDRESSES for word in words)


def _word(tied: bool, common: list[str], topics: list[str], said: list[str]) -> str:
    parts = []
    if tied:
        parts.append("tied to it")
    if common:
        parts.append(f"{plural(len(common), 'tie')} in common ({joined(common[:3])})")
    if topics:
        parts.append(f"both write about {joined([topic_of(term.removeprefix(_NICHE)) for term in topics[:3]])}")
    if said:
        parts.append(f"both say {quoted(said, 3)}")
    return "; ".join(parts)


@dataclass(frozen=True)
class Circle:
    """Accounts that are tied among themselves: who stands in the middle, and what they write about."""

    members: list[AccountKey]
    middle: list[str]
    topics: list[str]


def find_circles(connection: "Connection", among: Mapping[AccountKey, str | None]) -> list[Circle]:
    """The circles among these accounts (with the niche of each, or ``None``), the largest first."""
    graph = graph_of(all_edges(connection))
    circles = []
    for members in circles_of(graph, among):
        niches = Counter(niche for account in members if (niche := among[account]))
        topics = [topic_of(niche) for niche, _ in sorted(niches.items(), key=lambda item: (-item[1], item[0]))[:3]]
        inside = {graph.place[account] for account in members}
        degrees = {
            account: float(sum(graph.ties[[graph.place[account]]][:, sorted(inside)].data)) for account in members
        }
        middle = sorted(members, key=lambda account: (-degrees[account], account))[:3]
        circles.append(Circle(members, [handle for _, handle in middle], topics))
    return circles
