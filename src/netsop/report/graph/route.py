"""The line of each edge between the borders of its nodes, and a free place for its label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from netsop.report.graph.layout import NODE_HEIGHT, NODE_WIDTH, Layout, Point
from netsop.report.graph.network import Edge

LABEL_HEIGHT = 28.0
_CHARACTER = 6.2  # px: wider than the mean character of the fonts used, so that a label fits its box
_BOW = 62.0
_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9)
_SAMPLES = 24
_CROSSED_LINE = 40.0  # what a label over another edge's line costs, in px² of covered label


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its centre and size."""

    x: float
    y: float
    width: float
    height: float

    def overlap(self, other: Box) -> float:
        """The area that both cover."""
        wide = (self.width + other.width) / 2 - abs(self.x - other.x)
        high = (self.height + other.height) / 2 - abs(self.y - other.y)
        return max(wide, 0.0) * max(high, 0.0)

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it."""
        return abs(point[0] - self.x) <= self.width / 2 and abs(point[1] - self.y) <= self.height / 2


@dataclass(frozen=True, slots=True)
class Line:
    """An edge as drawn: its points (`curved`: the middle one of three only pulls it), and its label's box."""

    edge: Edge
    points: list[Point]
    curved: bool
    label: Box


def lines(layout: Layout) -> list[Line]:
    """All edges of a layout, in its order."""
    ends = _attached(layout)
    drawn = [_drawn(index, edge, points, ends, layout) for index, (edge, points) in enumerate(layout.paths)]
    steps = [step / _SAMPLES for step in range(_SAMPLES + 1)]
    samples = [[_at(points, step, curved=curved) for step in steps] for points, curved in drawn]
    taken = [Box(x, y, NODE_WIDTH, NODE_HEIGHT) for x, y in layout.centres.values()]
    found = []
    for index, (edge, _) in enumerate(layout.paths):
        points, curved = drawn[index]
        foreign = [point for other, sample in enumerate(samples) if other != index for point in sample]
        size = max(len(edge.name), len(" – ".join(edge.ports))) * _CHARACTER + 8
        choices = [Box(*_at(points, along, curved=curved), size, LABEL_HEIGHT) for along in _ALONG]
        label = min(choices, key=lambda box: _cost(box, taken, foreign))
        taken.append(label)
        found.append(Line(edge, points, curved, label))
    return found


def _cost(box: Box, taken: list[Box], foreign: list[Point]) -> float:
    return sum(box.overlap(other) for other in taken) + _CROSSED_LINE * sum(map(box.holds, foreign))


def _attached(layout: Layout) -> dict[tuple[int, str], Point]:
    """Where each edge meets its nodes: spread over their lower and upper borders, in the order of the far ends."""
    sides: dict[tuple[str, bool], list[tuple[float, int]]] = defaultdict(list)
    for index, (edge, points) in enumerate(layout.paths):
        for name, near, far in ((edge.a, points[0], points[1]), (edge.b, points[-1], points[-2])):
            if near[1] != far[1]:
                sides[name, far[1] > near[1]].append((far[0], index))
    found = {}
    for (name, below), members in sides.items():
        x, y = layout.centres[name]
        step = NODE_WIDTH * 0.8 / len(members)
        for place, (_, index) in enumerate(sorted(members)):
            at = x + (place - (len(members) - 1) / 2) * step
            found[index, name] = (at, y + (NODE_HEIGHT / 2 if below else -NODE_HEIGHT / 2))
    return found


def _drawn(
    index: int, edge: Edge, points: list[Point], ends: dict[tuple[int, str], Point], layout: Layout
) -> tuple[list[Point], bool]:
    if (index, edge.a) in ends:
        return [ends[index, edge.a], *points[1:-1], ends[index, edge.b]], False
    return _bowed(index, edge, layout), True


def _bowed(index: int, edge: Edge, layout: Layout) -> list[Point]:
    """An edge within a row: from side to side, apart from its parallels and around whoever stands between."""
    (ax, y), (bx, _) = layout.centres[edge.a], layout.centres[edge.b]
    pair = {edge.a, edge.b}
    parallels = [number for number, (other, _) in enumerate(layout.paths) if {other.a, other.b} == pair]
    bow = (parallels.index(index) - (len(parallels) - 1) / 2) * 2 * _BOW
    if any(_between(point, (ax, y), (bx, y)) for point in layout.centres.values()):
        bow += -2 * (_BOW + NODE_HEIGHT / 2)
    side = NODE_WIDTH / 2 if bx > ax else -NODE_WIDTH / 2
    return [(ax + side, y), ((ax + bx) / 2, y + bow), (bx - side, y)]


def _between(point: Point, a: Point, b: Point) -> bool:
    return point[1] == a[1] and min(a[0], b[0]) < point[0] < max(a[0], b[0])


def _at(points: list[Point], along: float, *, curved: bool) -> Point:
    """The point at a share (0 to 1) of a line."""
    if curved:
        (ax, ay), (bx, by), (cx, cy) = points
        back = 1 - along
        return (
            back * back * ax + 2 * back * along * bx + along * along * cx,
            back * back * ay + 2 * back * along * by + along * along * cy,
        )
    lengths = list(_lengths(points))
    left = along * sum(lengths)
    for (a, b), length in zip(pairwise(points), lengths, strict=True):
        if left <= length and length:
            share = left / length
            return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
        left -= length
    return points[-1]


def _lengths(points: list[Point]) -> Iterator[float]:
    for a, b in pairwise(points):
        yield float(((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5)
