"""mkdocs.yml -> what the check needs of it, without MkDocs and with the place of every option."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from explainer.check.options import Options, read_options
from explainer.load.folder import name_of
from explainer.load.yaml_text import YamlLoader
from explainer.model.wording import DEFAULT_LOCALE
from explainer.problems import Position, Problem

PLUGIN: Final = "explainer"
_PAGE_SUFFIXES: Final = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


class SettingsError(Exception):
    """The settings file cannot be read at all."""


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
    given, places = _plugin_options(nodes.get("plugins"), path.name)
    options, wrong = read_options(given, locale=str(language or DEFAULT_LOCALE), root=root)
    problems = [
        Problem(places.get(problem.name, Position(path.name)), "option-is-known", problem.message, problem.hint)
        for problem in wrong
    ]
    docs = root / str(_value(nodes.get("docs_dir")) or "docs")
    if not docs.is_dir():
        message = f'there is no folder "{name_of(docs, root)}" with pages'
        problems.append(Problem(Position(path.name), "file-is-inside", message, "make it, or set docs_dir"))
    return SiteSettings(options, docs, str(_value(nodes.get("exclude_docs")) or ""), tuple(problems))


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
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise SettingsError(f"there is no settings file {path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SettingsError(f"the settings file {path} is not UTF-8") from None
    try:
        tree = yaml.compose(text, Loader=YamlLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{name_of(path, root)}:{mark.line + 1}:{mark.column + 1}" if mark else name_of(path, root)
        raise SettingsError(f"{place}: yaml-is-valid: this is not YAML: {error.problem}") from None
    nodes: dict[str, yaml.Node] = {}
    if isinstance(tree, yaml.MappingNode):
        nodes = {key.value: value for key, value in tree.value if isinstance(key, yaml.ScalarNode)}
    parent = _value(nodes.get("INHERIT"))
    if isinstance(parent, str) and depth < 10:
        nodes = _read_nodes(path.parent / parent, root, depth + 1) | nodes
    return nodes


def _plugin_options(plugins: yaml.Node | None, file: str) -> tuple[dict[str, Any], dict[str, Position]]:
    """Return the plugin's options as they are written, and the place of each."""
    for name, options in _plugins(plugins):
        if name == PLUGIN and isinstance(options, yaml.MappingNode):
            values, places = {}, {}
            for key, value in options.value:
                values[key.value] = _value(value)
                places[key.value] = Position(file, key.start_mark.line + 1, key.start_mark.column + 1)
            return values, places
    return {}, {}


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
    """Return a setting as plain text, lists and dicts; tags (!ENV) are the engine's business."""
    if isinstance(node, yaml.ScalarNode):
        if node.tag == "tag:yaml.org,2002:null":
            return None
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _value(value) for key, value in node.value}
    return None
