"""Hand weights: of the groups (exponents), of the signals within a group, and how a campaign bends them. Judgements,
to be
tested by ablation and bent by verdicts later; a brief may set its own."""

from scoring.lists import Campaign, Group

SCORE_VERSION = "18"

GROUP_EXPONENTS: dict[Group, float] = {"authenticity": 0.3, "fit": 0.4, "quality": 0.3}

SIGNAL_WEIGHTS: dict[str, tuple[Group, float]] = {
    "like_rate": ("authenticity", 0.25),
    "comment_ratio": ("authenticity", 0.15),
    "comments": ("authenticity", 0.20),
    "follow_ratio": ("authenticity", 0.20),
    "profile_made": ("authenticity", 0.15),
    "naming": ("authenticity", 0.05),
    "tier": ("fit", 0.20),
    "interests": ("fit", 0.60),
    "language": ("fit", 0.30),
    "place": ("fit", 0.35),
    "creator": ("fit", 0.15),
    "engagement": ("quality", 0.40),
    "conversation": ("quality", 0.20),
    "activity": ("quality", 0.15),
    "contactable": ("quality", 0.08),
    "vouched": ("quality", 0.10),
    "affinity": ("quality", 0.10),
    "restraint": ("quality", 0.15),
    "highlights": ("quality", 0.08),
    "photography": ("quality", 0.05),
}

# What a campaign wants more (or less) of than usual, as factors on the weights above.
CAMPAIGN_FACTORS: dict[Campaign, dict[str, float]] = {
    "affiliate": {"conversation": 1.5, "highlights": 1.5, "engagement": 1.1},
    "placement": {"engagement": 1.2, "activity": 1.3, "interests": 1.2},
    "competition": {"engagement": 1.3, "comment_ratio": 1.5, "comments": 1.5, "conversation": 1.3},
    "sponsored_post": {"highlights": 1.5, "contactable": 1.3, "interests": 1.2},
}
