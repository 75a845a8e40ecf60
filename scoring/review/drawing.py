"""Pictures that are drawn here: a pattern for each account, bars, and the ties around a candidate. All as SVG."""

import hashlib
from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup, escape

from scoring.tiers import NANO_BAND
from scoring.wording import calm
from storage.ties import Tie

_CELLS = 5
_MOST_TIES = 22
_KINDS = {
    "related": "shown beside it",
    "following": "follows",
    "follower": "follower",
    "mention": "mentions",
    "tagged": "tagged",
    "coauthor": "posts together",
    "commenter": "comments",
    "sponsor": "paid partnership",
}


def pattern(network: str, handle: str, size: int = 48) -> Markup:
    """A pattern out of the account's name, the same every time, so that people are told apart without photographs."""
    digest = hashlib.sha256(f"{network}/{handle}".encode("utf-8", "replace")).digest()
    hue = digest[0]  # one of the classes of the style sheet, since the page allows no inline style
    cells = [
        f'<rect x="{x + 0.5}" y="{row + 0.5}" width="1" height="1"/>'
        for column in range((_CELLS + 1) // 2)
        for row in range(_CELLS)
        if digest[1 + column * _CELLS + row] % 2
        for x in sorted({column, _CELLS - 1 - column})
    ]
    box = _CELLS + 1
    frame = f'viewBox="0 0 {box} {box}" width="{size}" height="{size}"'
    ground = f'<rect class="ground" width="{box}" height="{box}"/>'
    return Markup(f'<svg class="pattern hue{hue % 12}" {frame} aria-hidden="true">{ground}{"".join(cells)}</svg>')


def bar(value: float | None, label: str) -> Markup:
    """A bar from 0 to 1; words where nothing was observed, since an empty bar would say 0."""
    if value is None:
        return Markup('<span class="unknown">not observed</span>')
    inner = f'<rect class="full" width="{max(0.0, min(1.0, value)) * 100:.1f}" height="8"/>'
    words = f"{label}: {value:.0%}"
    return Markup(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(words)}"><rect class="rest" width="100" height="8"/>{inner}</svg>'
    )


def quoted_apart(words: str) -> Markup:
    """A sentence of ours in which each quotation keeps to its place, whichever way its letters run."""
    isolated = Markup("<bdi>{}</bdi>")
    parts = calm(words).split('"')
    return Markup('"').join(isolated.format(part) if place % 2 else escape(part) for place, part in enumerate(parts))


def ties_picture(network: str, handle: str, ties: Sequence[Tie]) -> Markup:
    """The strongest ties of a candidate as a picture: whoever is tied stands around, larger where tied more often.

    Each is a link to the account. Empty where there is no tie.
    """
    strongest: dict[str, list[Tie]] = {}
    for tie in ties:
        if tie.other in strongest or len(strongest) < _MOST_TIES:
            strongest.setdefault(tie.other, []).append(tie)
    if not strongest:
        return Markup("")
    sides = (len(strongest) + 1) // 2  # one half stands on the right, the other on the left, so that names have room
    width, height = 720, 40 + 34 * sides
    parts, nodes = [], []
    for number, (other, theirs) in enumerate(strongest.items()):
        right, row = number % 2 == 0, number // 2
        y = height / 2 + 34 * (row - (sides - 1) / 2)
        bend = 60 * ((y - height / 2) / (height / 2)) ** 2
        x = width / 2 + (190 - bend if right else bend - 190)
        times = sum(tie.times for tie in theirs)
        words = ", ".join(sorted({_words_of(tie) for tie in theirs}))
        ends = f'x1="{width / 2:.0f}" y1="{height / 2:.0f}" x2="{x:.1f}" y2="{y:.1f}"'
        parts.append(f'<line class="tie {escape(theirs[0].kind)}" {ends}/>')
        followers = theirs[0].followers
        nano = followers is not None and NANO_BAND[0] <= followers <= NANO_BAND[1]
        count = f" {followers:,} followers" if followers is not None else ""
        at = f'x="{x + (16 if right else -16):.1f}" y="{y + 4:.1f}" text-anchor="{"start" if right else "end"}"'
        nodes.append(
            f'<a href="/who/{quote(network)}/{quote(other)}">'
            f"<title>{escape(calm(other))}: {escape(words)}.{count}</title>"
            f'<circle class="{"nano" if nano else "other"}" cx="{x:.1f}" cy="{y:.1f}" r="{min(11, 5 + times):.0f}"/>'
            f"<text {at}>{escape(_short(other))}</text></a>"
        )
    middle = f'<circle class="middle" cx="{width / 2:.0f}" cy="{height / 2:.0f}" r="14"/>'
    label = escape(f"Ties of {handle}: {len(strongest)} accounts")
    return Markup(
        f'<svg class="ties" viewBox="0 0 {width} {height}" role="group" aria-label="{label}">'
        f"{''.join(parts)}{middle}{''.join(nodes)}</svg>"
    )


def _words_of(tie: Tie) -> str:
    return _KINDS.get(tie.kind, tie.kind) + ("" if tie.outward else " (the other way)")


def _short(handle: str) -> str:
    name = calm(handle)
    return name if len(name) <= 24 else f"{name[:23]}…"
