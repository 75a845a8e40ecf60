"""What a running crawl learns about whom to visit next, and what it writes into the frontier."""

from collections.abc import Iterable
from random import Random

from crawler.crawling.visit_policy import EXPLORE, REFIT_EVERY, LearnedPolicy
from crawler.networks.network import Target
from scoring.evidence import Evidence
from scoring.features.words import read_words
from storage.facts import AccountKey, Fact, Profile, Sighting
from storage.frontier import Wanted

LEARNED = 10.0  # promise of an account that is sure to fit, beside what its sightings add up to
_EXPLORING = 40.0  # promise of one that is visited to learn: above all but the seeds

_WORTH_WRITING = 0.1


class Foresight:
    """One crawl's memory of who showed whom, who was in the band and what they write about; a policy for each network.

    The promise of a waiting account is the sum over its sightings (``crawler.crawling.promise``: a vote) and, once
    enough was learned, the chance that it fits. It lives in this process: what an earlier one learned stays in its
    promises.
    """

    def __init__(self, band: tuple[int, int], niches: frozenset[str] = frozenset()) -> None:
        """``band``: the followers wanted, both ends included; ``niches``: those wanted, empty for all."""
        self._band = band
        self._niches = niches
        self._policies: dict[str, LearnedPolicy] = {}
        self._votes: dict[AccountKey, float] = {}
        self._written: dict[AccountKey, float] = {}
        self._shown: dict[Target, dict[str, str]] = {}
        self._profiles: dict[Target, Profile] = {}
        self._dice = Random(0)

    def note(self, target: Target, facts: Iterable[Fact], wanted: Iterable[Wanted]) -> None:
        """What an answer of a visit said, and what it made worth a visit."""
        for item in wanted:
            if item.kind == "account":
                account = (item.network, item.key)
                self._votes[account] = self._votes.get(account, 0.0) + item.promise
        shown = self._shown.setdefault(target, {})
        for fact in facts:
            if isinstance(fact, Sighting) and fact.handle and fact.handle != target.key:
                shown[fact.handle] = fact.display_name or shown.get(fact.handle, "")
            elif isinstance(fact, Profile) and fact.handle == target.key and target.kind == "account":
                self._profiles[target] = fact

    def end_visit(self, target: Target) -> list[tuple[str, str, float]]:
        """The visit is over; (network, handle, promise) of those whose promise is another now, mostly none."""
        shown = list(self._shown.pop(target, {}).items())
        profile = self._profiles.pop(target, None)
        if target.kind == "account" and (profile is None or profile.followers is None):
            return []
        policy = self._policies.setdefault(target.network, LearnedPolicy())
        sized = profile is not None and self._is_sized(profile)
        # A hashtag is of a kind of its own: that it is nobody who fits says nothing of whom it shows.
        niche = f"#{target.key}" if profile is None else _niche_of(profile)
        fits = sized and profile is not None and not profile.is_private
        fits = fits and (not self._niches or niche in self._niches)
        key = target.key if target.kind == "account" else f"#{target.key}"
        if not policy.visited(key, shown, fits=fits, sized=sized, niche=niche):
            return []
        return self._promises(target.network, policy)

    def why(self, target: Target, *, depth: int) -> str | None:
        """The word for why an account is visited now: seed, vote, or what the policy saw; ``None`` for others."""
        if target.kind != "account":
            return None
        policy = self._policies.get(target.network)
        return "seed" if depth == 0 else (policy.why(target.key) if policy else "") or "met"

    def _is_sized(self, profile: Profile) -> bool:
        within = profile.followers_within or 0
        return profile.followers is not None and (self._band[0] - within <= profile.followers <= self._band[1] + within)

    def _promises(self, network: str, policy: LearnedPolicy) -> list[tuple[str, str, float]]:
        promises: dict[str, float] = {}
        for key, chance in policy.chances():
            promise = self._votes.get((network, key), 0.0) + LEARNED * chance
            if abs(promise - self._written.get((network, key), -1.0)) > _WORTH_WRITING:
                promises[key] = self._written[network, key] = promise
        if promises and self._dice.random() < EXPLORE * REFIT_EVERY:
            promises[self._dice.choice(sorted(promises))] = _EXPLORING
        return [(network, key, promise) for key, promise in promises.items()]


def _niche_of(profile: Profile) -> str | None:
    """What a profile says that the account is about, most of all; ``None`` where it says nothing of the kind."""
    niches = read_words(Evidence(profile.network, profile.handle, profile)).niches
    return niches[0][0] if niches else None
