"""Taking people's names out of what others wrote: one pass over every text, for however many people."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from urllib.parse import quote

import orjson
from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, or_, select, update

from storage import tables
from storage.facts import AccountKey
from storage.rights.holdings import NAMING, NAMING_LISTS
from storage.rights.numbers import may_tell
from storage.rights.person import FORGOTTEN, NAME_ENDS, TELLING, Person
from storage.rows import table_of

Change = Callable[[str], str]
_FEW = 100  # names; for so few the database looks by itself
_WORD = re.compile(r"\w+")


class Names:
    """People of one network by all of their names: who may stand in a text is found by its words."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.people = people
        self.network = people[0].network
        self.handles = frozenset(handle for person in people for handle in person.handles)
        self.native_ids = frozenset(native_id for person in people for native_id in person.native_ids)
        self.numbers = sorted({number for person in people for number in person.numbers})
        self._called = [place for place, person in enumerate(people) if person.numbers]
        spelled = [sorted(_spellings(person)) for person in people]
        self.all = sorted({name for names in spelled for name in names})
        words = {name: _WORD.findall(name) or [""] for name in self.all}
        common = Counter(word for one in words.values() for word in one)
        # A name is looked up by its rarest word: "oak" of "anna.bakes.oak" where a thousand bake.
        self._by_word: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for place, names in enumerate(spelled):
            for name in names:
                self._by_word[min(words[name], key=lambda word: common[word])].append((name, place))

    def out_of_text(self, text: str) -> str:
        """A text without their handles, addresses that tell them, and ways to reach them."""
        for person in self._in(text):
            text = person.out_of_text(person.out_of_address(text))
        return text

    def out_of_elsewhere(self, text: str) -> str:
        """A text of another network without what means them there as well."""
        for person in self._in(text):
            text = person.out_of_elsewhere(text)
        return text

    def out_of_address(self, text: str) -> str:
        """The same for words that hold nothing but addresses."""
        for person in self._in(text):
            text = person.out_of_address(text)
        return text

    def _in(self, text: str) -> list[Person]:
        lowered = text.lower()
        words = {"", *_WORD.findall(lowered)}
        places = {place for word in words for name, place in self._by_word.get(word, ()) if name in lowered}
        places.update(place for place in self._called if self.people[place].may_be_called_in(text))
        return [self.people[place] for place in sorted(places)]


def _spellings(person: Person) -> set[str]:
    names = [*person.bare_handles, *map(quote, person.bare_handles), *person.native_ids]
    names += [*person.reached_by, *person.addresses]
    return {name.lower() for name in names}


def leave_names(connection: Connection, names: Names) -> set[AccountKey]:
    """Takes the names out of others' words, lists of names and addresses that were asked; returns those whose rows were
    changed. Rows of the people themselves are left as they are: those go."""
    touched: set[AccountKey] = set()
    for naming in NAMING:
        for column in naming.columns:
            change = names.out_of_address if naming.in_address else names.out_of_text
            here = naming.table.c.network == names.network
            touched |= _rewrite(connection, naming.table, column, names, change, here)
            touched |= _rewrite(connection, naming.table, column, names, names.out_of_elsewhere, ~here)
    _leave_pages_about(connection, names)
    return touched | {(names.network, handle) for handle in _leave_lists(connection, names)}


