"""A shown candidate as a row of the outreach export. Nothing is guessed: what is not known is ``None``."""

import calendar
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from scoring.evidence import Evidence
from scoring.explaining.arguments import best_reasons
from scoring.outreach.holding_back import STATED, hold_back
from scoring.outreach.named_people import split_name
from scoring.outreach.personal_line import personal_line
from scoring.wording import clean_line, word_route
from storage.clock import from_millis
from storage.outreach import Talk, is_unnamed
from storage.rights.bases import Basis

# Every column of the export, in order, with what it means for the sheet that explains them.
COLUMN_HELP: dict[str, str] = {
    "email": "the best address the account itself offered; empty where it offered none",
    "first_name": "only where the display name is plainly a person's name",
    "last_name": "likewise",
    "full_name": "first and last name, where both are known",
    "display_name": "the name as the profile shows it",
    "handle": "the name in the profile's address",
    "network": "where the account is",
    "profile_url": "the public profile",
    "website": "the first link of the profile",
    "phone_e164": "phone or messenger number that the account itself offered, in international form (+44 …)",
    "city": "where they are at home, as far as profile and posts tell",
    "region": "likewise, the larger part of the country",
    "country_iso2": "likewise, the country's code of two letters (GB, DE)",
    "country_source": "what told it; language means a guess: they only write what is spoken there most",
    "language": "the language that they write in, its code of two letters (en, de)",
    "followers": "as the network told on the last page that was read",
    "tier": "the size that followers amount to, such as nano",
    "tier_scheme": "by which limits sizes are told apart",
    "er_median": "engagement per post as a share of followers: estimated, drawn to what accounts of this size have",
    "er_low": "the lower end of its interval: the shortlist trusts this one",
    "er_mode": "full, comments_only (likes hidden), likes_only or none",
    "posts_n": "posts that the engagement was read from",
    "last_post_date": "the day of the newest post that was seen",
    "niche": "what they post about most",
    "interests": "what they post about, more narrowly",
    "tone": "how they write, such as enthusiastic or serious",
    "fit_score": "0 to 100 for this brief",
    "confidence": "share of what counts that could be read",
    "authenticity": "0 to 1; flags and evidence stand in nanoscout show",
    "score_version": "how the score was made; two scores compare only where it is the same",
    "why_1": "the strongest reason, with its evidence",
    "why_2": "the second",
    "why_3": "the third",
    "personal_line": "a first line that quotes a real recent post; read it before you send it",
    "recent_post_url": "the post that the line quotes, else a recent one",
    "offer_type": "likely offer: product, fee, affiliate or event",
    "price_low": "from a dated table, a range and no quote",
    "price_high": "the upper end of that range",
    "currency": "of both prices",
    "past_brands": "brands that paid posts were for",
    "contact_type": "personal, business, manager or role",
    "contact_source_url": "the page where the contact stood",
    "contact_seen_at": "when that page was read",
    "channel": "how to reach them: email, phone, messaging or dm",
    "status": "where the talk stands in this campaign",
    "owner": "who talks with them",
    "last_contacted_at": "the day of the last step of a talk with them, in any campaign",
    "next_action_at": "yours to fill in",
    "list_name": "yours to fill in",
    "campaign": "the campaign of the brief",
    "tags": "yours to fill in",
    "notes": "what was noted about the talk",
    "discovered_via": "the routes that led here",
    "lawful_basis": "why you may write to them, where a list or form said so or you stated it",
    "notice_due_by": "by when EU and UK law wants them told where their data came from",
    "opt_out": "asked not to be contacted",
    "creator_id": "handle and network in one: the same in every export",
    "contact_held_back": "why email and phone are left out: no basis to write to an EU or UK individual, or forbidden",
}
OUTREACH_COLUMNS = tuple(COLUMN_HELP)
_CONTACT_ORDER = {"personal": 0, "business": 1, "manager": 2, "role": 3}


