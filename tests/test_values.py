"""Times, counts, yes and no as strangers write them: what they say or none, never an error."""

from datetime import UTC, datetime

import pytest

from crawler.networks.text import mentions_in
from crawler.networks.values import count_of, flag, id_in, mail_time_in, shown_count, time_in


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Wed, 04 Mar 2020 05:06:07 +0100", datetime(2020, 3, 4, 4, 6, 7, tzinfo=UTC)),
        ("Wed, 04 Mar 2020 05:06:07", datetime(2020, 3, 4, 5, 6, 7, tzinfo=UTC)),
        ("Wednesday, 04-Mar-20 05:06:07 GMT", datetime(2020, 3, 4, 5, 6, 7, tzinfo=UTC)),
        ("Wed, 04 Mar 2020 05:06:07 +9999999999999", None),
        ("Wed, 04 Mar 99999999999 05:06:07 +0000", None),
        ("Wed, 99999999999999999999 Mar 2020 05:06:07 +0000", None),
        ("1 1 1 9999999999:1:1", None),
        ("soon", None),
        ("", None),
        (None, None),
        (12, None),
    ],
)
def test_a_date_of_a_mail(words: object, wanted: datetime | None) -> None:
    assert mail_time_in(words) == wanted


@pytest.mark.parametrize("words", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", 1e300, -5, "9" * 13, True])
def test_a_time_beyond_all_times_is_none_or_a_time(words: object) -> None:
    found = time_in(words)
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize("time", [1_790_000_000, 1_790_000_000_000, "1790000000", "1790000000000", 1.79e9])
def test_a_time_in_seconds_or_milliseconds(time: object) -> None:
    assert time_in(time) == datetime.fromtimestamp(1_790_000_000, UTC)


def test_a_small_number_is_no_time_of_1970() -> None:
    assert [time_in(number) for number in (1, "12", 4_812, "20180102")] == [None] * 4


@pytest.mark.parametrize("count", [1234, "1234", 1234.0, "1,234"])
def test_a_count_in_each_of_its_spellings(count: object) -> None:
    assert count_of(count) == 1_234


_NO_COUNTS: tuple[object, ...] = (
    -1,
    -5.5,
    0.5,
    "-12",
    "1e5",
    "1e+05",
    10**18,
    1e30,
    "9" * 20,
    "12,34",
    float("nan"),
    float("inf"),
    True,
    [],
)


@pytest.mark.parametrize("count", _NO_COUNTS)
def test_what_is_no_count_is_none_and_no_part_of_it_is_one(count: object) -> None:
    assert (count_of(count), shown_count(count)) == (None, (None, None))


@pytest.mark.parametrize("said", [True, 1, 1.0, "true", "True"])
def test_yes_as_tools_write_it(said: object) -> None:
    assert flag(said) is True


def test_what_says_neither_yes_nor_no() -> None:
    said: list[object] = [0, "False", "0", 2, "yes", "", None, []]
    assert [flag(one) for one in said] == [False, False, False, None, None, None, None, None]


def test_an_id_that_went_through_a_table() -> None:
    """A float holds 53 bits: the last digits of a longer id are lost, and a wrong id would be somebody else's."""
    assert (id_in(54480021.0), id_in(1.7841400000000001e16), id_in(0.5), id_in("0")) == ("54480021", None, None, None)


@pytest.mark.parametrize("words", ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z", "1970-01-01T01:00:00+01:00", 0])
def test_what_programs_write_that_know_no_time_is_none(words: object) -> None:
    assert time_in(words) is None
    assert mail_time_in("Thu, 01 Jan 1970 00:00:00 +0000") is None
    assert time_in("1999-12-31T23:59:59Z") == datetime(1999, 12, 31, 23, 59, 59, tzinfo=UTC)


def test_a_host_of_mail_is_nobody_who_is_mentioned() -> None:
    assert mentions_in("Write to mira @gmail.com or @Web.de, says @bo.nib; @mira.com") == ["bo.nib", "mira.com"]
