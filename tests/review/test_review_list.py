"""The list that a person reviews: every filter against the accounts that it must leave, and pages that meet."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scoring.brief import Brief
from scoring.review import listing
from scoring.review.desk import Desk
from scoring.review.listing import Filters
from storage.database import Database
from storage.derived import drop_features
from tests.commands import nanoscout
from tests.many_accounts import make_many
from tests.review_server import run_review

COUNT = 300


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Three hundred accounts, the first of whom was accepted, the second rejected."""
    file = Path(tmp_path_factory.mktemp("list")) / "many.db"
    make_many(file, COUNT)
    database = Database(str(file))
    desk = Desk(database, Brief())
    desk.answer("instagram", "maker0", "accept", reason=None, note=None)
    desk.answer("instagram", "maker1", "reject", reason="busy", note=None)
    yield desk
    database.close()


def listed(desk: Desk, filters: Filters) -> set[int]:
    """The numbers of everyone on the list, gathered page by page."""
    found: list[int] = []
    after = None
    while True:
        page = desk.page(filters, after=after, before=None, limit=40)
        found += [int(row["handle"].removeprefix("maker")) for row in page.rows]
        if page.after is None:
            break
        after = page.after
    assert len(found) == len(set(found)) == page.count
    return set(found)


INSIDE = {number for number in range(COUNT) if number % 13 != 12}


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (Filters(), INSIDE),
        (Filters(excluded=True), set(range(COUNT)) - INSIDE),
        (Filters(networks=("bluesky",)), {n for n in INSIDE if n % 11 == 10}),
        (Filters(countries=("PT", "US")), {n for n in INSIDE if n % 7 in (3, 5)}),
        (Filters(countries=("IS",)), set()),
        (Filters(languages=("de",)), {n for n in INSIDE if n % 3 == 2}),
        (Filters(niches=("pets",)), {n for n in INSIDE if n % 8 == 6}),
        (Filters(place="PORTO"), {n for n in INSIDE if n % 5 == 4}),
        (Filters(tiers=("nano",)), INSIDE),
        (Filters(followers_from=1_700, followers_to=2_000), {n for n in INSIDE if 1_700 <= 1_000 + 7 * n <= 2_000}),
        (Filters(confidence_from=1.0), set()),
        (Filters(contact="email"), {n for n in INSIDE if n % 4 == 0}),
        (Filters(contact="any"), INSIDE),
        (Filters(contact="none"), set()),
        (Filters(verdict="accept"), {0}),
        (Filters(verdict="later"), set()),
        (Filters(verdict="open"), INSIDE - {0, 1}),
        (Filters(words="maker7"), {n for n in INSIDE if str(n).startswith("7")}),
        (Filters(words="inks maker42"), {42}),
        (Filters(words="!?"), set()),
        (Filters(words="inks", languages=("de",), contact="email"), {n for n in INSIDE if n % 12 == 8}),
    ],
    ids=str,
)
def test_a_filter_leaves_those_whom_it_names(desk: Desk, filters: Filters, wanted: set[int]) -> None:
    assert listed(desk, filters) == wanted


def test_the_list_tells_and_filters_by_the_engagement_that_the_card_tells(desk: Desk) -> None:
    rows = desk.page(Filters(), after=None, before=None, limit=COUNT).rows
    for row in rows[::40]:
        told = desk.candidate(row["network"], row["handle"]).item["engagement"]
        assert {name: round(row[f"note_engagement_{name}"], 6) for name in ("rate", "low", "high")} == {
            name: told[name] for name in ("rate", "low", "high")
        }
    middle = sorted(row["note_engagement_rate"] for row in rows)[len(rows) // 2]
    above = {int(row["handle"].removeprefix("maker")) for row in rows if row["note_engagement_rate"] >= middle}
    assert listed(desk, Filters(engagement_from=middle)) == above
    assert len(above) < len(rows)


@pytest.mark.parametrize("words", ["inks", "maker", "inks maker1"])
def test_pages_of_common_words_meet_without_counting_them(
    desk: Desk, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = desk.page(Filters(words=words), after=None, before=None, limit=COUNT)
    assert whole.count == len(whole.rows) > 80
    monkeypatch.setattr(listing, "_GLANCED", 120)
    monkeypatch.setattr(listing, "_AT_A_GLANCE", 30)
    gathered, after = [], None
    while True:
        page = desk.page(Filters(words=words), after=after, before=None, limit=40)
        assert (page.before is None) == (after is None)
        gathered += page.rows
        if page.after is None:
            break
        after = page.after
    assert gathered == whole.rows
    assert page.count is None or words == "inks maker1"
    back = desk.page(Filters(words=words), after=None, before=page.before, limit=40)
    start = len(whole.rows) - len(page.rows) - 40
    assert back.rows == whole.rows[start : start + 40]
    assert back.after == back.rows[-1]["position"]
    assert back.before == (back.rows[0]["position"] if start else None)


def test_pages_meet_forwards_and_backwards(desk: Desk) -> None:
    first = desk.page(Filters(), after=None, before=None, limit=40)
    second = desk.page(Filters(), after=first.after, before=None, limit=40)
    assert first.before is None
    assert [row["position"] for row in first.rows + second.rows] == list(range(1, 81))
    back = desk.page(Filters(), after=None, before=second.before, limit=40)
    assert back.rows == first.rows
    assert (back.before, back.after) == (None, 40)


def test_who_is_erased_after_the_ranking_is_shown_no_more(desk: Desk) -> None:
    with desk.database.write() as connection:
        drop_features(connection, "instagram", ["maker3"])
    page = desk.page(Filters(words="maker3"), after=None, before=None, limit=400)
    assert "maker3" not in {row["handle"] for row in page.rows}


def test_a_country_that_is_guessed_is_marked_on_the_list(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        "network,handle,followers,bio\n"
        "instagram,tinte.und.feder,3100,Ich zeichne gern und schreibe mit Füllern - am liebsten abends\n"
        "instagram,ink.in.leeds,3200,Drawing with fountain pens in Leeds\n",
        encoding="utf-8",
    )
    nanoscout("--database", tmp_path / "x.db", "ingest", people)
    with run_review(tmp_path / "x.db") as review, closing(review.client()) as client:
        page = client.get("/").text
    assert "<span>probably DE</span>" in page
    assert "<span>Leeds, GB</span>" in page
