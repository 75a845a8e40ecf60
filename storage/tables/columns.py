"""Kinds of columns that several tables have."""

from sqlalchemy import BigInteger, Column, Integer


def time_column(*, nullable: bool = True) -> Column[int]:
    """Whole milliseconds since 1970 in UTC."""
    return Column(BigInteger, nullable=nullable)


def count_column() -> Column[int]:
    """A count, or null."""
    return Column(BigInteger, nullable=True)


def serial_column() -> Column[int]:
    """A number that counts up by itself, as SQLite does only for a column that is declared INTEGER."""
    return Column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
