"""The wide table: one flat row of scalar columns an account. Text is read here: once for the
rankings, which read the row, and again for the few accounts that are shown."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from scoring.contacts.invitations import Invitation
from scoring.country_names import GUESSED_BY
from scoring.evidence import Evidence
from scoring.features.comments import CommentsRead, read_comments
from scoring.features.commercial import CommercialRead, read_commercial, work_terms
from scoring.features.conversation import ConversationRead, read_conversation
from scoring.features.engagement import (
    LEFT_OUT,
    CountedPosts,
    activity_columns,
    count_posts,
    engagement_columns,
    plausible,
)
from scoring.features.kind import KindFound, judge_kind
from scoring.features.language import Languages, languages_of
from scoring.features.naming import naming_columns
from scoring.features.offers import OfferedContact, read_contacts, read_offer
from scoring.features.photos import photo_columns
from scoring.features.terms import terms_read
from scoring.features.words import WordsRead, read_words
from scoring.lexicon.sisters import SISTERS
from scoring.places import flags_in, place_of
from scoring.places.said_location import place_said
from scoring.places.table import Place

FEATURES_VERSION = 34

Scalar = int | float | str | bool | None

COLUMNS: dict[str, type] = {
    "network": str, "handle": str, "has_profile": bool,
    "followers": int, "followers_within": int, "following": int, "posts_count": int,
    "is_private": bool, "is_verified": bool, "has_bio": bool, "has_name": bool, "has_avatar": bool, "has_link": bool,
    "digits_in_handle": int, "handle_length": int, "name_agrees": float, "bio_length": int,
    "posts_seen": int, "posts_dated": int, "newest_post_days": float, "gap_days": float, "longest_gap_days": float,
    "posts_90d": int,
    "eng_mode": str, "eng_still_n": int, "eng_still_log": float, "eng_video_n": int, "eng_video_log": float,
    "eng_raw_median": float, "likes_n": int, "likes_log": float, "likes_spread": float,
    "paired_likes": int, "paired_comments": int, "paired_n": int, "comments_median": float,
    **{f"left_{why}": int for why in LEFT_OUT}, "counts_all_zero": bool,
    "emails": int, "phones": int, "messaging": int, "says_dm": bool, "says_contact": bool, "says_manager": bool,
    "declines": bool,
    "highlights_count": int, "highlights_titled": int, "highlights_collab": int, "highlights_interest": int,
    "account_kind": str, "account_kind_weight": float,
    "sponsored_n": int, "sponsored_of": int, "undisclosed_n": int, "codes_n": int, "brands_n": int,
    "talk_others": int, "talk_answered": int, "talk_latency_hours": float,
    "talk_questions": int, "talk_questions_answered": int,
    "comments_read": int, "comments_posts": int, "comments_people": int, "comments_worded": int,
    "comments_generic": int, "comments_repeated": int, "comments_concentration": float, "comments_top5": float,
    "comments_regular": float,
    "language": str, "language_sure": float, "language_also": str, "language_also_share": float,
    "country": str, "region": str, "city": str, "quarter": str,
    "place_source": str, "country_sure": float,
    "niche": str, "niche_share": float, "niches_n": int, "focus": float, "account_mode": str, "tone": str,
    "photos_n": int, "photo_quality": float, "photo_consistency": float, "photo_colourfulness": float,
    "words_read": int, "vouchers": int, "edges_seen": int,
}  # fmt: skip


@dataclass
class AccountRead:
    """Everything that was read out of an account's facts: what the wide row sums up and what reasons are worded
    from."""

    evidence: Evidence
    words: WordsRead
    counted: CountedPosts
    commercial: CommercialRead
    conversation: ConversationRead | None
    comments: CommentsRead | None
    contacts: list[OfferedContact]
    invitation: Invitation
    kind: KindFound
    place: Place
    languages: Languages

    @property
    def language(self) -> str | None:
        """The language of most text."""
        return self.languages.first

    @property
    def language_sure(self) -> float:
        """How sure that is."""
        return self.languages.sure


class Told(NamedTuple):
    """What is known of an account already, out of its wide row: its languages and its home."""

    languages: Languages
    place: Place


def read_account(evidence: Evidence, told: Told | None = None) -> AccountRead:
    """Read one account's texts and numbers once. A value or ``None`` for everything, whatever the facts hold.

    What is ``told`` is not found out again: neither a model nor the table of towns is asked.
    """
    profile = evidence.profile
    languages = told.languages if told else languages_of(evidence)
    language, sure = languages.first, languages.sure
    worded = SISTERS.get(language or "", language)  # whose lists of words serve it
    words = read_words(evidence, worded)
    giveaways = [any(cue.label == "giveaway" for cue in cues) for cues in words.posts]
    giveaways += [False] * (len(evidence.posts) - len(giveaways))
    place = told.place if told else _place_of(evidence, language, sure)
    kind = judge_kind(evidence, words.bio if profile is not None else [], worded, words.posts)
    contacts = read_contacts(evidence, place.country, language, kind.kind)
    return AccountRead(
        evidence=evidence,
        words=words,
        counted=count_posts(evidence, giveaways),
        commercial=read_commercial(evidence, words),
        conversation=read_conversation(evidence, worded),
        comments=read_comments(evidence),
        contacts=contacts,
        invitation=read_offer(evidence, worded, contacts),
        kind=kind,
        place=place,
        languages=languages,
    )


def terms_of(read: AccountRead) -> dict[str, float]:
    """The terms of what was read, without reading it again."""
    return terms_read(read.evidence, read.words, read.language) | work_terms(read.commercial)


def row_of(read: AccountRead) -> dict[str, Scalar]:
    """The wide row of what was read."""
    evidence, profile, words = read.evidence, read.evidence.profile, read.words
    labels = {cue.label for cue in words.bio}
    invited = read.invitation
    titled = [highlight for highlight in evidence.highlights if highlight.title]
    talk, comments = read.conversation, read.comments
    values: dict[str, Scalar] = {
        "network": evidence.network,
        "handle": evidence.handle,
        "has_profile": profile is not None,
        "followers": plausible(profile.followers) if profile else None,
        "followers_within": profile.followers_within if profile and plausible(profile.followers) is not None else None,
        "following": plausible(profile.following) if profile else None,
        "posts_count": plausible(profile.posts_count) if profile else None,
        "is_private": profile.is_private if profile else None,
        "is_verified": profile.is_verified if profile else None,
        "has_bio": bool(profile.bio.strip()) if profile and profile.bio is not None else None,
        "has_name": bool(profile.display_name.strip()) if profile and profile.display_name is not None else None,
        # A network's page names a picture or is silent; only a list says "" for none.
        "has_avatar": None if profile is None or profile.avatar_url is None else bool(profile.avatar_url),
        "has_link": bool(profile.links) if profile and profile.links is not None else None,
        **naming_columns(evidence.handle, profile.display_name if profile else None),
        "bio_length": len(profile.bio.strip()) if profile and profile.bio is not None else None,
        **activity_columns(evidence),
        **engagement_columns(read.counted, evidence),
        **photo_columns(evidence.pictures),
        "emails": sum(contact.kind == "email" for contact in read.contacts),
        "phones": sum(contact.kind == "phone" for contact in read.contacts),
        "messaging": sum(contact.kind == "messaging" for contact in read.contacts),
        "says_dm": ("dm" in labels or bool(invited.collabs)) and invited.messages is not False and not invited.declines,
        "says_contact": "contact" in labels and not invited.declines,
        "says_manager": "manager" in labels and not invited.declines,
        "declines": invited.declines,
        "highlights_count": _highlights_count(evidence),
        "highlights_titled": len(titled),
        "highlights_collab": len(read.commercial.collab_highlights),
        "highlights_interest": len(read.commercial.interest_highlights),
        "account_kind": read.kind.kind,
        "account_kind_weight": read.kind.weight,
        "sponsored_n": len(read.commercial.sponsored),
        "sponsored_of": read.commercial.of,
        "undisclosed_n": len(read.commercial.undisclosed),
        "codes_n": len(read.commercial.codes),
        "brands_n": len(read.commercial.brands),
        "talk_others": talk.others if talk else None,
        "talk_answered": talk.answered if talk else None,
        "talk_questions": talk.questions if talk else None,
        "talk_questions_answered": talk.questions_answered if talk else None,
        "talk_latency_hours": talk.latency_hours if talk else None,
        "comments_read": comments.read if comments else None,
        "comments_posts": comments.posts if comments else None,
        "comments_people": comments.people if comments else None,
        "comments_worded": comments.worded if comments else None,
        "comments_generic": comments.generic if comments else None,
        "comments_repeated": comments.repeated if comments else None,
        "comments_concentration": comments.concentration if comments else None,
        "comments_top5": comments.top5 if comments else None,
        "comments_regular": comments.regular_share if comments else None,
        "language": read.language,
        "language_sure": read.language_sure if read.language else None,
        "language_also": read.languages.also,
        "language_also_share": read.languages.also_share if read.languages.also else None,
        "country": read.place.country,
        "region": read.place.region,
        "city": read.place.city,
        "quarter": read.place.quarter,
        "place_source": read.place.source,
        "country_sure": GUESSED_BY.get(read.place.source or "", 1.0) if read.place.country else None,
        "niche": words.niches[0][0] if words.niches else None,
        "niche_share": words.niches[0][1] if words.niches else None,
        "niches_n": len(words.niches),
        "focus": words.focus,
        "account_mode": words.mode,
        "tone": ",".join(words.tone) or None,
        "words_read": sum(bool(text) for text in _texts_of(evidence)),
        "vouchers": len(evidence.vouchers) if evidence.edges else None,
        "edges_seen": len(evidence.edges),
    }
    return {name: values[name] for name in COLUMNS}


def _texts_of(evidence: Evidence) -> list[str]:
    profile = evidence.profile
    texts = [profile.bio or "" if profile else "", *(highlight.title or "" for highlight in evidence.highlights)]
    return texts + [post.text or " ".join(post.hashtags or ()) for post in evidence.posts[:30]]


def _highlights_count(evidence: Evidence) -> int | None:
    told = evidence.profile.highlights_count if evidence.profile else None
    seen = len(evidence.highlights)
    return max(told, seen) if told is not None else (seen or None)


def _place_of(evidence: Evidence, language: str | None, sure: float) -> Place:
    from scoring.contacts.in_text import phone_region, phones_in

    profile = evidence.profile
    bio = (profile.bio or "") if profile else ""
    flags = "".join(_flags_in_name(profile.display_name)) if profile and profile.display_name else ""
    phones = [contact.value for contact in evidence.contacts if contact.kind == "phone"]
    regions = [phone_region(phone) for phone in [*phones, *phones_in(bio, None)]]
    domains = [_host(link.url) for link in (profile.links or ())] if profile else []
    domains += [contact.value.rpartition("@")[2] for contact in evidence.contacts if contact.kind == "email"]
    if "@" in bio:
        from scoring.contacts.in_text import emails_in

        domains += [email.rpartition("@")[2] for email in emails_in(bio)]
    address = [contact.value for contact in evidence.contacts if contact.kind == "address"]
    geotags = [post.place for post in evidence.posts[:30] if post.place]
    text = "\n".join([bio, flags, *address])
    told = place_of(
        text,
        geotags,
        [r for r in regions if r],
        domains,
        language,
        evidence.handle,
        profile.display_name or "" if profile else "",
        "\n".join(post.text or "" for post in evidence.posts[:8]),
        sure,
    )
    location = profile.location if profile else None
    return _told_apart(told, location, language) if location else told


# Sources of a home that nobody put in words.
_GUESSES = (None, "language", "dialect", "domain", "handle", "foreign flag", "mention")


def _told_apart(told: Place, location: str, language: str | None) -> Place:
    """A home out of a bio beside what the profile says in a field made for it, which comes first: but a country that
    the network has set (a flag) comes after all that somebody wrote, and the bio may say more closely where."""
    where = place_said(location, language)
    if where is None or (flags_in(location) and told.source not in _GUESSES):
        return told
    return told if told.country == where.country and (told.city or not where.city) else where


def _flags_in_name(name: str) -> list[str]:
    """The flags of a display name; its words are a person's name, not places."""
    return re.findall(r"[\U0001f1e6-\U0001f1ff]{2}", name)


def _host(url: str) -> str:
    return (
        url.partition("//")[2].partition("/")[0].partition("?")[0].partition(":")[0]
        if "//" in url
        else url.partition("/")[0]
    )
