"""A date that is no single day is as long as it may be, and no longer."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel import Locale

from explainer.model.dates import read_date
from explainer.render.blocks.extent import WIDTH, extent_of

ENGLISH = Locale.parse("en")


@pytest.mark.parametrize("text", ["2025-06-11", "2025-06-11T10:00:00Z", "2025-06-11/2025-06-11"])
def test_a_sure_day_has_no_length(text: str) -> None:
    assert extent_of(read_date(text), ENGLISH) is None


@pytest.mark.parametrize(
    ("text", "scale", "start", "length"),
    [
        ("2023-12", ("Jan", "Dec"), "110.0", "10.0"),
        ("2023-01/2023-02", ("Jan", "Dec"), "0.0", "20.0"),
        ("2025-06-16/2025-06-30", ("Jun 1", "Jun 30"), "60.0", "60.0"),
        ("2025-06-10~", ("Jun 1", "Jun 30"), "36.0", "4.0"),
        ("2025-06-16/2025-07-31", ("Jan", "Dec"), "55.0", "15.0"),
        ("2022", ("2020", "2029"), "24.0", "12.0"),
        ("199X", ("1990", "1999"), "0.0", "120.0"),
        ("2022-07-01/2025-06-30", ("2020", "2029"), "30.0", "36.0"),
        ("1989-07-01/1990-06-30", ("1989", "1990"), "30.0", "60.0"),
        ("-0044-03", ("Jan", "Dec"), "20.0", "10.0"),
        ("Y-170000", ("-170000", "-169991"), "0.0", "12.0"),
    ],
)
def test_the_bar_covers_what_the_date_may_mean(text: str, scale: tuple[str, str], start: str, length: str) -> None:
    extent = extent_of(read_date(text), ENGLISH)
    assert extent is not None
    assert (extent.first, extent.last) == scale
    assert (extent.start, extent.length) == (Decimal(start), Decimal(length))
    assert (extent.open_start, extent.open_end) == (False, False)


@pytest.mark.parametrize("text", ["2025-06~", "2025?", "2025-06-11%", "2025-06~/2025-08"])
def test_what_is_about_or_uncertain_is_loose(text: str) -> None:
    extent = extent_of(read_date(text), ENGLISH)
    assert extent is not None
    assert extent.loose


class TestOpenEnds:
    def test_since(self) -> None:
        extent = extent_of(read_date("2025-07/.."), ENGLISH)
        assert extent is not None
        assert (int(extent.start), int(extent.length), extent.first, extent.last) == (60, 60, "Jan", "")
        assert (extent.open_start, extent.open_end) == (False, True)

    def test_until(self) -> None:
        extent = extent_of(read_date("/2025-06"), ENGLISH)
        assert extent is not None
        assert (int(extent.start), int(extent.length), extent.first, extent.last) == (0, 60, "", "Dec")
        assert (extent.open_start, extent.open_end) == (True, False)


def test_a_bar_stays_on_its_scale() -> None:
    extent = extent_of(read_date("2025-12-31~"), ENGLISH)
    assert extent is not None
    assert extent.start + extent.length <= WIDTH
