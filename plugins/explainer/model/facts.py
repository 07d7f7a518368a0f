"""The seven kinds of fact, and `Facts`, which finds them by id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from explainer.load.nodes import Node, Scalar, find, place
from explainer.model.fields import (
    DateField,
    Id,
    IdList,
    Language,
    Number,
    Quote,
    Text,
    TextList,
    Url,
    Vague,
    as_citations,
    as_unit,
)
from explainer.model.quantities import Quantity, Unit
from explainer.problems import Position, Problem

if TYPE_CHECKING:
    from explainer.model.values import Value, ValueProblem

SourceKind = Literal["news", "statement", "post", "report", "dataset", "document", "interview", "analysis", "reference"]
Qualifier = Literal["exactly", "about", "nearly", "more than", "at least", "up to", "less than"]
Status = Literal["confirmed", "claimed", "estimated", "disputed", "documented", "withdrawn"]

WEAKEST_FIRST: Final[tuple[Status, ...]] = (
    "withdrawn",
    "disputed",
    "estimated",
    "claimed",
    "documented",
    "confirmed",
)
"""What a derived figure inherits: the status that stands first here among those of its parts."""


class Record(BaseModel):
    """What an editor writes under an id, or a part of it; frozen once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Citation(Record):
    """One mention of a source as evidence."""

    source: Id
    """Id of the source."""
    stated_as: Quote | None = None
    """The source's own wording of the fact, in its own language, eight words at most."""
    locator: Text | None = None
    """Where in the source: p. 3, 00:14:20."""
    note: Text | None = None
    """What a reader should know of this mention."""


Citations = Annotated[tuple[Citation, ...], BeforeValidator(as_citations)]


class Fact(Record):
    """A record with an id; knows where it stands in its file."""

    kind_name: ClassVar[str] = ""
    """The top-level key that facts of this kind stand under."""

    # `located` keeps these in the instance, past pydantic, whose private attributes are compared and slow to read.
    _id: ClassVar[str] = ""
    _node: ClassVar[Node] = Scalar("", Position(""), empty=True)
    _where: ClassVar[Position] = Position("")

    @property
    def id(self) -> str:
        """The id, unique among all facts."""
        return self._id

    @property
    def where(self) -> Position:
        """Where the id stands."""
        return self._where

    def at(self, *path: str | int) -> Position:
        """Return where a field stands; the id's place if the record lacks it."""
        return place(self._node, path, self._where)

    def problem(self, code: str, message: str, hint: str = "", *, at: tuple[str | int, ...] = ()) -> Problem:
        """Return a problem of this fact, at a field or at its id."""
        return Problem(self.at(*at), code, message, hint, fact=self._id)

    def given(self, *path: str | int) -> bool:
        """Return whether the file gives a field a value, readable or not."""
        value = find(self._node, path)
        return value is not None and not (isinstance(value, Scalar) and value.empty)

    def written(self, *path: str | int) -> bool:
        """Return whether the field's key stands in the file, even with nothing after it."""
        return find(self._node, path) is not None

    def has_items(self, *path: str | int) -> bool:
        """Return whether the file gives a field something other than an empty list or mapping."""
        value = find(self._node, path)
        if isinstance(value, Scalar):
            return not value.empty
        return value is not None and bool(value.items)

    def located(self, id: str, node: Node, where: Position) -> Fact:
        """Keep where the fact stands; called once, when it is read."""
        self.__dict__.update(_id=id, _node=node, _where=where)
        return self


class Source(Fact):
    """A work that is cited."""

    kind_name = "sources"
    title: Text | None = None
    """The work's own title; left out where it is not known."""
    publisher: Text | None = None
    """Who published it."""
    author: Text | None = None
    """Who wrote it."""
    published: DateField | None = None
    """When it was published."""
    accessed: DateField
    """When it was read for this site."""
    url: Url | None = None
    """Its address."""
    offline: Text | None = None
    """Why it has no address."""
    archive: Url | None = None
    """The address of an archived copy."""
    kind: SourceKind | None = None
    """What sort of work it is."""
    stands_with: Text | None = None
    """Whose stand it takes, in one word that is the same for the same stand: independent, Russian state."""
    language: Language | None = None
    """The language that it is written in."""
    via: Id | None = None
    """Id of the source in which it was read, when not at first hand."""
    note: Text | None = None
    """What a reader should know of it."""


class Actor(Fact):
    """A person or body that claims or acts."""

    kind_name = "actors"
    name: Text
    """The name in full."""
    role: Text | None = None
    """The office or function."""
    side: Text | None = None
    """The side that the actor belongs to, the same word for the same side."""
    note: Text | None = None
    """What a reader should know of the actor."""
    cite: Citations = ()
    """Where role and side are stated."""


class UnitForms(Record):
    """A unit's plural forms by CLDR's names; a unit written as one word has `other` alone."""

    zero: Text | None = None
    one: Text | None = None
    two: Text | None = None
    few: Text | None = None
    many: Text | None = None
    other: Text


