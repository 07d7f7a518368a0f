"""Rings in what rests on what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def cycles(edges: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield every node that rests on itself, with the ring that leads back to it; in the order of `edges`.

    Each node of a ring is told, since an editor may mend any of them. Takes time linear in the edges.
    """
    state: dict[str, int] = {}
    found: dict[str, list[str]] = {}
    for start in edges:
        if start in state:
            continue
        path = [start]
        state[start] = 1
        stack = [iter(edges[start])]
        while stack:
            following = next(stack[-1], None)
            if following is None:
                stack.pop()
                state[path.pop()] = 2
            elif following in edges and following not in state:
                state[following] = 1
                path.append(following)
                stack.append(iter(edges[following]))
            elif state.get(following) == 1:
                ring = path[path.index(following) :]
                for index, node in enumerate(ring):
                    found.setdefault(node, [*ring[index:], *ring[:index], node])
    for node in edges:
        if node in found:
            yield node, found[node]
