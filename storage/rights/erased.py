"""What is kept of erasing: how many minors went, and whether the file may still hold what was deleted."""

from sqlalchemy import Connection, delete

from storage import tables
from storage.derived import read_meta, write_meta
from storage.rows import table_of

_MINORS = "minors_erased"
_REMNANTS = "remnants"
_META = table_of(tables.Meta)


def count_minors(connection: Connection, more: int) -> None:
    """Adds to the number of suspected minors that were erased here; the number is all that is kept."""
    write_meta(connection, _MINORS, str(minors_erased(connection) + more))


def minors_erased(connection: Connection) -> int:
    """How many suspected minors were ever erased from this database."""
    return int(read_meta(connection, _MINORS) or 0)


def note_remnants(connection: Connection) -> None:
    """Rows were deleted whose words may still stand in the file, until it is written anew."""
    write_meta(connection, _REMNANTS, "1")


def has_remnants(connection: Connection) -> bool:
    """Whether the file was not written anew since rows of people were deleted from it."""
    return read_meta(connection, _REMNANTS) is not None


def clear_remnants(connection: Connection) -> None:
    """The file was written anew."""
    connection.execute(delete(_META).where(_META.c.name == _REMNANTS))
