"""Times as strangers write them: a time in UTC or none, never an error."""

from datetime import UTC, datetime

import pytest

from crawler.networks.values import mail_time_in, time_in


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
