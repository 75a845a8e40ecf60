"""One candidate on the terminal: who, why, why not, and where it was read."""

from typing import Any

from rich.table import Table
from rich.text import Text

from crawler.cli.common import console, plain
from crawler.cli.tables import print_table
from crawler.crawling.visit_policy import word_choice
from scoring.country_names import word_home
from scoring.evidence import Evidence
from scoring.growth import Growth, word_growth
from scoring.language_names import language_name
from scoring.outreach.rows import worded_routes

_BAR = 10
_BIO = 1_000  # characters of a bio: twice what most networks let people write


def print_candidate(item: dict[str, Any], evidence: Evidence, place: int, *, of: int) -> None:
    """Prints the object of ``show --json`` for a person, with the profile's own words and best posts."""
    screen = console()
    profile = evidence.profile
    name = plain(evidence.display_name or "")
    screen.print(Text.assemble((plain(f"{item['handle']}@{item['network']}"), "bold"), "  ", name))
    if profile is not None and profile.bio:
        rest = len(profile.bio) - _BIO
        more = f" … and {rest:,} characters more" if rest > 0 else ""
        screen.print(Text(plain(profile.bio[:_BIO]) + more, style="italic"))
    screen.print()
    if item["excluded"]:
        screen.print(Text(f"Left out: {plain(item['excluded'])}", style="bold red"))
        needs = "; and ".join(one["needs"] for one in item.get("why_not") or () if one["needs"])
        if needs:
            screen.print(Text(f"It would be in {plain(needs)}"))
    standing = f"number {place} of {of:,} judged" if not item["excluded"] else f"among {of:,} judged"
    screen.print(
        Text(
            f"Score {item['score']:.1f} of 100 ({standing}), at least {item['low']:.1f}; "
            f"{item['confidence']:.0%} of what counts could be read · score version {item['score_version']}"
        )
    )
    groups = " · ".join(f"{group} {value:.0%}" for group, value in item["groups"].items() if value is not None)
    screen.print(Text(groups))
    _print_facts(item, evidence)
    _print_signals(item)
    _print_pages(item)


def _print_facts(item: dict[str, Any], evidence: Evidence) -> None:
    profile = evidence.profile
    rows: list[tuple[str, str]] = []
    if profile is not None and profile.followers is not None:
        within = f" ± {profile.followers_within:,}" if profile.followers_within else ""
        following = f", follows {profile.following:,}" if profile.following is not None else ""
        posts = f", {profile.posts_count:,} posts" if profile.posts_count is not None else ""
        rows.append(("followers", f"{profile.followers:,}{within} ({item['tier'] or 'no tier'}){following}{posts}"))
    if item.get("growth"):
        told = {name: value for name, value in item["growth"].items() if name != "rising"}
        rows.append(("growth", word_growth(Growth(**told)).removeprefix("growth ")))
    rows.append(("where", word_home(item)))
    rows.append(("language", language_name(item["language"] or "")))
    rows.append(("niches", ", ".join(f"{niche['name']} {niche['weight']:.0%}" for niche in item["niches"][:4])))
    rows.append(("interests", ", ".join(item["interests"])))
    rows.append(("tone", ", ".join(item["tone"])))
    rows.append(("brands", item["sponsored"]["evidence"] if item["sponsored"]["share"] else ""))
    for contact in item["contacts"]:
        kind = f"{contact['class']} " if contact["class"] else ""
        rows.append((contact["kind"].replace("_", " "), f"{contact['value']}  ({kind}from {contact['where']})"))
    for one in item.get("same_person") or ():
        name = one["handle"] if one["network"] == "site" else f"{one['handle']}@{one['network']}"
        rows.append(("also", f"{name}  ({one['why']})"))
    gift = item["gift_fit"]
    rows.append(("offer", f"{gift['offer']}: {gift['evidence']}" if gift["offer"] else ""))
    price = item["price"] or {}
    if price.get("low") is not None:
        rows.append(("price", f"{price['low']:,}–{price['high']:,} {price['currency']} ({price['source']})"))
    rows.append(("flags", ", ".join(flag.replace("_", " ") for flag in item["flags"])))
    rows.append(("how met", ", ".join(worded_routes(evidence)[:6])))
    rows.append(("visited", f"because {word_choice(item['visited'])}" if item.get("visited") else ""))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for label, words in rows:
        if words:
            table.add_row(Text(label, style="dim"), Text(plain(words)))
    console().print()
    print_table(table)


def _print_signals(item: dict[str, Any]) -> None:
    table = Table("signal", "", "value", "points", "why", box=None, header_style="bold", padding=(0, 2, 0, 0))
    for name, signal in item["signals"].items():
        value = signal["value"]
        bar = "" if value is None else "█" * round(value * _BAR) + "░" * (_BAR - round(value * _BAR))
        table.add_row(
            name.replace("_", " "),
            Text(bar, style="cyan"),
            "?" if value is None else f"{value:.2f}",
            f"{signal['contribution']:+.1f}",
            Text(plain(signal["evidence"] or "not observed")),
        )
    console().print()
    print_table(table)
    if any(signal["value"] is None for signal in item["signals"].values()):
        console().print(Text("?: not observed; counts as what is usual for accounts alike in the rest", style="dim"))


def _print_pages(item: dict[str, Any]) -> None:
    pages = dict.fromkeys(page for signal in item["signals"].values() for page in signal["pages"] or ())
    if not pages:
        return
    console().print()
    console().print(Text("Read from", style="dim"))
    shown = list(pages)[:8]
    for page in shown:
        console().print(Text(f"  {plain(page)}"), soft_wrap=True)
    if len(pages) > len(shown):
        console().print(Text(f"  and {len(pages) - len(shown):,} more"))
