"""A series' points in a CSV file -> the same nodes that YAML gives, each cell with its own place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from explainer.load.nodes import Mapping, Node, Scalar, Sequence
from explainer.load.text import MAX_FIELD_CHARACTERS
from explainer.problems import Position, Problem, listed, nearest, nearest_word

COLUMNS: Final = (
    "date",
    "value",
    "low",
    "high",
    "best",
    "claimant",
    "status",
    "qualifier",
    "source",
    "stated_as",
    "reads",
    "locator",
    "note",
)
_OF_CITATION: Final = ("source", "stated_as", "reads", "locator")


@dataclass(slots=True, frozen=True)
class _Cell:
    text: str
    where: Position


def read_points(text: str, file: str) -> tuple[Sequence, list[Problem]]:
    """Return a CSV text's rows as points, and what is wrong with the table as a table.

    Problems: key-is-known and key-is-unique for columns, field-is-required for a missing one or where no row
    stands, type-matches for a row with too many or too few cells, yaml-is-valid never. What is wrong in a cell is
    found when points are read.
    """
    rows, problems = _rows(text, file)
    if not rows:
        where = Position(file)
        return Sequence((), where), [
            *problems,
            Problem(
                where,
                "field-is-required",
                "the table has no header row",
                "write date,value,source,stated_as in its first line",
            ),
        ]
    header, *body = rows
    if len(header) == 1 and (mark := re.search(r"[;\t|]", header[0].text)):
        name = {";": "semicolons", "\t": "tabs", "|": "bars"}[mark.group()]
        message, hint = f"the cells are parted by {name}", "save the table with commas between the cells"
        return Sequence((), Position(file)), [*problems, Problem(header[0].where, "type-matches", message, hint)]
    names, found = _columns(header, file)
    problems += found
    if "date" not in names:
        return Sequence((), Position(file)), problems
    points: list[Node] = []
    for row in body:
        if len(row) != len(header):
            problems.append(
                Problem(
                    row[min(len(row) - 1, len(header))].where,
                    "type-matches",
                    f"the row has {len(row)} cell{'s' * (len(row) != 1)}, the header {len(header)}",
                    "put a cell that holds a comma in double quotes, and keep the commas of empty cells",
                )
            )
            continue
        points.append(_point(names, row))
    if not points and not problems:
        hint = "write a line with a date, a value and a source for each point"
        problems.append(Problem(Position(file), "field-is-required", "the table has no rows below its header", hint))
    return Sequence(tuple(points), Position(file)), problems


def _columns(header: list[_Cell], file: str) -> tuple[list[str], list[Problem]]:
    """Return what each column holds ("" for what is not read), and what is wrong with their names.

    A misspelt column is read as what it was meant to be, so that one slip gives one problem.
    """
    written = [cell.text for cell in header]
    names: list[str] = []
    problems = []
    for cell in header:
        name = cell.text
        if name not in COLUMNS:
            name = _meant(name, written, names)
            otherwise = f"the columns are {listed(COLUMNS)}"
            hint = f'did you mean "{name}"?' if name else nearest(cell.text, COLUMNS, otherwise)
            problems.append(Problem(cell.where, "key-is-known", f'"{cell.text}" is no column of a series', hint))
        elif name in names:
            problems.append(Problem(cell.where, "key-is-unique", f'the column "{name}" stands here a second time'))
            name = ""
        names.append(name)
    if "date" not in names and not problems:
        hint = f"write {COLUMNS[0]},value,source,stated_as in its first line"
        problems.append(Problem(Position(file), "field-is-required", 'the table has no column "date"', hint))
    return names, problems


def _meant(name: str, written: list[str], before: list[str]) -> str:
    """Return the column that an unknown one stands for: the nearest that lacks, or the date, which none may."""
    lacking = [column for column in COLUMNS if column not in written and column not in before]
    match = nearest_word(name, lacking)
    return match or ("date" if "date" in lacking else "")


def _point(names: list[str], row: list[_Cell]) -> Mapping:
    """Return a row as a point; its citation's columns become a list of citations, the wording the first one's."""
    items: dict[str, Node] = {}
    keys: dict[str, Position] = {}
    cells = {name: cell for name, cell in zip(names, row, strict=True) if name and cell.text}
    for name, cell in cells.items():
        if name not in _OF_CITATION:
            items[name], keys[name] = Scalar(cell.text, cell.where), cell.where
    if not cells.keys().isdisjoint(_OF_CITATION):
        items["cite"], keys["cite"] = _citations(cells)
    return Mapping(items, keys, row[0].where)


def _citations(cells: dict[str, _Cell]) -> tuple[Sequence, Position]:
    where = next(cells[column].where for column in _OF_CITATION if column in cells)
    citations: list[Node] = []
    names = cells["source"].text.split(";") if "source" in cells else [""]
    for index, name in enumerate(name.strip() for name in names):
        items: dict[str, Node] = {"source": Scalar(name, where)} if name else {}
        keys = {"source": where} if name else {}
        for column in _OF_CITATION[1:] if index == 0 else ():
            if column in cells:
                items[column] = Scalar(cells[column].text, cells[column].where)
                keys[column] = cells[column].where
        if items:
            citations.append(Mapping(items, keys, where))
    return Sequence(tuple(citations), where), where


def _rows(text: str, file: str) -> tuple[list[list[_Cell]], list[Problem]]:
    """Return the cells row by row (RFC 4180); empty lines are left out.

    Python's csv module tells no column, so this reads the few rules itself.
    """
    rows: list[list[_Cell]] = []
    problems: list[Problem] = []
    row: list[_Cell] = []
    index, line, line_start = 0, 1, 0
    while index < len(text):
        where = Position(file, line, index - line_start + 1)
        if text[index] == '"':
            value, index, closed = _quoted(text, index)
            if not closed:
                problems.append(
                    Problem(
                        where,
                        "type-matches",
                        "the quotation mark that opens this cell is not closed",
                        'close it, and write "" for a quotation mark within it',
                    )
                )
                return rows, problems
            breaks = value.count("\n")
            if breaks:
                line += breaks
                line_start = text.rfind("\n", 0, index) + 1
        else:
            end = min((i for i in (text.find(",", index), text.find("\n", index)) if i >= 0), default=len(text))
            value, index = text[index:end], end
        if len(value) > MAX_FIELD_CHARACTERS:
            message = f"the text has {len(value):,} characters; the limit is {MAX_FIELD_CHARACTERS:,} a field"
            problems.append(Problem(where, "text-is-clean", message, "shorten it"))
        row.append(_Cell(value.strip(), where))
        if index < len(text) and text[index] == ",":
            index += 1
            if index == len(text) or text[index] == "\n":
                row.append(_Cell("", Position(file, line, index - line_start + 1)))
        if index >= len(text) or text[index] == "\n":
            if len(row) > 1 or row[0].text:
                rows.append(row)
            row = []
            index, line, line_start = index + 1, line + 1, index + 1
    return rows, problems


def _quoted(text: str, start: int) -> tuple[str, int, bool]:
    """Return a quoted cell's text, the index after it and whether it is closed."""
    parts = []
    index = start + 1
    while True:
        end = text.find('"', index)
        if end < 0:
            return "", len(text), False
        parts.append(text[index:end])
        if text[end + 1 : end + 2] != '"':
            break
        parts.append('"')
        index = end + 2
    # What stands between the closing mark and the comma belongs to the cell: nothing is dropped in silence.
    rest = min((i for i in (text.find(",", end), text.find("\n", end)) if i >= 0), default=len(text))
    return "".join(parts) + text[end + 1 : rest], rest, True
