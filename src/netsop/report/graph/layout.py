"""Where nodes and edges go: rows by role, in each row the order and places that keep edges short and apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from netsop.report.graph.network import Edge, Network

NODE_WIDTH = 220.0
NODE_HEIGHT = 64.0
GAP = 50.0
ROW_HEIGHT = 210.0
MARGIN = 60.0
_SAME_ROW_GAP = 320.0  # neighbours that are joined within their row leave room for the edge's label
_BEND_WIDTH = 60.0
_SWEEPS = 12

Point = tuple[float, float]


@dataclass(slots=True)
class Layout:
    """Centres of the nodes, the points that each edge passes (ends included), and the picture's size in px."""

    centres: dict[str, Point] = field(default_factory=dict)
    paths: list[tuple[Edge, list[Point]]] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0


@dataclass(slots=True)
class _Rows:
    """Rows of node and bend names, who is joined to whom, and the present x of each."""

    rows: list[list[str]]
    joined: dict[str, list[str]]
    chains: dict[str, list[str]]
    x: dict[str, float] = field(default_factory=dict)


def layout(network: Network) -> Layout:
    """Place everything. The same network gives the same places."""
    rows = _rows(network)
    for names in rows.rows:
        _place(rows, names, [index * (NODE_WIDTH + GAP) for index in range(len(names))])
    for sweep in range(_SWEEPS):
        for names in rows.rows if sweep % 2 else reversed(rows.rows):
            _settle(rows, names)
    return _measured(network, rows)


def _rows(network: Network) -> _Rows:
    """The nodes' rows; an edge that spans several gets a bend in each row that it crosses."""
    depth = max((node.row for node in network.nodes.values()), default=0) + 1
    rows: list[list[str]] = [[] for _ in range(depth)]
    for name, node in network.nodes.items():
        rows[node.row].append(name)
    joined: dict[str, list[str]] = {name: [] for name in network.nodes}
    chains: dict[str, list[str]] = {}
    for number, edge in enumerate(network.edges):
        first, last = network.nodes[edge.a].row, network.nodes[edge.b].row
        step = 1 if last >= first else -1
        bends = [f"bend {number} {row}" for row in range(first + step, last, step)]
        for bend in bends:
            rows[int(bend.rpartition(" ")[2])].append(bend)
            joined[bend] = []
        chain = chains[f"{number}"] = [edge.a, *bends, edge.b]
        for a, b in pairwise(chain):
            joined[a].append(b)
            joined[b].append(a)
    return _Rows(rows, joined, chains)


def _settle(rows: _Rows, names: list[str]) -> None:
    """Move a row's members towards the middle of their neighbours in other rows."""
    row = set(names)
    wanted = {}
    for name in names:
        others = [rows.x[other] for other in rows.joined[name] if other not in row]
        wanted[name] = sum(others) / len(others) if others else rows.x[name]
    names.sort(key=lambda name: (wanted[name], rows.x[name]))
    _place(rows, names, [wanted[name] for name in names])


def _place(rows: _Rows, names: Sequence[str], wanted: Sequence[float]) -> None:
    """Give a row the places nearest to the wanted ones that keep its order and its gaps."""
    if not names:
        return
    offsets = [0.0]
    for left, right in pairwise(names):
        offsets.append(offsets[-1] + _distance(rows, left, right))
    moved = _ascending([want - offset for want, offset in zip(wanted, offsets, strict=True)])
    rows.x.update({name: at + offset for name, at, offset in zip(names, moved, offsets, strict=True)})


def _distance(rows: _Rows, left: str, right: str) -> float:
    if right in rows.joined[left]:
        return NODE_WIDTH + _SAME_ROW_GAP
    widths = (_BEND_WIDTH if name.startswith("bend ") else NODE_WIDTH for name in (left, right))
    return sum(widths) / 2 + GAP


def _ascending(values: Iterable[float]) -> list[float]:
    """The nearest (least squares) sequence that never falls: neighbours that would cross share their mean."""
    blocks: list[tuple[float, int]] = []
    for value in values:
        mean, count = value, 1
        while blocks and blocks[-1][0] > mean:
            other, size = blocks.pop()
            mean, count = (mean * count + other * size) / (count + size), count + size
        blocks.append((mean, count))
    return [mean for mean, count in blocks for _ in range(count)]


def _measured(network: Network, rows: _Rows) -> Layout:
    left = min(rows.x.values(), default=0.0) - NODE_WIDTH / 2 - MARGIN
    right = max(rows.x.values(), default=0.0) + NODE_WIDTH / 2 + MARGIN
    found = Layout(width=right - left, height=len(rows.rows) * ROW_HEIGHT - (ROW_HEIGHT - NODE_HEIGHT) + 2 * MARGIN)
    for index, names in enumerate(rows.rows):
        y = MARGIN + NODE_HEIGHT / 2 + index * ROW_HEIGHT
        found.centres.update({name: (rows.x[name] - left, y) for name in names})
    for number, edge in enumerate(network.edges):
        found.paths.append((edge, [found.centres[name] for name in rows.chains[f"{number}"]]))
    found.centres = {name: found.centres[name] for name in network.nodes}
    return found
