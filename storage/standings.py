"""Rankings as they stood at the end of runs, so that two runs can be held against each other."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from sqlalchemy import Connection, delete, insert, select

from storage import tables
from storage.rows import table_of

MOST_KEPT = 5_000  # of a run, the best first
_STANDING = table_of(tables.Standing)


def keep_standings(connection: Connection, run_id: int, rows: Iterable[Mapping[str, Any]]) -> None:
    """Keeps the ranking of a run in place of an earlier one of the same run.

    A row: network, handle, position, score, version, excluded (null in the shortlist), points (by signal).
    """
    connection.execute(delete(_STANDING).where(_STANDING.c.run_id == run_id))
    kept = [{**row, "run_id": run_id, "points": orjson.dumps(row["points"]).decode()} for row in rows]
    if kept:
        connection.execute(insert(_STANDING), kept)


def standings_of_run(connection: Connection, run_id: int) -> list[dict[str, Any]]:
    """The ranking of a run in the form of ``rank --json``, as far as it is kept, best first; [] where none is."""
    query = select(_STANDING).where(_STANDING.c.run_id == run_id).order_by(_STANDING.c.position)
    return [
        {
            "network": row["network"],
            "handle": row["handle"],
            "score": row["score"],
            "excluded": row["excluded"],
            "score_version": row["version"],
            "signals": {name: {"contribution": points} for name, points in orjson.loads(row["points"]).items()},
        }
        for row in connection.execute(query).mappings()
    ]