class Point(Record):
    """One dated value of a series."""

    date: DateField
    """The day, month, year or span that the value is of."""
    value: Number | None = None
    """The number, where it is one number."""
    low: Number | None = None
    """The lower bound of a range."""
    high: Number | None = None
    """The upper bound of a range."""
    best: Number | None = None
    """The likeliest number within a range."""
    claimant: Id | None = None
    """Who says this one, where it is not the series' claimant."""
    status: Status | None = None
    """How sure this one is, where it is not the series' status."""
    qualifier: Qualifier | None = None
    """How exactly the source gives this one, where it is not the series' qualifier."""
    cite: Citations = ()
    """The point's own sources."""
    note: Text | None = None
    """What a reader should know of this point."""

    @property
    def quantity(self) -> Quantity | None:
        """The number or range."""
        return _quantity(self.value, self.low, self.high, self.best)


Operator = Literal["sum", "difference", "ratio", "share", "count", "latest", "change"]


class Derivation(Record):
    """How a figure is computed: one operator over figure ids."""

    sum: IdList | None = None
    """Adds all values, of a series all points."""
    difference: IdList | None = None
    """The first minus the others."""
    ratio: IdList | None = None
    """The first over the second."""
    share: IdList | None = None
    """The first as a percentage of the second."""
    count: IdList | None = None
    """How many values there are: points of series, one for a single figure."""
    latest: IdList | None = None
    """The value with the latest date."""
    change: IdList | None = None
    """From the first to the last value: of a series its first and last point."""
    round: Annotated[int, Field(ge=-12, le=12)] | None = None
    """Decimals to round to; -2 rounds to hundreds."""

    @property
    def operators(self) -> tuple[Operator, ...]:
        """The operators that are given; a sound derivation has one."""
        names: tuple[Operator, ...] = ("sum", "difference", "ratio", "share", "count", "latest", "change")
        return tuple(name for name in names if getattr(self, name) is not None)

    @property
    def operator(self) -> Operator:
        """The operator."""
        return self.operators[0]

    @property
    def figures(self) -> tuple[str, ...]:
        """Ids of the figures that it is computed from, in order."""
        parts: tuple[str, ...] = getattr(self, self.operator) if self.operators else ()
        return parts


class Correction(Record):
    """A change of what was published."""

    date: DateField
    """When it was corrected."""
    was: Text
    """What stood there before."""
    why: Text
    """Why it was changed."""


class Figure(Fact):
    """A number with unit, date, claimant and evidence, or a dated series of them."""

    kind_name = "figures"
    label: Text
    """What the number is of, as a heading."""
    value: Number | None = None
    """The number, where it is one number."""
    low: Number | None = None
    """The lower bound of a range."""
    high: Number | None = None
    """The upper bound of a range."""
    best: Number | None = None
    """The likeliest number within a range."""
    vague: Vague | None = None
    """A word of quantity as the source gives it (dozens): printed as it is, never added, compared or drawn."""
    points: tuple[Point, ...] | None = None
    """A series' dated values, or the name of a CSV file beside the YAML that holds them."""
    derive: Derivation | None = None
    """The formula, where the figure is computed from others."""
    round: Annotated[int, Field(ge=-12, le=12)] | None = None
    """Decimals that a derived figure is rounded to; -2 rounds to hundreds."""
    unit: Annotated[UnitForms, BeforeValidator(as_unit)] | None = None
    """What is counted: a word, CLDR plural forms, "%" or an ISO 4217 currency."""
    qualifier: Qualifier | None = None
    """How exactly the source gives the number; exactly where nothing is said."""
    as_of: DateField | None = None
    """The date that the number is of."""
    claimant: Id | None = None
    """Id of the actor who says it."""
    status: Status | None = None
    """How sure it is."""
    counts: Text | None = None
    """What is counted, over which area and time, and how."""
    mixed: Text | None = None
    """Why figures of unlike unit or scope may be computed together here."""
    cite: Citations = ()
    """The sources."""
    review_by: DateField | None = None
    """When an editor should look at it again."""
    corrections: tuple[Correction, ...] = ()
    """What was corrected, when and why."""
    tags: TextList = ()
    """Free words to select it by."""
    note: Text | None = None
    """What a reader should know of it."""

    @property
    def quantity(self) -> Quantity | None:
        """The number or range of a figure that states one itself."""
        return _quantity(self.value, self.low, self.high, self.best)

    @property
    def measure(self) -> Unit | None:
        """The unit, ready to be worded and compared."""
        if self.unit is None:
            return None
        forms = self.unit.model_dump(exclude_none=True)
        return Unit(tuple(sorted(forms.items())))

    @cached_property
    def points_in_order(self) -> tuple[Point, ...]:
        """The points by date, ties in file order; empty for a figure that is no series."""
        return tuple(sorted(self.points or (), key=lambda point: point.date.order))

    def find_point(self, date: str) -> Point | None:
        """Return the point of that date, written as in the file."""
        return self._points_by_date.get(date)

    @cached_property
    def _points_by_date(self) -> dict[str, Point]:
        # The first of two points of one date, which is a problem in any case.
        return {point.date.text: point for point in reversed(self.points or ())}

    def point_index(self, point: Point) -> int:
        """Return where the point stands in the file's list."""
        return (self.points or ()).index(point)


