"""Rings in what rests on what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

_SHOWN: Final = 8
"""How many names of a long ring are printed."""


def cycles(edges: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield every node that rests on itself, with the start of a ring that leads back to it; in the order of `edges`.

    Each node of a ring is told, since an editor may mend any of them. A ring of more than eight names is cut short.
    Takes time linear in the edges (Tarjan's strongly connected components, without recursion).
    """
    onward = {node: [other for other in others if other in edges] for node, others in edges.items()}
    component = _components(onward)
    for node, others in onward.items():
        if node in others or any(component[other] == component[node] for other in others):
            yield node, _ring(node, onward, component)


def chain(ring: list[str]) -> str:
    """Return a ring in words: a → b → a."""
    return " → ".join(ring)


def _ring(start: str, onward: Mapping[str, list[str]], component: Mapping[str, int]) -> list[str]:
    """Return a way along the ring: all of it where it is short and plain."""
    ring = [start]
    while len(ring) < _SHOWN:
        others = onward[ring[-1]]
        if start in others:
            return [*ring, start]
        following = [other for other in others if component[other] == component[start] and other not in ring]
        if not following:
            break
        ring.append(following[0])
    return [*ring, "…", start]


def _components(onward: Mapping[str, list[str]]) -> dict[str, int]:
    """Return for every node the number of its strongly connected component."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    component: dict[str, int] = {}
    open_nodes: list[str] = []
    for start in onward:
        if start in number:
            continue
        path = [(start, iter(onward[start]))]
        while path:
            node, others = path[-1]
            if node not in number:
                number[node] = lowest[node] = len(number)
                open_nodes.append(node)
            for other in others:
                if other not in number:
                    path.append((other, iter(onward[other])))
                    break
                if other not in component:
                    lowest[node] = min(lowest[node], lowest[other])
            else:
                path.pop()
                if path:
                    lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[node])
                if lowest[node] == number[node]:
                    while open_nodes:
                        member = open_nodes.pop()
                        component[member] = number[node]
                        if member == node:
                            break
    return component
