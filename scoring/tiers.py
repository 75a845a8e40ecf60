"""Tier schemes as data: what each source calls nano, micro and so on. A tier is a filter and a label, never a score.

The sources disagree, and some with themselves; so the scheme is part of the brief and is printed beside every tier.
"""

from dataclasses import dataclass

# Whom the tool is for, whatever a brief says: both ends included.
NANO_BAND = (1_000, 10_000)


@dataclass(frozen=True)
class Tier:
    """A band of followers: from ``low`` (inclusive) to ``high`` (exclusive, ``None`` for no end)."""

    name: str
    low: int
    high: int | None


@dataclass(frozen=True)
class Scheme:
    """The tiers that one source draws, smallest first, with what it says in its own terms."""

    name: str
    source: str
    tiers: tuple[Tier, ...]


DEFAULT_SCHEME = "mediakix"
SCHEMES: dict[str, Scheme] = {
    scheme.name: scheme
    for scheme in (
        Scheme(
            "mediakix",
            "source document 0: nano 1,000–10,000; micro 10–50K; mid 50–500K; macro 500K and more; exactly 10,000, "
            "which it names twice, is nano here",
            (
                Tier("nano", 1_000, 10_001),
                Tier("micro", 10_001, 50_000),
                Tier("mid", 50_000, 500_000),
                Tier("macro", 500_000, None),
            ),
        ),
        Scheme(
            "author-001",
            "source document 1: nano 1k–10k on Instagram, both ends included; no other tier is drawn",
            (Tier("nano", 1_000, 10_001),),
        ),
        Scheme(
            "jocial",
            "source document 2, which contradicts itself: nano below 10K (elsewhere 1–10K), micro 10–99K, mega "
            "100K and more (elsewhere above 1M); here the bands that leave no gap",
            (Tier("nano", 1_000, 10_000), Tier("micro", 10_000, 100_000), Tier("mega", 100_000, None)),
        ),
        Scheme(
            "jocial-strict",
            "source document 2 in its narrower passage: nano below 5K, micro 5–30K, mega above 1M; between 30K and 1M "
            "it names no tier",
            (Tier("nano", 0, 5_000), Tier("micro", 5_000, 30_001), Tier("mega", 1_000_001, None)),
        ),
        Scheme(
            "hdy",
            'source document 3: nano 1,000–5,000 ("as few as"), both ends included; no other tier is drawn',
            (Tier("nano", 1_000, 5_001),),
        ),
        Scheme(
            "tiers-004",
            "source document 4: nano below 10,000 with no floor; micro 10–100K; macro 100K–1M; mega in the millions",
            (
                Tier("nano", 0, 10_000),
                Tier("micro", 10_000, 100_000),
                Tier("macro", 100_000, 1_000_000),
                Tier("mega", 1_000_000, None),
            ),
        ),
    )
}
