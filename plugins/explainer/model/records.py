"""What all facts have in common: a record of fields, its citations, and where it stands in its file."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from explainer.load.nodes import Node, Scalar, find, place
from explainer.model.fields import CitationsHint, Id, Quote, Text, as_citations
from explainer.problems import Position, Problem

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

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        arbitrary_types_allowed=True,
        use_attribute_docstrings=True,  # They are what an editor's program shows of a field.
    )


class Citation(Record):
    """One mention of a source as evidence."""

    source: Id
    """Id of the source."""
    stated_as: Quote | None = None
    """The source's own wording of the fact, in its own language, eight words at most."""
    reads: Text | None = None
    """How the wording says the number, where it does not state it: "no" for none, three dates for three."""
    locator: Text | None = None
    """Where in the source: p. 3, 00:14:20."""
    note: Text | None = None
    """What a reader should know of this mention."""


Citations = Annotated[tuple[Citation, ...], BeforeValidator(as_citations), CitationsHint]


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

    def node_at(self, *path: str | int) -> Node | None:
        """Return what the file holds at a path, or None."""
        return find(self._node, path)

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
