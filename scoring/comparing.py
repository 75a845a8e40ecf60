"""The difference between two rankings, as ``rank --json`` prints them: who came, who went, who moved and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scoring.wording import joined

_LEAST_POINTS = 0.5  # a contribution that changed by less is not spoken of


@dataclass(frozen=True)
class Move:
    """One account in two rankings; places count the shortlist from 1, ``None`` where it is out of it."""

    network: str
    handle: str
    before: int | None
    after: int | None
    score_before: float | None
    score_after: float | None
    why: str


@dataclass(frozen=True)
class Difference:
    """``came`` into the shortlist, ``went`` out of it, ``moved`` in it (the furthest first); ``same`` did neither."""

    came: list[Move]
    went: list[Move]
    moved: list[Move]
    same: int
    versions: tuple[list[str], list[str]]


def compare_rankings(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> Difference:
    """What changed from one ranking to another; both are objects of ``rank --json``, best first."""
    first, second = _placed(before), _placed(after)
    came, went, moved, same = [], [], [], 0
    for account in sorted(first.keys() | second.keys()):
        old, new = first.get(account), second.get(account)
        move = _move(account, old, new)
        if move.before == move.after:
            same += move.before is not None
        elif move.before is None:
            came.append(move)
        elif move.after is None:
            went.append(move)
        else:
            moved.append(move)
    versions = [sorted({item["score_version"] for item in ranking}) for ranking in (before, after)]
    return Difference(
        came=sorted(came, key=lambda move: move.after or 0),
        went=sorted(went, key=lambda move: move.before or 0),
        moved=sorted(moved, key=lambda move: (-abs((move.before or 0) - (move.after or 0)), move.after)),
        same=same,
        versions=(versions[0], versions[1]),
    )


_Placed = tuple[int | None, Mapping[str, Any]]


def _placed(ranking: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], _Placed]:
    found: dict[tuple[str, str], _Placed] = {}
    place = 0
    for item in ranking:
        inside = item["excluded"] is None
        place += inside
        found[item["network"], item["handle"]] = (place if inside else None, item)
    return found


def _move(account: tuple[str, str], old: _Placed | None, new: _Placed | None) -> Move:
    return Move(
        *account,
        before=old[0] if old else None,
        after=new[0] if new else None,
        score_before=old[1]["score"] if old else None,
        score_after=new[1]["score"] if new else None,
        why=_word(old, new),
    )


def _word(old: _Placed | None, new: _Placed | None) -> str:
    if old is None:
        return "was not known before"
    if new is None:
        return "is not known any more"
    if new[0] is None:
        return f"is out: {new[1]['excluded']}"
    if old[0] is None:
        return f"was out: {old[1]['excluded']}"
    earlier, later = _points(old[1]), _points(new[1])
    points = {name: later.get(name, 0.0) - earlier.get(name, 0.0) for name in [*earlier, *later]}
    told = [name for name, change in points.items() if abs(change) >= _LEAST_POINTS]
    told.sort(key=lambda name: (-abs(points[name]), name))
    if not told:
        return "others passed or fell"
    return joined([f"{name.replace('_', ' ')} {points[name]:+.1f}" for name in told[:3]])


def _points(item: Mapping[str, Any]) -> dict[str, float]:
    return {name: float(signal["contribution"]) for name, signal in item["signals"].items()}
