"""Replay: visits answered out of files instead of the network, the same way every time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from crawler.networks.network import Ask, Network, Target
from crawler.page import Page
from crawler.sources import open_source
from crawler.sources.address import page_key, request_key
from crawler.sources.answer import Answer


@dataclass
class _Offer:
    """What answers one request: an API answer, or a public page's document with its parts, in file order."""

    order: int
    pages: list[Page] = field(default_factory=list)
    target: Target | None = None
    visit: str | None = None
    given: bool = False


class Replay:
    """The answers of files, indexed once; each is given once, in file order.

    A public page (an ask of kind ``page``) is answered by its document and by every answer with its pageref or
    Referer. An API request is answered by method, address and body; the n-th request gets the n-th answer. Given a
    target, what was recorded for it comes first, one recorded visit after the other. ``notes`` tells what the files
    lack, ``seeds`` what a recording was seeded with. Raises what open_source raises.
    """

    def __init__(self, files: Iterable[str | Path]) -> None:
        self.notes: list[str] = []
        self.seeds: list[str] = []
        self._answers: list[Answer] = []
        self._documents: dict[str, list[_Offer]] = defaultdict(list)
        self._requests: dict[tuple[str, str, bytes], list[_Offer]] = defaultdict(list)
        self._visits: dict[Target, list[str | None]] = {}
        self._begun: dict[Target, int] = {}
        for file in files:
            opened = open_source(file)
            answers = list(opened.answers)
            start = len(self._answers)
            self._answers.extend(answers)
            self._index_requests(start, answers)
            self._index_parts(start, answers, self._index_documents(start, answers))
            self.notes.extend(opened.notes)
            self.seeds.extend(opened.seeds)

    def begin(self, target: Target) -> bool:
        """Begin the next recorded visit of a target: its answers come first from now on; false where none is left."""
        number = self._begun.get(target, -1) + 1
        self._begun[target] = number
        return number < len(self._visits.get(target, []))

    def answer(self, ask: Ask, target: Target | None = None) -> list[Page]:
        """The pages that answer a request, one for an API request; [] is a miss: no answer, or none that is left."""
        if ask.kind == "page" and (offers := self._documents.get(page_key(ask.url))):
            return self._give(offers, target)
        return self._give(self._requests.get(request_key(ask.method, ask.url, ask.body), []), target)

    def pages(self) -> list[Page]:
        """Every page with content, in file order, given or not."""
        return [answer.page for answer in self._answers if answer.location is None]

    def recorded_targets(self) -> list[Target]:
        """The targets of our own recordings in their recorded order, once for each visit; [] for other files."""
        visits = dict.fromkeys((answer.target, answer.group) for answer in self._answers)
        return [target for target, _ in visits if target is not None]

    def networks_in(self, networks: Sequence[Network]) -> list[str]:
        """The names of those networks that have pages here: by recorded visit, by host, or (having none) by shape."""
        recorded = {target.network for target in self._visits}
        hosts = {urlsplit(answer.page.url).hostname or "" for answer in self._answers}
        return [
            network.name
            for network in networks
            if network.name in recorded
            or any(host == own or host.endswith(f".{own}") for host in hosts for own in network.hosts)
            or (not network.hosts and any(network.recognises(page) for page in self._unclaimed(networks)))
        ]

    def _unclaimed(self, networks: Sequence[Network]) -> Iterator[Page]:
        """Pages that no recording and no network's own host claims: only their shape can tell whose they are."""
        owned = tuple(own for network in networks for own in network.hosts)
        for answer in self._answers:
            host = urlsplit(answer.page.url).hostname or ""
            if answer.target is None and not any(host == own or host.endswith(f".{own}") for own in owned):
                yield answer.page

    def origins_in(self, networks: Sequence[Network]) -> list[str]:
        """Where the pages of networks without a host of their own came from (``https://host``), in order, each once.

        Of a recording with hashtags those that were asked for them: others may be mere homes of people met there.
        """
        open_ones = [network for network in networks if not network.hosts]
        found: dict[str, None] = {}
        of_tags: dict[str, None] = {}
        for answer in self._answers:
            mine = any(
                answer.target.network == network.name if answer.target else network.recognises(answer.page)
                for network in open_ones
            )
            parts = urlsplit(answer.page.url)
            if mine and parts.netloc:
                found[f"{parts.scheme}://{parts.netloc}"] = None
                if answer.target is not None and answer.target.kind == "hashtag":
                    of_tags[f"{parts.scheme}://{parts.netloc}"] = None
        return list(of_tags or found)

    def _index_requests(self, start: int, answers: list[Answer]) -> None:
        for order, answer in enumerate(answers, start=start):
            if answer.target is not None and answer.group not in (known := self._visits.setdefault(answer.target, [])):
                known.append(answer.group)
            if answer.location is None:
                page, offer = answer.page, _offer_of(order, answer)
                keys = {
                    request_key(page.method, url, page.request_body) for url in (page.url, answer.asked or page.url)
                }
                for key in keys:
                    self._requests[key].append(offer)

    def _index_documents(self, start: int, answers: list[Answer]) -> dict[str, _Offer]:
        """Index documents under their addresses and those that led there; returns the first of each pageref."""
        of_group: dict[str, _Offer] = {}
        led: dict[str, set[str]] = {}  # address → the addresses that redirected there
        for order, answer in enumerate(answers, start=start):
            if not answer.navigation:
                continue
            here = page_key(answer.page.url)
            if answer.location is not None:
                led.setdefault(page_key(answer.location), set()).update(led.pop(here, set()) | {here})
                continue
            offer = _offer_of(order, answer)
            for key in sorted({here, page_key(answer.asked or answer.page.url)} | led.pop(here, set())):
                self._documents[key].append(offer)
            if answer.group is not None and answer.target is None:
                of_group.setdefault(answer.group, offer)
        return of_group

    def _index_parts(self, start: int, answers: list[Answer], of_group: dict[str, _Offer]) -> None:
        for order, answer in enumerate(answers, start=start):
            if answer.navigation or answer.location is not None:
                continue
            owner = of_group.get(answer.group or "") if answer.target is None else None
            if owner is not None:
                owner.pages.append(answer.page)
            asking = answer.page.document or answer.referer
            if asking is None:
                continue
            asking_offer = self._asking_offer(page_key(asking), start, order, answer)
            if asking_offer is not owner:
                asking_offer.pages.append(answer.page)

    def _asking_offer(self, key: str, start: int, order: int, answer: Answer) -> _Offer:
        """The page that an answer was asked from: the latest one before it, else the next, else one without document.

        A site that changes its address without loading anew leaves pages without a document.
        """
        known = self._documents[key]
        visit = answer.group if answer.target is not None else None
        same = [one for one in known if one.order >= start and one.target == answer.target and one.visit == visit]
        if same:
            return next((one for one in reversed(same) if one.order < order), same[0])
        offer = _Offer(order, target=answer.target, visit=visit)
        known.append(offer)
        return offer

    def _give(self, offers: list[_Offer], target: Target | None) -> list[Page]:
        left = [offer for offer in offers if not offer.given]
        if not left:
            return []
        visits = self._visits.get(target, []) if target is not None else []
        number = max(self._begun.get(target, 0), 0) if target is not None else 0
        visit = visits[number] if number < len(visits) else None

        def distance(offer: _Offer) -> tuple[int, int]:
            if offer.target is not None and offer.target == target:
                return (0 if offer.visit == visit else 1), offer.order
            return (2 if offer.target is None else 3), offer.order

        chosen = min(left, key=distance)
        chosen.given = True
        return list(chosen.pages)


def _offer_of(order: int, answer: Answer) -> _Offer:
    visit = answer.group if answer.target is not None else None
    return _Offer(order, [answer.page], answer.target, visit)