class Event(Fact):
    """Something that happened, at a date."""

    kind_name = "events"
    title: Text
    """What happened, as a heading."""
    date: DateField
    """When it happened."""
    kind: Text | None = None
    """What sort of event it is, in one free word that is the same for the same sort."""
    actors: IdList = ()
    """Ids of those who took part."""
    figures: IdList = ()
    """Ids of the figures that belong to it."""
    place: Text | None = None
    """Where it happened."""
    summary: Text | None = None
    """What happened, in a sentence or two."""
    claimant: Id | None = None
    """Id of the actor who says that it happened, where not everybody does."""
    status: Status | None = None
    """How sure it is."""
    cite: Citations = ()
    """The sources."""
    tags: TextList = ()
    """Free words to select it by."""


class Note(Fact):
    """An annotation: a term explained."""

    kind_name = "notes"
    term: Text
    """What is explained."""
    text: Text
    """The explanation: inline Markdown with references."""
    cite: Citations = ()
    """The sources."""


class Side(Record):
    """One answer to a disputed question."""

    claimant: Id
    """Id of the actor whose answer it is."""
    says: Text | None = None
    """The answer in our words."""
    figure: Id | None = None
    """Id of the figure that is the answer."""
    date: DateField | None = None
    """When it was given."""
    cite: Citations = ()
    """Where it is written."""


class Finding(Record):
    """What independent evidence shows."""

    says: Text
    """The finding in our words."""
    cite: Citations = ()
    """Where it is written."""


class Dispute(Fact):
    """A question with the sides' answers."""

    kind_name = "disputes"
    question: Text
    """What is disputed, as a question."""
    sides: tuple[Side, ...]
    """The answers, at least two."""
    finding: Finding | None = None
    """What independent evidence shows, where there is any."""
    note: Text | None = None
    """What a reader should know of it."""


class Chart(Fact):
    """A picture of figures."""

    kind_name = "charts"
    title: Text
    """What the picture shows, as a finding."""
    kind: Literal["bar", "line", "step"] | None = None
    """How it is drawn."""
    figures: IdList = ()
    """Ids of the figures that are drawn."""
    x: Text | None = None
    """Title of the horizontal axis."""
    y: Text | None = None
    """Title of the vertical axis."""
    events: IdList = ()
    """Ids of the events that are drawn as annotations."""
    draw: Text | None = None
    """module:function that draws it instead, from a table."""
    mixed: Text | None = None
    """Why figures of unlike unit or scope may be drawn together here."""
    note: Text | None = None
    """What a reader should know of it."""
    alt: Text | None = None
    """What the picture shows, for those who do not see it."""


def _quantity(
    value: Decimal | None, low: Decimal | None, high: Decimal | None, best: Decimal | None
) -> Quantity | None:
    if value is not None:
        return Quantity.exact(value)
    if low is None or high is None:
        return None
    return Quantity(low, high, best)


KINDS: Final[dict[str, type[Fact]]] = {
    model.kind_name: model for model in (Source, Actor, Figure, Event, Note, Dispute, Chart)
}
"""The model of every kind, by the top-level key that its facts stand under."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All facts by kind and id, in file order."""

    sources: dict[str, Source] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    disputes: dict[str, Dispute] = field(default_factory=dict)
    charts: dict[str, Chart] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    """Words of what could not be read: facts of these names may be there, so that naming them is no problem."""

    computed: dict[str, Value | ValueProblem] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What derived figures come to, kept by `values`: each is computed once."""

    def get(self, id: str) -> Fact | None:
        """Return the fact of that id, of any kind."""
        return self.by_id.get(id)

    @cached_property
    def by_id(self) -> dict[str, Fact]:
        """All facts of all kinds by id."""
        return {fact.id: fact for fact in self}

    def __iter__(self) -> Iterator[Fact]:
        for kind in KINDS:
            yield from getattr(self, kind).values()

    @cached_property
    def disputes_by_figure(self) -> dict[str, list[Dispute]]:
        """The disputes in which a figure is a side's answer, by the figure's id."""
        found: dict[str, list[Dispute]] = {}
        for dispute in self.disputes.values():
            for id in dict.fromkeys(side.figure for side in dispute.sides if side.figure):
                found.setdefault(id, []).append(dispute)
        return found

    @cached_property
    def events_in_order(self) -> tuple[Event, ...]:
        """The events by date, ties in file order."""
        return tuple(sorted(self.events.values(), key=lambda event: event.date.order))
