"""Terms are calendar months: a month from the 31st of January ends with February."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spaceplan.check.months import add_months


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 2, 28), 1, date(2026, 3, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 15), 1, date(2026, 12, 15)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
        (date(9999, 12, 1), 1, date.max),
    ],
)
def test_the_same_day_or_the_last_of_the_month(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(0, 240))
def test_a_later_day_never_gives_an_earlier_end(start: date, months: int) -> None:
    assert add_months(start, months) <= add_months(start + timedelta(days=1), months)
