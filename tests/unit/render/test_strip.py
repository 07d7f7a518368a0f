"""Every event has its mark in the strip, in its month, year or decade."""

from __future__ import annotations

from collections.abc import Sequence

from babel import Locale

from explainer.model.dates import read_date
from explainer.model.kinds import Event
from explainer.render.blocks.strip import HEIGHT, Strip, strip_of

ENGLISH = Locale.parse("en")


def events(*dates: str, kinds: Sequence[str] = ("a",)) -> list[Event]:
    found = []
    for number, text in enumerate(dates):
        event = Event.model_construct(title="T", date=read_date(text), kind=kinds[number % len(kinds)])
        event.__dict__["_id"] = f"e{number}"
        found.append(event)
    return found


def strip(*dates: str, kinds: Sequence[str] = ("a",)) -> Strip:
    made = strip_of(events(*dates, kinds=kinds), kinds, ENGLISH)
    assert made is not None
    return made


def test_a_few_years_have_a_part_each_with_a_slot_a_month() -> None:
    made = strip("2022-02-24", "2024-12-31", "2024")
    assert [(part.name, part.year, part.count) for part in made.parts] == [
        ("2022", 2022, "1 event"),
        ("2023", None, ""),
        ("2024", 2024, "2 events"),
    ]
    assert made.is_yearly
    assert [bar.x for bar in made.parts[0].bars] == [11]
    # What may be any day of a year is as wide as the year, and lies below.
    assert [(int(bar.x), int(bar.width)) for bar in made.parts[2].bars] == [(1, 118), (111, 8)]
    assert made.parts[2].bars[0].y > made.parts[2].bars[1].y
    assert made.marks == {"e0": 0, "e2": 1, "e1": 2}


def test_a_long_time_has_decades_or_centuries() -> None:
    assert [part.name for part in strip("1961-05", "1990").parts] == ["1960s", "1970s", "1980s", "1990s"]
    assert [part.name for part in strip("1648", "1848").parts] == ["1600s", "1700s", "1800s"]
    assert [part.name for part in strip("Y-170000", "2020").parts] == ["-170000s", "2000s"]


def test_marks_of_a_month_lie_on_one_another_by_kind() -> None:
    (part,) = strip(*["2025-06-01"] * 20, kinds=("a", "b")).parts
    assert [bar.kind for bar in part.bars] == ["a"] * 10 + ["b"] * 10
    assert len({bar.y for bar in part.bars}) == 20
    assert min(bar.y for bar in part.bars) >= 0
    assert max(bar.y + bar.height for bar in part.bars) <= HEIGHT


def test_of_very_many_events_a_mark_stands_for_several() -> None:
    made = strip(*["2025-06-01"] * 1000)
    assert len(made.parts[0].bars) == 250
    assert sorted(set(made.marks.values())) == list(range(250))


def test_where_nobody_knows_when_it_began_nothing_is_drawn() -> None:
    assert strip_of(events("/2022"), ("a",), ENGLISH) is None
    assert strip("/2022", "2022").marks == {"e1": 0}
