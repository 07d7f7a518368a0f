"""mkdocs.yml -> what the check needs of it, without MkDocs and with the place of every option."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import yaml

from explainer.check.options import Options, read_options
from explainer.load.folder import name_of
from explainer.load.yaml_text import compose
from explainer.model.wording import DEFAULT_LOCALE
from explainer.problems import Position, Problem

PLUGIN: Final = "explainer"
MAX_DEPTH: Final = 100
"""How deep settings may nest; a navigation goes deeper than facts do."""
_PAGE_SUFFIXES: Final = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


class SettingsError(Exception):
    """The settings file cannot be read at all: `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """A site as the check sees it."""

    options: Options
    docs: Path
    excluded: str = ""
    problems: tuple[Problem, ...] = field(default=())


def read_settings(path: Path) -> SiteSettings:
    """Return a site's settings; raise SettingsError where there is no such file, or it is not YAML."""
    root = path.resolve().parent
    nodes = _read_nodes(path, root, depth=0)
    theme = _value(nodes.get("theme"))
    language = theme.get("language", theme.get("locale")) if isinstance(theme, dict) else None
    given, places, doubled = _plugin_options(nodes.get("plugins"), path.name)
    options, wrong = read_options(given, locale=str(language or DEFAULT_LOCALE), root=root)
    options = replace(options, places=places)
    problems = [
        *doubled,
        *(
            Problem(
                places.get(problem.name, Position(path.name)),
                "option-is-known",
                problem.message,
                problem.hint,
            )
            for problem in wrong
        ),
    ]
    docs = root / str(_value(nodes.get("docs_dir")) or "docs")
    if not docs.is_dir():
        message = f'there is no folder "{name_of(docs, root)}" with pages'
        problems.append(Problem(Position(path.name), "file-is-inside", message, "make it, or set docs_dir"))
    return SiteSettings(options, docs, str(_value(nodes.get("exclude_docs")) or ""), tuple(problems))


def uses_plugin(path: Path) -> bool:
    """Return whether a settings file lists the plugin; raise SettingsError where it cannot be read."""
    nodes = _read_nodes(path, path.resolve().parent, depth=0)
    return any(name == PLUGIN for name, _ in _plugins(nodes.get("plugins")))


def named_data_folder(text: str, file: str) -> str | None:
    """Return the folder of facts by the text of a settings file alone; None where it cannot be told from it."""
    tree, problem = compose(text, file, MAX_DEPTH)
    if problem is not None or not isinstance(tree, yaml.MappingNode):
        return None
    nodes = {key.value: value for key, value in tree.value if isinstance(key, yaml.ScalarNode)}
    values, _, _ = _plugin_options(nodes.get("plugins"), file)
    data = values.get("data")
    if isinstance(data, str) and data.strip():
        return data
    return None if "INHERIT" in nodes else Options().data


def find_pages(docs: Path, is_excluded: Callable[[str], bool]) -> Iterator[tuple[Path, Path]]:
    """Yield every page below the docs folder with that folder, sorted by path; what the site excludes is left out."""
    found = []
    for directory, subfolders, names in os.walk(docs, followlinks=True):
        here = Path(directory)
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        for name in names:
            path = here / name
            relative = path.relative_to(docs).as_posix()
            if name.lower().endswith(_PAGE_SUFFIXES) and not name.startswith(".") and not is_excluded(relative):
                found.append((relative, path))
    for _, path in sorted(found):
        yield path, docs


def excluder(patterns: str) -> Callable[[str], bool]:
    """Return what tells whether a page, by its path below the docs folder, is excluded by patterns as in .gitignore."""
    if not patterns.strip():
        return lambda _: False
    try:  # Both engines bring it; without an engine nothing is excluded.
        from pathspec.gitignore import GitIgnoreSpec
    except ImportError:
        return lambda _: False
    spec = GitIgnoreSpec.from_lines(patterns.splitlines())
    return lambda path: bool(spec.match_file(path))


def _read_nodes(path: Path, root: Path, depth: int) -> dict[str, yaml.Node]:
    """Return the top-level values of a settings file and of those that it inherits."""
    name = name_of(path, root)
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        message = f"the settings file cannot be read: {error.strerror}"
        raise SettingsError(Problem(Position(name), "file-is-inside", message)) from None
    except UnicodeDecodeError as error:
        where = Position(name, error.object[: error.start].count(b"\n") + 1)
        message = "the settings file is not UTF-8"
        raise SettingsError(Problem(where, "file-is-utf8", message, "save the file as UTF-8")) from None
    tree, problem = compose(text, name, MAX_DEPTH)
    if problem is not None:
        raise SettingsError(problem)
    nodes: dict[str, yaml.Node] = {}
    if isinstance(tree, yaml.MappingNode):
        nodes = {key.value: value for key, value in tree.value if isinstance(key, yaml.ScalarNode)}
    parent = _value(nodes.get("INHERIT"))
    if isinstance(parent, str) and depth < 10:
        nodes = _read_nodes(path.parent / parent, root, depth + 1) | nodes
    return nodes


def _plugin_options(plugins: yaml.Node | None, file: str) -> tuple[dict[str, Any], dict[str, Position], list[Problem]]:
    """Return the plugin's options as they are written, the place of each, and those that stand a second time."""
    values: dict[str, Any] = {}
    places: dict[str, Position] = {}
    problems = []
    for name, options in _plugins(plugins):
        if name != PLUGIN or not isinstance(options, yaml.MappingNode):
            continue
        for key, value in options.value:
            where = Position(file, key.start_mark.line + 1, key.start_mark.column + 1)
            if str(key.value) in places:
                message = f'the option "{key.value}" stands here a second time'
                problems.append(Problem(where, "key-is-unique", message, "keep one of the two"))
            values[str(key.value)] = _value(value)
            places[str(key.value)] = where
        break
    return values, places, problems


def _plugins(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node | None]]:
    """Yield every plugin's name and options, from a list or a mapping."""
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    for item in items:
        if isinstance(item, yaml.ScalarNode):
            yield item.value, None
        elif isinstance(item, yaml.MappingNode):
            for key, value in item.value:
                yield str(key.value), value


def _value(node: yaml.Node | None) -> Any:
    """Return a setting as plain text, lists and dicts; of tags, only !ENV is known here."""
    if node is not None and node.tag == "!ENV":
        return _from_environment(node)
    if isinstance(node, yaml.ScalarNode):
        if node.tag == "tag:yaml.org,2002:null":
            return None
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _value(value) for key, value in node.value}
    return None


def _from_environment(node: yaml.Node) -> Any:
    """Return what `!ENV [NAME, OTHER, default]` means: the first variable that is set, or the default."""
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(node.value)
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    for item in items[:-1] if len(items) > 1 else items:
        if isinstance(item, yaml.ScalarNode) and item.value in os.environ:
            return os.environ[item.value]
    return _value(items[-1]) if len(items) > 1 else None
