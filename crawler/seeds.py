"""What a user may name to begin from: #tag, @handle, a profile's address, or a file of those."""

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from crawler.networks import all_networks, network_names
from crawler.networks.network import Network
from storage.errors import BadSeed, UnreadableFile
from storage.files.text_files import as_utf8, text_of

_ON_A_SERVER = re.compile(r"[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}/@\w")
_MOST_TOLD = 10
_TAG = re.compile(r"[^\s#@/\\?&=\"'<>,;:!()\[\]{}]{1,100}")


@dataclass(frozen=True)
class Seed:
    """One thing to begin from; ``network`` is ``None`` where any network may know it."""

    kind: Literal["hashtag", "account"]
    key: str
    network: str | None = None

    def __str__(self) -> str:
        mark = "#" if self.kind == "hashtag" else "@"
        return f"{mark}{self.key}" + (f"@{self.network}" if self.network else "")


def parse_seeds(words: Iterable[str], networks: Sequence[Network], notes: list[str] | None = None) -> list[Seed]:
    """Every seed once, in order; a file's lines that are none are told in ``notes``. "-" is a file: standard input.

    Raises BadSeed or UnreadableFile with what to write instead.
    """
    seeds: list[Seed] = []
    told = notes if notes is not None else []
    for word in words:
        if word == "-":
            seeds.extend(_piped(networks, told))
        else:
            seeds.extend(_parse(word.strip(), networks, told))
    return list(dict.fromkeys(seeds))


def _parse(word: str, networks: Sequence[Network], notes: list[str] | None) -> list[Seed]:
    """The seeds that a word names; a file of them only where there are ``notes``: files name no further files."""
    if not word:
        raise BadSeed("A seed is empty: write #tag, @handle, a profile's address, or the name of a file of those")
    if word[0] in "#\uff03":
        return [Seed("hashtag", _tag(word))]
    if word[0] == "@":
        return [_account(word[1:], networks)]
    if "://" in word or word.lower().startswith("www."):
        return [_address(word, networks)]
    path = Path(word)
    if notes is not None and path.is_file():
        return _file(path, networks, notes)
    if _lacks_scheme(word, networks):
        return [_address(word, networks)]
    if notes is not None and (path.suffix.lower() in {".txt", ".csv", ".list", ".seeds"} or "/" in word):
        raise UnreadableFile(f"{word}: no such file; name an existing file of seeds, one a line")
    raise BadSeed(f"{word} is no seed: write '#{word}' for a hashtag, '@{word}' for an account, or a profile's address")


def _lacks_scheme(word: str, networks: Sequence[Network]) -> bool:
    """Whether a word is an address of one of the networks as people type it: instagram.com/anna, or somebody's on a
    server of the Fediverse."""
    hosts = (host for network in networks for host in network.hosts)
    return _ON_A_SERVER.match(word) is not None or any(word.lower().startswith(f"{host}/") for host in hosts)


def _tag(word: str) -> str:
    tag = word.lstrip("#\uff03").strip()
    if not tag:
        raise BadSeed("The hashtag is empty: write it like '#discoverunder10k' (in quotes, or the shell drops it)")
    if not _TAG.fullmatch(tag):
        raise BadSeed(f"#{tag} is no hashtag: letters, digits and _ only")
    return tag.lower()


def _account(name: str, networks: Sequence[Network]) -> Seed:
    handle, _, last = name.rpartition("@")
    named = {network.name: network for network in networks}
    if handle and (network := named.get(last.lower())) is not None:
        return Seed("account", _clean(handle, network), network.name)
    problems: list[str] = []
    for network in networks:
        try:
            return Seed("account", network.clean_handle(name))
        except ValueError as error:
            problems.append(str(error))
    raise BadSeed(f"@{name} is no handle" + (f": {problems[0]}" if problems else ""))


def _address(url: str, networks: Sequence[Network]) -> Seed:
    full = url if "://" in url else f"https://{url}"
    # The networks that know their hosts are asked first: any address with /@name looks like Mastodon's.
    ordered = sorted(networks, key=lambda network: not any(host in full for host in network.hosts))
    for network in ordered:
        handle = network.handle_of(full)
        if handle is not None:
            return Seed("account", handle, network.name)
    raise BadSeed(f"{url} is no profile's address of {', '.join(network.name for network in networks)}")


def _clean(handle: str, network: Network) -> str:
    try:
        return network.clean_handle(handle)
    except ValueError as error:
        raise BadSeed(f"@{handle} is no handle on {network.title}: {error}") from None


