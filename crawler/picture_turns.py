"""Which picture may be asked for when, and what becomes of what comes: it fetches nothing itself."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.crawling.pauses import FIRST_BACKOFF_S, retry_after
from crawler.engine.addresses import is_this_machine
from crawler.networks.addresses import asked_host
from scoring.photos import read_photo
from storage import hosts
from storage.clock import now_millis
from storage.database import Database
from storage.errors import StorageError, UnreadablePicture
from storage.pictures import Kept, Wanted, bytes_kept, keep_picture
from storage.rights.privacy import suppressed_among

_PACE_S = 0.5  # between two pictures of one host: a person's browser asks for dozens at once
_MOST_FAILURES = 5  # of one host, one after the other: it is asked no more in this run
_ASKS_TO_WAIT = (429, 503)


@dataclass
class Fetched:
    """How it went. ``failed`` counts the pictures that were not kept, by reason; ``full``: the size cap was reached;
    ``bytes`` is what all copies take now."""

    wanted: int = 0
    kept: int = 0
    bytes: int = 0
    full: bool = False
    failed: dict[str, int] = field(default_factory=dict)


class Fetching:
    """What the spider asks before a request, and where it hands what came back. It fetches nothing itself."""

    def __init__(self, database: Database, wanted: Sequence[Wanted], *, most_bytes: int, pace_s: float | None) -> None:
        self.wanted = wanted
        self.fetched = Fetched(wanted=len(wanted))
        self.error: StorageError | None = None
        self._database = database
        self._most_bytes = most_bytes
        self._pace_s = pace_s
        self._failures: Counter[str] = Counter()
        self._delays: dict[str, int] = {}  # what robots.txt asks for, in milliseconds between requests
        with database.read() as connection:
            self.fetched.bytes = bytes_kept(connection)

    def turn(self, wanted: Wanted) -> int | None:
        """When this picture may be asked for (milliseconds), in turn with all who ask its host; ``None``: never."""
        self.fetched.full = self.fetched.full or self.fetched.bytes >= self._most_bytes
        if self.fetched.full or self.error is not None:
            return None
        why_not = self.refusal(wanted.url)
        if why_not is not None:
            self._count(why_not)
            return None
        return self.reserve(wanted.url)

    def refusal(self, url: str) -> str | None:
        """Why nothing is asked of this address's host now; ``None`` where it may be asked in its turn."""
        host = asked_host(url)
        if self._failures[host] >= _MOST_FAILURES:
            return f"{host} gave none, so it is asked no more"
        with self._database.read() as connection:
            held, _, _ = hosts.host_state(connection, host)
        return f"{host} asked to wait" if held > now_millis() else None

    def reserve(self, url: str) -> int:
        """The next turn of this address's host (milliseconds)."""
        with self._database.write() as connection:
            return hosts.reserve_host(connection, asked_host(url), now=now_millis(), gap_ms=self.gap(url))

    def gap(self, url: str) -> int:
        """Milliseconds between two pictures of its host, never less than what its robots.txt asks for."""
        usual = 0.0 if is_this_machine(urlsplit(url).hostname or "") else _PACE_S
        pace = usual if self._pace_s is None else self._pace_s
        return max(round(1000 * pace), self._delays.get(asked_host(url), 0))

    def slow_down(self, host: str, delay_ms: int) -> None:
        """robots.txt of this host asks for so long a time between requests: also from the one that leaves now, whose
        turn was taken at another pace."""
        if self._delays.get(host) == delay_ms:
            return
        self._delays[host] = delay_ms
        with self._database.write() as connection:
            hosts.reserve_host(connection, host, now=now_millis(), gap_ms=delay_ms)

    def land(self, wanted: Wanted, url: str, status: int, headers: Mapping[str, str], body: bytes) -> None:
        """Keeps the copy of a picture that came (from ``url``, after redirects), or counts why there is none."""
        if status in _ASKS_TO_WAIT:
            until = retry_after(headers.get("retry-after"), now=now_millis())
            self.hold({wanted.url, url}, until, f"HTTP {status} for a picture")
        if status != 200:
            self.fail(wanted, f"HTTP {status}")
            return
        if self.fetched.bytes >= self._most_bytes:  # it was on its way when the cap was reached
            self.fetched.full = True
            return
        try:
            photo = read_photo(body)
        except UnreadablePicture as error:
            self.fail(wanted, str(error))
            return
        self._failures[asked_host(wanted.url)] = 0
        kept = Kept(
            key=wanted.key,
            sharpness=photo.sharpness,
            exposure=photo.exposure,
            noise=photo.noise,
            colourfulness=photo.colourfulness,
            palette=photo.palette,
        )
        with self._database.write() as connection:
            if suppressed_among(connection, [(wanted.network, wanted.handle)]):
                return
            keep_picture(connection, wanted, kept, photo.jpeg, now=now_millis())
        self.fetched.kept += 1
        self.fetched.bytes += len(photo.jpeg)

    def hold(self, urls: Collection[str], until: int | None, reason: str) -> None:
        """The hosts of these addresses are left alone until the time that they named (milliseconds), else a minute."""
        until = until or now_millis() + FIRST_BACKOFF_S * 1000
        with self._database.write() as connection:
            for host in set(map(asked_host, urls)):
                hosts.hold_host(connection, host, until=until, backoff_s=0, reason=reason)

    def fail(self, wanted: Wanted, reason: str) -> None:
        """Counts a picture that did not come."""
        self._failures[asked_host(wanted.url)] += 1
        self._count(reason)

    def _count(self, reason: str) -> None:
        self.fetched.failed[reason] = self.fetched.failed.get(reason, 0) + 1