def outreach_row(
    explanation: Mapping[str, Any],
    evidence: Evidence,
    profile_url: str | None = None,
    *,
    bases: Sequence[Basis] = (),
    talks: Sequence[Talk] = (),
    campaign: str | None = None,
    stated_basis: str | None = None,
) -> dict[str, str | int | float | None]:
    """One row of the export with every column of OUTREACH_COLUMNS.

    ``explanation`` is what ``explain`` made. ``profile_url`` is the network's own address of the account where the
    caller knows it; ``bases`` are why they may be written to, ``stated_basis`` what the user states for all,
    ``talks`` how far the talk with them is. Rates are shares (0.056). ``contact_seen_at`` is the time of the page
    that showed the contact, ``notice_due_by`` a month later.
    """
    profile = evidence.profile
    email = _best_contact(explanation["contacts"], "email")
    phone = _best_contact(explanation["contacts"], "phone")
    chat = _best_contact(explanation["contacts"], "messaging")
    contact = email or phone or chat
    seen_at = _seen_at(contact, evidence)
    first, last = split_name(evidence.display_name, explanation["account_kind"])
    dated = [post for post in evidence.posts if post.posted_at is not None]
    why = best_reasons(explanation)
    price = explanation["price"]
    line, quoted = personal_line(evidence.posts, explanation["language"], evidence.now)
    mine = next((one for one in talks if one.campaign == campaign), None)
    contacted = [one.changed_at for one in talks if one.status in ("contacted", "answered", "agreed", "declined")]
    values: dict[str, str | int | float | None] = {
        "email": email["value"] if email else None,
        "first_name": first,
        "last_name": last,
        "full_name": f"{first} {last}" if first and last else None,
        "display_name": explanation["display_name"],
        "handle": evidence.handle,
        "network": evidence.network,
        "profile_url": profile_url or explanation["profile_url"],
        "website": next((link.url for link in (profile.links or ()) if link.url), None) if profile else None,
        "phone_e164": _number_of(phone or chat),
        "city": explanation["city"],
        "region": explanation["region"],
        "country_iso2": explanation["country"],
        "country_source": explanation["place_source"],
        "language": explanation["language"],
        "followers": profile.followers if profile else None,
        "tier": explanation["tier"],
        "tier_scheme": explanation["tier_scheme"],
        "er_median": explanation["engagement"]["rate"],
        "er_low": explanation["engagement"]["low"],
        "er_mode": explanation["engagement"]["mode"],
        "posts_n": explanation["engagement"]["n"],
        "last_post_date": max(post.posted_at.date().isoformat() for post in dated if post.posted_at) if dated else None,
        "niche": explanation["niches"][0]["name"] if explanation["niches"] else None,
        "interests": ", ".join(explanation["interests"]) or None,
        "tone": ", ".join(explanation["tone"]) or None,
        "fit_score": explanation["score"],
        "confidence": explanation["confidence"],
        "authenticity": explanation["groups"]["authenticity"],
        "score_version": explanation["score_version"],
        "why_1": why[0] if why else None,
        "why_2": why[1] if len(why) > 1 else None,
        "why_3": why[2] if len(why) > 2 else None,
        "personal_line": line,
        "recent_post_url": quoted or next((post.url for post in dated if post.url), None),
        "offer_type": explanation["gift_fit"]["offer"],
        "price_low": price["low"],
        "price_high": price["high"],
        "currency": price["currency"],
        "past_brands": ", ".join(explanation["sponsored"]["brands"]) or None,
        "contact_type": contact["class"] if contact else None,
        "contact_source_url": contact["source_url"] if contact else None,
        "contact_seen_at": seen_at.isoformat() if seen_at else None,
        "channel": _channel(contact, explanation),
        "discovered_via": ", ".join(routes_of(evidence)[:_ROUTES_TOLD]) or None,
        "status": mine.status if mine else None,
        "owner": mine.owner if mine else None,
        "notes": mine.note if mine else None,
        "campaign": None if campaign is None or is_unnamed(campaign) else campaign,
        "last_contacted_at": _day_of(max(contacted, default=None)),
        "lawful_basis": "; ".join(_word_basis(basis) for basis in bases)
        or (f"{STATED}{stated_basis}" if stated_basis else None),
        "notice_due_by": one_month_after(seen_at.date()).isoformat() if seen_at else None,
        "opt_out": "do not contact" if any(one.status == "do_not_contact" for one in talks) else None,
        "creator_id": f"{evidence.handle}@{evidence.network}",
    }
    values = hold_back(values, profile.bio if profile else None)
    return {name: values.get(name) for name in OUTREACH_COLUMNS}


def _word_basis(basis: Basis) -> str:
    since = f", {basis.given_at:%Y-%m-%d}" if basis.given_at else ""
    return f"{basis.basis.replace('_', ' ')} ({basis.source}{since})"


def _day_of(millis: int | None) -> str | None:
    moment = from_millis(millis)
    return None if moment is None else moment.date().isoformat()


def one_month_after(day: date) -> date:
    """The same day of the next month, its last day where that month is shorter."""
    return months_after(day, 1)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, the last day of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _best_contact(contacts: list[dict[str, Any]], kind: str) -> dict[str, Any] | None:
    of_kind = [contact for contact in contacts if contact["kind"] == kind]
    return min(of_kind, key=lambda contact: _CONTACT_ORDER.get(contact["class"], 9), default=None)


def _seen_at(contact: Mapping[str, Any] | None, evidence: Evidence) -> datetime | None:
    if contact is None:
        return None
    for fact in evidence.contacts:
        if fact.source_url == contact["source_url"] and fact.observed_at is not None:
            return fact.observed_at
    return evidence.profile.observed_at if evidence.profile else None


def _number_of(contact: Mapping[str, Any] | None) -> str | None:
    """The phone in E.164 of a phone or of a WhatsApp address, else ``None``."""
    if contact is None:
        return None
    number = contact["value"].replace("https://wa.me/", "+")
    return number if number.startswith("+") and number[1:].isdigit() else None


def _channel(contact: Mapping[str, Any] | None, explanation: Mapping[str, Any]) -> str | None:
    """email, phone or messaging where there is one; dm where the account asks for messages; else unknown."""
    if contact is not None:
        return str(contact["kind"])
    signal = explanation["signals"].get("contactable")
    return "dm" if signal and (signal["value"] or 0) >= 0.7 else None


# The routes that say most about an account first: what a network put on top, then what people named on purpose.
_ROUTES = ("hashtag_top", "hashtag_recent", "related", "coauthor", "tagged", "list", "mention", "following",
           "commenter")  # fmt: skip
_ROUTES_TOLD = 5


def routes_of(evidence: Evidence) -> list[str]:
    """The routes that led to the account, each once, the strongest first: "hashtag_top:discoverunder10k".

    Those of equal strength by name, so that the same facts in any order give the same list.
    """
    return [f"{route}:{via}" if via else route for route, via in _ways_to(evidence)]


def worded_routes(evidence: Evidence) -> list[str]:
    """The same for people to read: "top posts of #discoverunder10k"."""
    return [word_route(route, via) for route, via in _ways_to(evidence)]


def _ways_to(evidence: Evidence) -> list[tuple[str, str]]:
    places = {route: place for place, route in enumerate(_ROUTES)}
    found = {(str(one.route), clean_line(one.via or "")) for one in evidence.sightings}
    return sorted(found, key=lambda met: (places.get(met[0], len(places)), *met))
