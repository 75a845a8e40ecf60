"""The brief: what a brand wants, read from TOML. An empty brief works: every key has a default.

Keys at the top: ``words`` (or ``interests``), ``avoid``, ``niches``, ``networks``, ``languages``, ``countries``,
``places``, ``like`` (accounts: handle or handle@network), ``tiers``, ``tier_scheme``, ``followers = {min, max}``,
``campaign``, ``exclude_kinds``, ``require``, ``lawful_basis`` (why those found may be written to: it lets exports hold
addresses of EU and UK individuals), ``posts_window_days``; tables ``[weights]`` (signal = number) and ``[groups]``
(authenticity, fit, quality = exponent).
"""

import hashlib
import math
import re
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, ValidationError, model_validator

from scoring.lists import NETWORKS, AccountKind, Campaign, Group, Requirement
from scoring.special import is_special
from scoring.tiers import DEFAULT_SCHEME, SCHEMES
from scoring.toml_slips import word_slip
from scoring.trends import Trends
from scoring.weights import CAMPAIGN_FACTORS, GROUP_EXPONENTS, SIGNAL_WEIGHTS
from scoring.wishes import (
    check_apart,
    check_countries,
    check_languages,
    check_names,
    check_niches,
    check_places,
    check_words,
    nearest,
)
from storage.errors import BadBrief
from storage.files.text_files import text_of
from storage.problems import word_problem, word_value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_as_list), Field(max_length=200)]
Weight = Annotated[float, Field(ge=0, le=1000, allow_inf_nan=False)]

_FREE = ("words", "avoid", "competitors", "places", "like")  # lists in anybody's own words


class Followers(BaseModel):
    """A band of followers of the brief's own; both ends belong to it, either may be left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    min: Annotated[int, Field(ge=0)] | None = None
    max: Annotated[int, Field(ge=0)] | None = None


class Near(NamedTuple):
    """A term that a sentence model holds for near one of the brief's words, and how like it is (a cosine)."""

    words: str
    term: str
    likeness: float


class Brief(BaseModel):
    """What the brand wants. Lists are empty where it has no wish; a signal without a wish has no weight."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)

    name: str | None = None
    words: Words = ()
    avoid: Words = ()
    competitors: Words = ()
    niches: Words = ()
    networks: Words = ()
    languages: Words = ()
    countries: Words = ()
    places: Words = ()
    like: Words = ()
    tiers: Words = ("nano",)
    tier_scheme: str = DEFAULT_SCHEME
    followers: Followers = Followers()
    campaign: Campaign | None = None
    exclude_kinds: tuple[AccountKind, ...] = (
        "private", "suspected_minor", "shop", "brand", "aggregator", "fan_page", "meme_page",
    )  # fmt: skip
    require: tuple[Requirement, ...] = ()
    lawful_basis: Annotated[str, Field(max_length=300)] | None = None
    posts_window_days: Annotated[int, Field(ge=1, le=3650)] = 90
    weights: dict[str, Weight] = {}
    groups: dict[Group, Weight] = {}
    _trends: Trends = PrivateAttr(default_factory=dict)
    _model: Path | None = PrivateAttr(default=None)
    _near: tuple[Near, ...] = PrivateAttr(default=())

    @property
    def trends(self) -> Trends:
        """The follower trends fitted on the database that is ranked; empty for those that come with the software."""
        return self._trends

    def under(self, trends: Trends) -> Self:
        """The same brief, judged by these trends."""
        other = self.model_copy()
        other._trends = trends
        return other

    @property
    def model(self) -> Path | None:
        """The folder of the sentence model that the brief's words reach further by; ``None`` for none."""
        return self._model

    @property
    def near(self) -> tuple[Near, ...]:
        """What a sentence model holds for near the brief's words."""
        return self._near

    def by_model(self, folder: Path | None) -> Self:
        """The same brief, to be read with the help of the sentence model in a folder."""
        other = self.model_copy()
        other._model, other._near = folder, ()
        return other

    def reaching(self, near: tuple[Near, ...]) -> Self:
        """The same brief, met by these terms, too."""
        other = self.model_copy()
        other._near = near
        return other

    @model_validator(mode="before")
    @classmethod
    def _join_interests(cls, values: Any) -> Any:
        if isinstance(values, dict) and "interests" in values:
            values = dict(values)
            values["words"] = [*(_as_list(values.get("words")) or []), *(_as_list(values.pop("interests")) or [])]
        return values

    @model_validator(mode="after")
    def _check(self) -> "Brief":
        check_names("tier scheme", [self.tier_scheme], SCHEMES)
        check_names("tier", self.tiers, [tier.name for tier in SCHEMES[self.tier_scheme].tiers])
        check_niches(self.niches)
        for word in (*self.words, *self.avoid):
            if is_special(word):
                raise ValueError(
                    f'"{word}" tells of health, faith, orientation, origin or politics: '
                    "people are neither chosen nor left out by that; take the word out"
                )
        for one, other in (("words", "avoid"), ("like", "competitors")):
            check_apart(one, getattr(self, one), other, getattr(self, other))
        check_names("signal in [weights]", self.weights, SIGNAL_WEIGHTS)
        for key in _FREE:
            check_words(key, getattr(self, key))
        check_names("network", self.networks, NETWORKS)
        check_languages(self.languages)
        check_countries(self.countries)
        check_places(self.places)
        low, high = self.followers.min, self.followers.max
        if low is not None and high is not None and low > high:
            raise ValueError(f"followers.min ({low}) is above followers.max ({high})")
        if self.low > self.high:
            raise ValueError("tiers and followers leave no band of followers: widen one of them")
        if sum(self.group_exponents.values()) <= 0:
            raise ValueError("[groups] sum to nothing: give at least one group an exponent above 0")
        if sum(self.weight_of(name) for name in SIGNAL_WEIGHTS if name != "affinity" or self.like) <= 0:
            raise ValueError("[weights] sum to nothing: give at least one signal a weight above 0")
        return self

    @cached_property
    def low(self) -> int:
        """The least followers that fit, from tiers and band."""
        chosen = [tier.low for tier in SCHEMES[self.tier_scheme].tiers if tier.name in self.tiers]
        if self.followers.min is not None:
            return self.followers.min
        return 0 if not chosen else min(chosen)

    @cached_property
    def high(self) -> int:
        """The most followers that fit (inclusive), from tiers and band; a very large number where there is no end."""
        if self.followers.max is not None:
            return self.followers.max
        chosen = [tier.high for tier in SCHEMES[self.tier_scheme].tiers if tier.name in self.tiers]
        ends = [high - 1 for high in chosen if high is not None]
        return max(ends) if chosen and len(ends) == len(chosen) else 2**62

    @cached_property
    def group_exponents(self) -> dict[Group, float]:
        """The exponent of each group, as shares that sum to 1."""
        raw = {**GROUP_EXPONENTS, **self.groups}
        total = math.fsum(raw.values())
        return {group: (value / total if total > 0 else 0.0) for group, value in raw.items()}

    def weight_of(self, signal: str) -> float:
        """A signal's weight before its group is normalised: the brief's own, else the hand weight bent by the
        campaign."""
        if signal in self.weights:
            return self.weights[signal]
        factor = CAMPAIGN_FACTORS[self.campaign].get(signal, 1.0) if self.campaign else 1.0
        return SIGNAL_WEIGHTS[signal][1] * factor

    @cached_property
    def hash(self) -> str:
        """Twelve hex digits that name everything in the brief that can change a score; its name does not."""
        return hashlib.sha256(self.model_dump_json(exclude={"name", "lawful_basis"}).encode()).hexdigest()[:12]

    @property
    def key(self) -> str:
        """What verdicts are kept under: its name, so that they outlive an edit of it, or its hash where it has none."""
        return self.name or self.hash

    @property
    def version(self) -> str:
        """What the brief adds to the version of a score: nothing, unless a model widened it or its weights were
        learned."""
        return self._near_version

    @property
    def _near_version(self) -> str:
        if not self._near:
            return ""
        return f".near-{hashlib.sha256(repr(self._near).encode()).hexdigest()[:6]}"


