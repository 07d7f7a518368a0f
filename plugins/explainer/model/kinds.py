"""The other kinds of fact: sources, actors, events, notes, disputes and charts."""

from __future__ import annotations

from typing import Literal, get_args

from explainer.model.fields import DateField, Id, IdList, Language, Number, Switch, Text, TextList, Url
from explainer.model.records import Citations, Fact, Record, Status

SourceKind = Literal["news", "statement", "post", "report", "dataset", "document", "interview", "analysis", "reference"]
ChartKind = Literal[
    "bar",
    "grouped-bar",
    "diverging-bar",
    "line",
    "step",
    "dot",
    "range",
    "cumulative",
    "share",
    "waffle",
    "small-multiples",
    "timeline-strip",
]


def chart_kinds() -> tuple[str, ...]:
    """Return the kinds of charts, in the order in which they are told."""
    return get_args(ChartKind)


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
    kind: ChartKind | None = None
    """How it is drawn."""
    figures: IdList = ()
    """Ids of the figures that are drawn."""
    per: Number | None = None
    """How many one dot of a waffle stands for; where it is left out, a round number that gives 200 dots at most."""
    x: Text | None = None
    """Title of the horizontal axis."""
    y: Text | None = None
    """Title of the vertical axis."""
    events: IdList = ()
    """Ids of the events that are drawn as annotations; in a timeline-strip, of those that it shows."""
    event_kinds: TextList = ()
    """Kinds of events, all of which a timeline-strip shows."""
    interactive: Switch = False
    """Whether Vega draws it anew in the reader's browser, where JavaScript is on."""
    draw: Text | None = None
    """module:function that draws it instead, from a table."""
    mixed: Text | None = None
    """Why figures of unlike unit or scope may be drawn together here."""
    note: Text | None = None
    """What a reader should know of it."""
    alt: Text | None = None
    """What the picture shows, for those who do not see it."""
