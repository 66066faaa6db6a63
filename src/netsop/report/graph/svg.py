"""The network as an SVG that stands alone: no script, no font or picture from elsewhere, legible when printed."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from netsop.report.graph.layout import MARGIN, NODE_HEIGHT, NODE_WIDTH, Layout, Point, layout
from netsop.report.graph.network import Network, Node
from netsop.report.graph.route import LABEL_HEIGHT, Line, lines

_LEGEND_HEIGHT = 50.0
_NODE_CHARACTERS = 32
_FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
# Border and fill by role: told apart by the border's form too, for people and printers without colour.
_STYLES = {
    "isp": 'fill="#fff8e8" stroke="#8a5a00" stroke-width="1.5" stroke-dasharray="6 4" rx="32"',
    "core": 'fill="#e8effa" stroke="#1f4e8c" stroke-width="3" rx="4"',
    "distribution": 'fill="#eef7ee" stroke="#2e6b34" stroke-width="2" rx="4"',
    "switch": 'fill="#ffffff" stroke="#555555" stroke-width="1.5" rx="4"',
    "office": 'fill="#ffffff" stroke="#555555" stroke-width="1.5" rx="14"',
    "server": 'fill="#f5f0fa" stroke="#5d3a8c" stroke-width="1.5" rx="0"',
    "monitor": 'fill="#f5f0fa" stroke="#5d3a8c" stroke-width="1.5" rx="0"',
}
_CABLES = {
    "fibre": 'stroke="#222222" stroke-width="1.8"',
    "copper": 'stroke="#b35900" stroke-width="1.8" stroke-dasharray="9 3"',
    "radio": 'stroke="#1f4e8c" stroke-width="1.8" stroke-dasharray="2 4"',
}


def svg(network: Network) -> str:
    """The picture. All texts are escaped; the same network gives the same bytes."""
    placed = layout(network)
    drawn = lines(placed)
    width, height = max(placed.width, 2 * MARGIN + 520), placed.height + _LEGEND_HEIGHT
    title = _text(f"{network.title}: network" if network.title else "Network")
    parts = [
        _opening(width, height),
        f"<title>{title}</title>",
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="#ffffff"/>',
        f'<text x="{MARGIN:.0f}" y="32" font-size="18" font-weight="bold" fill="#111111">{title}</text>',
        *(_line(line) for line in drawn),
        *_nodes(network, placed),
        *(_label(line) for line in drawn),
        *_legend(network, placed.height),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _opening(width: float, height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="{_FONT}">'
    )


def _line(line: Line) -> str:
    style = _CABLES[line.edge.kind]
    (first, *rest) = line.points
    way = f"Q {_point(rest[0])} {_point(rest[1])}" if line.curved else f"L {' L '.join(map(_point, rest))}"
    return f'<path d="M {_point(first)} {way}" fill="none" {style}/>'


def _point(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _nodes(network: Network, placed: Layout) -> Iterator[str]:
    for name, (x, y) in placed.centres.items():
        yield _node(network.nodes[name], x, y)


def _node(node: Node, x: float, y: float) -> str:
    left, top = x - NODE_WIDTH / 2, y - NODE_HEIGHT / 2
    start = y - (len(node.lines) * 15) / 2 + 5
    words = [f'<text x="{x:.1f}" y="{start:.1f}" font-size="14" font-weight="bold">{_text(node.name, 25)}</text>']
    words += [
        f'<text x="{x:.1f}" y="{start + 15 * (index + 1):.1f}" font-size="11">{_text(line, _NODE_CHARACTERS)}</text>'
        for index, line in enumerate(node.lines)
    ]
    tip = _text(" · ".join((node.name, node.role, *node.lines)))
    return (
        f'<g text-anchor="middle" fill="#111111"><title>{tip}</title>'
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{NODE_WIDTH:.0f}" height="{NODE_HEIGHT:.0f}" '
        f"{_STYLES[node.role]}/>{''.join(words)}</g>"
    )


def _label(line: Line) -> str:
    box = line.label
    ports = _text(" – ".join(line.edge.ports))
    return (
        f'<g text-anchor="middle" fill="#111111"><rect x="{box.x - box.width / 2:.1f}" '
        f'y="{box.y - LABEL_HEIGHT / 2:.1f}" width="{box.width:.1f}" height="{LABEL_HEIGHT:.0f}" '
        f'fill="#ffffff" fill-opacity="0.92"/>'
        f'<text x="{box.x:.1f}" y="{box.y - 2:.1f}" font-size="11" font-weight="bold">{_text(line.edge.name)}</text>'
        f'<text x="{box.x:.1f}" y="{box.y + 10:.1f}" font-size="10">{ports}</text></g>'
    )


def _legend(network: Network, y: float) -> Iterator[str]:
    """The cables that occur, each with its line."""
    kinds = [kind for kind in _CABLES if any(edge.kind == kind for edge in network.edges)]
    for index, kind in enumerate(kinds):
        x = MARGIN + index * 130
        yield f'<path d="M {x:.0f} {y:.0f} h 44" fill="none" {_CABLES[kind]}/>'
        yield f'<text x="{x + 52:.0f}" y="{y + 4:.0f}" font-size="12" fill="#111111">{kind}</text>'


def _text(text: str, most: int = 200) -> str:
    plain = " ".join(text.split())
    return escape(plain if len(plain) <= most else f"{plain[: most - 1]}…")