class LearnedBrief(Brief):
    """A brief whose weights were learned from verdicts; it is known by the hash of the one it came from."""

    known_as: str
    answers: int

    @cached_property
    def hash(self) -> str:
        """The hash of the brief as it was written."""
        return self.known_as

    @property
    def version(self) -> str:
        """Names the weights that were learned."""
        text = ",".join(f"{name}={weight:.6f}" for name, weight in sorted(self.weights.items()))
        return f"{self._near_version}.learned-{hashlib.sha256(text.encode()).hexdigest()[:6]}"


def brief_from_toml(text: str, name: str = "the brief") -> Brief:
    """A brief out of TOML text; raises BadBrief in one sentence that begins with ``name``."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise BadBrief(f"{name}: {word_slip(text)}.") from None
    try:
        return Brief.model_validate(values)
    except ValidationError as error:
        others = error.error_count() - 1
        more = f" ({others} more of its values cannot be used)"
        raise BadBrief(f"{name}: {_sentence(error)}{more if others else ''}") from None


def load_brief(path: Path | None) -> Brief:
    """The brief in a file, the empty brief for ``None``; raises BadBrief where it cannot be read or used."""
    if path is None:
        return Brief()
    try:
        text = text_of(path.read_bytes())
    except OSError as error:
        raise BadBrief(f"{path}: the brief cannot be read ({error.strerror or error}); check the path.") from None
    except UnicodeDecodeError:
        raise BadBrief(f"{path}: the brief is not UTF-8 text; save it as UTF-8.") from None
    return brief_from_toml(text, str(path))


def _sentence(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        parent = {"followers": Followers}.get(str(first["loc"][0])) if len(first["loc"]) > 1 else Brief
        known = [*(parent or Brief).model_fields, *(["interests"] if parent is Brief else [])]
        near = nearest(str(first["loc"][-1]), known)
        hint = f'did you mean "{near}"?' if near else f"known keys are {', '.join(known)}."
        return f'unknown key "{where}"; {hint}'
    if first["type"] == "value_error":
        return str(first["ctx"]["error"]).rstrip(".") + ("" if str(first["ctx"]["error"]).endswith("?") else ".")
    key = ".".join(str(part) for part in first["loc"] if isinstance(part, str))  # without the place in a list
    given = word_value(first.get("input"))
    if key == "followers":
        return f'"followers" cannot be {given}: write followers = {{ min = 1000, max = 10000 }}.'
    if first["type"] == "literal_error":
        near = nearest(str(first.get("input")), re.findall(r"'(\w+)'", str(first["ctx"]["expected"])))
        if near:
            return f'"{key}" cannot be {given}; did you mean "{near}"?'
    return f'"{key}" cannot be {given}: {word_problem(first)}.'
