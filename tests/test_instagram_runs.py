"""One recorded run of each live source, replayed: what each of them yields."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.commands import nanoscout, nanoscout_json

RUNS = Path(__file__).parent.parent / "fixtures" / "instagram-runs"


@pytest.mark.parametrize(
    ("name", "found", "facts"),
    [
        ("graph-api", {"linocut.lane": 3_120, "wren.paints": 8_413}, {"profile": 3, "post": 40, "contact": 0}),
        (
            "public-web",
            {"brush.and.brook": 2_050, "linocut.lane": 3_120, "wren.paints": 8_412},
            {"profile": 4, "post": 4, "edge": 8},
        ),
    ],
)
def test_a_recorded_run_replays(tmp_path: Path, name: str, found: dict[str, int], facts: dict[str, int]) -> None:
    file = RUNS / f"{name}.warc"
    end: Any = nanoscout_json("discover", "--replay", file, "--database", tmp_path / "x.db")
    assert end["state"] == "finished"
    assert end["progress"]["misses"] == 0
    assert end["progress"]["unreadable"] == 0
    assert {one["handle"]: one["followers"] for one in end["shortlist"]} == found
    said = Counter(line.partition('"fact":"')[2].partition('"')[0] for line in _lines(file))
    assert {kind: said[kind] for kind in facts} == facts


def _lines(file: Path) -> list[str]:
    return nanoscout("read", file, "--json").replace('"fact": "', '"fact":"').splitlines()