def _rewrite(
    connection: Connection, table: Table, column: str, names: Names, change: Change, where: ColumnElement[bool]
) -> set[AccountKey]:
    """Returns whose rows were changed, where a row is somebody's."""
    keys = list(table.primary_key.columns)
    owner = next((table.c[name] for name in ("handle", "author_handle", "account") if name in table.c), None)
    wanted = [*keys, table.c[column], table.c.network, *([] if owner is None else [owner.label("owner")])]
    query = select(*wanted).where(where, table.c[column].is_not(None))
    if len(names.all) + len(names.numbers) <= _FEW:
        named = [table.c[column].icontains(name, autoescape=True) for name in names.all]
        query = query.where(or_(*named, *(may_tell(table.c[column], number) for number in names.numbers)))
    owners: set[AccountKey] = set()
    changed: list[dict[str, object]] = []
    for row in connection.execute(query):
        words, network, *whose = row[len(keys) :]
        if whose and network == names.network and whose[0] in names.handles:
            continue
        left = change(words)
        if left != words:
            key = {f"key_{place}": value for place, value in enumerate(row[: len(keys)])}
            changed.append({**key, "words": left})
            owners.update((network, name) for name in whose if name)
    if changed:
        here = and_(*(key == bindparam(f"key_{place}") for place, key in enumerate(keys)))
        connection.execute(update(table).where(here).values({column: bindparam("words")}), changed)
    return owners


def _leave_pages_about(connection: Connection, names: Names) -> None:
    """Their pages were asked for by their id: that one goes too, whatever its length, where the page was theirs."""
    short = frozenset(native_id for native_id in names.native_ids if len(native_id) < TELLING)
    if not short:
        return
    page = table_of(tables.Page)
    found = page.c.network == names.network, page.c.document.contains(FORGOTTEN)
    for number, url in connection.execute(select(page.c.id, page.c.url).where(*found)).all():
        left = url
        for native_id in sorted(short.intersection(_WORD.findall(url))):
            left = re.sub(rf"(?<=[/=]){re.escape(native_id)}{NAME_ENDS}", FORGOTTEN, left)
        if left != url:
            connection.execute(update(page).where(page.c.id == number).values(url=left))


def _leave_lists(connection: Connection, names: Names) -> set[str]:
    authors: set[str] = set()
    for post, column in ((naming.table, name) for naming in NAMING_LISTS for name in naming.columns):
        query = select(post.c.key, post.c[column], post.c.author_handle).where(
            post.c.network == names.network, post.c[column].contains('"')
        )
        if len(names.handles) <= _FEW:
            query = query.where(or_(*(post.c[column].contains(f'"{name}"', autoescape=True) for name in names.handles)))
        for key, said, author in connection.execute(query).all():
            listed = orjson.loads(said)
            if names.handles.isdisjoint(listed) or author in names.handles:
                continue
            kept = orjson.dumps([name for name in listed if name not in names.handles]).decode()
            mine = post.c.network == names.network, post.c.key == key
            connection.execute(update(post).where(*mine).values({column: kept}))
            authors.add(author)
    return {author for author in authors if author}


def leave_runs(connection: Connection, names: Names) -> None:
    """What runs were asked for, and how they ended. The paths of recordings stay: they are where to look."""
    run, host = table_of(tables.Run), table_of(tables.Host)
    bare = {name for person in names.people for name in person.bare_handles}
    seeds = {f"@{name}{end}" for name in bare for end in ("", f"@{names.network}")}
    for row in connection.execute(select(run.c.id, run.c.seeds, run.c.settings, run.c.detail)).all():
        settings = orjson.loads(row.settings)
        if "seeds" in settings:
            settings["seeds"] = _seeds_without(settings["seeds"], seeds, names.out_of_text)
        changed = {
            "seeds": orjson.dumps(_seeds_without(orjson.loads(row.seeds), seeds, names.out_of_text)).decode(),
            "settings": orjson.dumps(settings).decode(),
            "detail": names.out_of_text(row.detail) if row.detail else row.detail,
        }
        if changed != {"seeds": row.seeds, "settings": row.settings, "detail": row.detail}:
            connection.execute(update(run).where(run.c.id == row.id).values(changed))
    for name, reason in connection.execute(select(host.c.host, host.c.reason)).all():
        left = names.out_of_text(reason) if reason else reason
        if left != reason:
            connection.execute(update(host).where(host.c.host == name).values(reason=left))


def _seeds_without(words: Collection[str], seeds: Collection[str], change: Change) -> list[str]:
    return [word if word.startswith("#") else change(word) for word in words if word.lower() not in seeds]
