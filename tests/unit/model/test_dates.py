from __future__ import annotations

import pytest

from explainer.model.dates import DateError, read_date


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-02-26", "2026-02-26", "2026-02-26"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("0000", "0001-01-01", "0001-12-31"),
        ("2026-02~", "2026-02-01", "2026-02-28"),
        ("2025?", "2025-01-01", "2025-12-31"),
        ("2025-06-11%", "2025-06-11", "2025-06-11"),
        ("2026-02-26T10:00:00Z", "2026-02-26", "2026-02-26"),
        ("2026-02-26T10:00:00+03:00", "2026-02-26", "2026-02-26"),
        ("2025-06-11/2025-06-16", "2025-06-11", "2025-06-16"),
        ("2025-06/2025", "2025-06-01", "2025-12-31"),
        ("2025-06-11/..", "2025-06-11", "9999-12-31"),
        ("/2025", "0001-01-01", "2025-12-31"),
        ("2022-21", "2022-03-01", "2022-05-31"),
        ("2022-24", "2022-12-01", "2023-02-28"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2004-XX", "2004-01-01", "2004-12-31"),
        ("2004-02-XX", "2004-02-01", "2004-02-29"),
    ],
)
def test_a_date_bounds_the_days_that_it_may_mean(text: str, first: str, last: str) -> None:
    date = read_date(text)

    assert date.days() == (first, last)
    assert str(date) == text


@pytest.mark.parametrize(
    ("text", "code", "message", "hint"),
    [
        ("26.02.2026", "date-is-valid", '"26.02.2026" is not a date', 'did you mean "2026-02-26"?'),
        ("2026-2-6", "date-is-valid", '"2026-2-6" is not a date', 'did you mean "2026-02-06"?'),
        (
            "2026/02",
            "date-is-valid",
            '"2026/02" is not a date',
            "write year-month-day as 2026-02-26, or 2026-02, 2026, 2026-02~ (about), 2025? "
            "(uncertain), 2025-06-11/2025-06-16",
        ),
        (
            "2026-02-26T10:00Z",
            "date-is-valid",
            '"2026-02-26T10:00Z" is not a date',
            "write a time with seconds, as 2026-02-26T10:00:00Z",
        ),
        ("1990s", "date-is-valid", '"1990s" is not a date', 'did you mean "199X"?'),
        (
            "~2021",
            "date-is-valid",
            '"~2021" is not a date',
            "write year-month-day as 2026-02-26, or 2026-02, 2026, 2026-02~ (about), 2025? "
            "(uncertain), 2025-06-11/2025-06-16",
        ),
        ("../..", "date-is-valid", '"../.." has neither a start nor an end', "write at least one of them"),
        (
            "2022-02-30",
            "date-is-possible",
            '"2022-02-30" names day 30 of a month with 28 days',
            "look the day up again",
        ),
        ("2022-13", "date-is-possible", '"2022-13" names month 13', "months run from 01 to 12"),
        (
            "2022-02-01T24:00:00Z",
            "date-is-possible",
            '"2022-02-01T24:00:00Z" names a time that no day has',
            "write 00:00:00 to 23:59:59",
        ),
        ("2022/2021", "date-is-possible", '"2022/2021" ends before it starts', 'did you mean "2021/2022"?'),
    ],
)
def test_what_is_no_date_says_what_to_write(text: str, code: str, message: str, hint: str) -> None:
    with pytest.raises(DateError) as error:
        read_date(text)

    assert (error.value.code, str(error.value), error.value.hint) == (code, message, hint)


@pytest.mark.parametrize(
    "text", ["", " ", "٢٠٢١", "2021-07-13 ", "20XX-07", "Y2021", "2021-07-13T", "-", "2021//2022", "XXXX"]
)
def test_other_texts_are_no_dates(text: str) -> None:
    with pytest.raises(DateError):
        read_date(text)


def test_dates_are_ordered_by_where_they_start_and_end() -> None:
    texts = ["2022", "2022-01-01", "2021-12-31", "2022-01", "2021/2023", "2022-01-01T10:00:00Z"]

    ordered = sorted(texts, key=lambda text: read_date(text).order)

    assert ordered == ["2021/2023", "2021-12-31", "2022-01-01", "2022-01", "2022", "2022-01-01T10:00:00Z"]


def test_before_means_every_day_before_every_day() -> None:
    assert read_date("2021").is_before(read_date("2022-01-01"))
    assert not read_date("2022").is_before(read_date("2022-06"))
    assert not read_date("2022-01-01T10:00:00Z").is_before(read_date("2022-01-01"))


@pytest.mark.parametrize(
    ("text", "machine"),
    [
        ("1961-05", "1961-05"),
        ("1961~", "1961"),
        ("1961-05-04T10:00:00Z", "1961-05-04T10:00:00Z"),
        ("196X", ""),
        ("2021-22", ""),
        ("1961/1962", "1961"),
    ],
)
def test_a_machine_reads_a_date_as_precise_as_it_is(text: str, machine: str) -> None:
    assert read_date(text).machine == machine
