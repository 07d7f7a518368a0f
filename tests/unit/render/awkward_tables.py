"""Rows that are hard to draw, by what is hard about them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from explainer.render.charts import Annotation, Row
from tests.unit.render.charts_tables import DAYS, HOSTILE, make_row

LONG = "Soldiers and civilians of both countries"
RIGHT_TO_LEFT = "عدد الجثث التي تسلمتها أوكرانيا من روسيا"


def make_range(day: str, low: int, high: int, best: int | None = None, **fields: object) -> Row:
    """A range, with a best value or without."""
    known: dict[str, object] = {
        "value": None if best is None else Decimal(best),
        "low": Decimal(low),
        "high": Decimal(high),
        "value_text": f"{low:,} to {high:,}",
    }
    return make_row(day, **known | fields)  # type: ignore[arg-type]


def many(count: int, series: int = 1) -> list[Row]:
    """So many rows of so many series, on days that follow one another."""
    days = [(date(2022, 1, 1) + timedelta(days=n // series % 1500)).isoformat() for n in range(count)]
    return [
        make_row(day, str(n * 37 % 1000), fact=f"fact-{n}", series=f"series-{n % series}", label=f"Count {n % series}")
        for n, day in enumerate(days)
    ]


AWKWARD: dict[str, list[Row]] = {
    "one": [make_row()],
    "zero": [make_row(value="0")],
    "negative": [make_row(value="-5"), make_row("2025-07-01", "7"), make_row("2025-08-01", "-1200")],
    "ten orders": [make_row(value="0.5"), make_row("2025-07-01", "1"), make_row("2025-08-01", "10000000000")],
    "small": [make_row(value="0", value_text="0.001"), make_row("2025-07-01", "0.0002", value_text="0.0002")],
    "long ago": [make_row("0988-06-01"), make_row("2025-07-01")],
    "no status": [make_row(status=""), make_row("2025-07-01", status="estimated")],
    "long names": [make_row(value=str(n * 100), series=f"s{n}", label=f"{LONG} {n}") for n in range(6)],
    "long names over time": [
        make_row(day, str(n * 100), series=f"s{n % 2}", label=f"{LONG} {n % 2}") for n, day in enumerate(DAYS)
    ],
    "right to left": [
        make_row(day, str(n * 100), series=f"s{n % 2}", label=f"{RIGHT_TO_LEFT} {n % 2}") for n, day in enumerate(DAYS)
    ],
    "one day": [make_row(value="100", fact=f"fact-{n}") for n in range(5)],
    "one day and value": [
        *(make_row(value="100", fact=f"fact-{n}", series=f"s{n}", label=f"Count {n}") for n in range(12)),
        make_row("2025-07-01", series="s1", label="Count 1"),
    ],
    "partial dates": [
        make_row("2025-01-01", "5", end="2025-12-31", date_text="2025"),
        make_row("2026-02-01", "9", end="2026-02-28", date_text="February 2026"),
    ],
    "ranges": [
        make_range("2025-01-01", 10, 50),
        make_range("2025-03-01", 20, 40, 30, disputed=True),
        make_row("2025-04-01", "45"),
        make_range("2025-05-01", 275_000, 325_000, status="estimated"),
    ],
    "long ranges": [
        make_range("2025-01-01", 2_750_000_000, 3_250_000_000, series=f"s{n}", label=f"{LONG} {n}") for n in range(3)
    ],
    "two sides": [
        make_row(),
        make_row("2025-07-01", "900"),
        make_row(
            value="1000", series="other", label="Bodies, as Russia says", side="Russia",
            against="to-ukraine:2025-06-11", disputed=True,
        ),
    ],
    "long number": [make_row(value_text=f"more than 1,212 of those {LONG}, {LONG}"), make_row("2025-07-01")],
    "no name": [make_row(label="", date_text="")],
    "hostile": [make_row(label=HOSTILE, value_text=HOSTILE, date_text=HOSTILE, side=HOSTILE)],
    "81": many(81),
    "77 of 7": many(77, 7),
    "300 of 60": many(300, 60),
    "5000": many(5000),
    "5000 of 10": many(5000, 10),
}  # fmt: skip

EVENTS = tuple(
    Annotation(event=f"event-{n}", start=day, end=day, label=f"Event {n}" + " of the talks in Istanbul" * (n % 3))
    for n, day in enumerate(("2025-05-16", "2025-06-02", "2025-06-02", "2025-07-23", "2026-02-17"))
)