def _file(path: Path, networks: Sequence[Network], notes: list[str]) -> list[Seed]:
    if _holds_pages(path):
        return _people_in(path, networks)
    try:
        lines = text_of(path.read_bytes()).splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{path} cannot be read as a list of seeds ({error}); write one seed a line") from None
    return _lines(str(path), lines, networks, notes)


def _piped(networks: Sequence[Network], notes: list[str]) -> list[Seed]:
    """The seeds of standard input, which may hold whatever a file may."""
    if _is_more_than_lines(sys.stdin.buffer.peek(_LOOKED_AT)[:_LOOKED_AT]):  # type: ignore[union-attr]
        return _people_in("-", networks)
    typed = as_utf8(sys.stdin.buffer.read()).decode(errors="replace")
    return _lines("standard input", typed.splitlines(), networks, notes)


def _lines(shown: str, lines: Sequence[str], networks: Sequence[Network], notes: list[str]) -> list[Seed]:
    """The seeds of lines. One that is none is noted: who pasted a hundred links wants the other ninety-nine."""
    seeds: list[Seed] = []
    bad: list[tuple[int, BadSeed]] = []
    for number, line in enumerate(lines, start=1):
        word = line.strip()
        if not word or word.startswith(("//", "# ")):
            continue
        try:
            seeds.extend(_parse(word, networks, None))
        except BadSeed as error:
            bad.append((number, error))
    if not seeds and bad:
        raise BadSeed(f"{shown}, line {bad[0][0]}: {bad[0][1]}")
    if not seeds:
        raise BadSeed(f"{shown} holds no seeds: write one a line, like #tag or @handle")
    notes.extend(f"{shown}, line {number} is left out: {error}" for number, error in bad[:_MOST_TOLD])
    if len(bad) > _MOST_TOLD:
        others = ", ".join(str(number) for number, _ in bad[_MOST_TOLD : 3 * _MOST_TOLD])
        notes.append(f"{shown}: {len(bad) - _MOST_TOLD:,} more lines are left out for the like ({others} …)")
    return seeds


_LOOKED_AT = 4_096  # bytes
_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\xfd7zXZ\x00", b"\x1f\x8b", b"{", b"[")


def _holds_pages(path: Path) -> bool:
    """Whether a file is more than seeds line by line: an export, a workbook, a table with named columns, JSON."""
    try:
        with path.open("rb") as file:
            return _is_more_than_lines(file.read(_LOOKED_AT))
    except OSError:
        return False  # told by whoever reads it line by line


def _is_more_than_lines(head: bytes) -> bool:
    from crawler.sources.columns import role_of
    from crawler.sources.records import is_of_posts

    head = as_utf8(head)
    if head.lstrip().startswith(_PACKED):
        return True
    first = head.decode(errors="replace").lstrip().partition("\n")[0].strip()
    if first.startswith(("#", "//", "http")) or (first.startswith("@") and first != "@"):
        return False
    parts = [part.strip().strip('"') for part in re.split(r"[,;\t|]", first)]
    held = any((column := role_of(part)) is not None and column.role == "account" for part in parts if part)
    return held or is_of_posts(parts)


def _people_in(path: Path | str, networks: Sequence[Network]) -> list[Seed]:
    """The accounts that a file lists, shows or quotes as authors, each once, in file order."""
    from crawler.files import read_files
    from storage.facts import Post, Profile, Sighting

    names = [network.name for network in networks]
    reading = read_files([str(path)], network=names[0] if len(names) == 1 else None, url=None)
    found: dict[Seed, None] = {}
    for fact in reading.facts():
        if isinstance(fact, Profile) or (isinstance(fact, Sighting) and fact.route == "list"):
            handle = fact.handle
        else:
            handle = fact.author_handle if isinstance(fact, Post) else None
        if handle and fact.network in names:
            found[Seed("account", handle, fact.network)] = None
    reading.check()
    if not found:
        shown = "standard input" if path == "-" else path
        raise BadSeed(f"{shown} names nobody on {', '.join(names)}: look at what it holds with nanoscout read {path}")
    return list(found)


def parse_account(name: str) -> tuple[str, str | None]:
    """(handle, network or ``None``) of an account as a user names it: handle, @handle, handle@network or an address.

    The networks are loaded only where an address is to be read.
    """
    name = name.strip()
    if "://" in name or name.lower().startswith("www.") or ("/" in name and _lacks_scheme(name, all_networks())):
        seed = _address(name, all_networks())
        return seed.key, seed.network
    bare = name.removeprefix("@")
    if not bare:
        raise BadSeed("The name is empty: write handle@network, or a profile's address")
    handle, _, last = bare.rpartition("@")
    if handle and last.lower() in network_names():
        return handle, last.lower()
    return bare, None
