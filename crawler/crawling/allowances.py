"""Allowances that networks count by themselves: kept in the database, asked before a request, told before a run."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from crawler.networks.network import Allowance, Network, Use
from storage.clock import from_millis, now_millis, to_millis
from storage.quotas import keys_used, note_use, units_used


def take_use(connection: Connection, network: Network, use: Use, *, now: int) -> tuple[int, str] | None:
    """Takes a use of its allowance; where nothing is left of it, (when there will be, why) and nothing is taken."""
    allowance = next((one for one in network.allowances if one.bucket == use.bucket), None)
    if allowance is None:
        return None
    wait = _opens_at(connection, network.name, allowance, use, now=now)
    if wait is not None:
        return wait, f"{network.title}: {allowance.most:,} {allowance.words} {_span(allowance)} are used up"
    if not (allowance.by_key and use.key in _keys(connection, network.name, allowance, now=now)):
        note_use(connection, network.name, use.bucket, use.key, now=now, units=use.units)
    return None


def note_told(connection: Connection, network: Network, uses: Iterable[Use], *, now: int) -> None:
    """Writes down uses that the network told of and that nobody here had counted; when they were made it does not say,
    so they count from now on."""
    for use in uses:
        for allowance in network.allowances:
            known = _keys(connection, network.name, allowance, now=now) if allowance.bucket == use.bucket else {use.key}
            if use.key not in known:
                note_use(connection, network.name, use.bucket, use.key, now=now, units=use.units)


def allowances_left(connection: Connection, network: Network, *, now: int | None = None) -> list[str]:
    """A sentence for each allowance of a network: how much of it is used, and when there will be more."""
    now = now_millis() if now is None else now
    told = []
    for allowance in network.allowances:
        used, oldest = _used(connection, network.name, allowance, now=now)
        words = f"{network.name}: {used:,} of {allowance.most:,} {allowance.words} used {_span(allowance)}"
        if oldest is not None:
            moment = from_millis(_leaves_at(allowance, oldest, now=now))
            words += f"; more from {moment.astimezone():%Y-%m-%d %H:%M}" if moment else ""
        told.append(words)
    return told


def _used(connection: Connection, network: str, allowance: Allowance, *, now: int) -> tuple[int, int | None]:
    if allowance.by_key:
        keys = _keys(connection, network, allowance, now=now)
        return len(keys), min(keys.values(), default=None)
    uses = units_used(connection, network, allowance.bucket, since=_since(allowance, now=now))
    return sum(units for _, units in uses), uses[0][0] if uses else None


def _opens_at(connection: Connection, network: str, allowance: Allowance, use: Use, *, now: int) -> int | None:
    if allowance.by_key:
        keys = _keys(connection, network, allowance, now=now)
        if use.key in keys or len(keys) < allowance.most:
            return None
        return _leaves_at(allowance, sorted(keys.values())[len(keys) - allowance.most], now=now)
    uses = units_used(connection, network, allowance.bucket, since=_since(allowance, now=now))
    over = sum(units for _, units in uses) + use.units - allowance.most
    for at, units in uses:
        if over <= 0:
            break
        over -= units
        if over <= 0:
            return _leaves_at(allowance, at, now=now)
    return None


def _keys(connection: Connection, network: str, allowance: Allowance, *, now: int) -> dict[str, int]:
    return keys_used(connection, network, allowance.bucket, since=_since(allowance, now=now))


def _since(allowance: Allowance, *, now: int) -> int:
    """The beginning of the window that ``now`` lies in (milliseconds); what was used later counts."""
    if allowance.zone is None:
        return now - round(allowance.window.total_seconds() * 1000)
    return (to_millis(_midnight(allowance.zone, now, days=0)) or 0) - 1


def _leaves_at(allowance: Allowance, used_at: int, *, now: int) -> int:
    """When what was used then counts no more."""
    if allowance.zone is None:
        return used_at + round(allowance.window.total_seconds() * 1000)
    return to_millis(_midnight(allowance.zone, now, days=1)) or now


def _midnight(zone: str, now: int, *, days: int) -> datetime:
    there = (from_millis(now) or datetime.min).astimezone(ZoneInfo(zone))
    return datetime.combine(there.date() + timedelta(days=days), time(), tzinfo=there.tzinfo)


def _span(allowance: Allowance) -> str:
    if allowance.zone is not None:
        return "today"
    days = allowance.window.total_seconds() / 86_400
    return f"in the last {days:g} days" if days > 1 else f"in the last {days * 24:g} hours"
