"""A picture of how a time grows with the size of a network: both axes logarithmic."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

Curve = Sequence[tuple[float, float]]
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 760, 460, 70, 20, 50, 60
_COLOURS = ("#1f6fb2", "#c2571a", "#2a8a4a", "#7a7a7a")


def draw(curves: Mapping[str, Curve], title: str, horizontal: str, vertical: str) -> str:
    """An SVG picture. Curves whose name begins with `n log n` are dashed: they are for comparison."""
    xs = [x for curve in curves.values() for x, _ in curve]
    ys = [y for curve in curves.values() for _, y in curve]
    scale = _Scale(min(xs), max(xs), 10 ** math.floor(math.log10(min(ys))), 10 ** math.ceil(math.log10(max(ys))))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        _text(_WIDTH / 2, 24, title, size=16, anchor="middle"),
        _text(_WIDTH / 2, _HEIGHT - 12, horizontal, anchor="middle"),
        (f'<text x="16" y="{_HEIGHT / 2:g}" font-size="12" fill="#222222" text-anchor="middle" '
        f'transform="rotate(-90 16 {_HEIGHT / 2:g})">{vertical}</text>'),
        *_grid(scale, sorted(set(xs))),
    ]
    for number, (name, curve) in enumerate(curves.items()):
        parts += _curve(scale, number, name, curve)
    return "\n".join([*parts, "</svg>", ""])


class _Scale:
    """Values to places on the picture."""

    def __init__(self, left: float, right: float, low: float, high: float) -> None:
        self.left, self.right, self.low, self.high = left, right, low, high

    def x(self, value: float) -> float:
        share = math.log(value / self.left) / math.log(self.right / self.left)
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)

    def y(self, value: float) -> float:
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return round(_HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM), 1)


def _text(x: float, y: float, words: str, *, size: int = 12, anchor: str = "start") -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="#222222" text-anchor="{anchor}">{words}</text>'


def _grid(scale: _Scale, xs: Sequence[float]) -> list[str]:
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    parts = []
    for value in xs:
        at = scale.x(value)
        parts.append(f'<line x1="{at}" y1="{_TOP}" x2="{at}" y2="{bottom}" stroke="#e4e4e4"/>')
        parts.append(_text(at, bottom + 18, f"{value:,.0f}", anchor="middle"))
    for power in range(round(math.log10(scale.low)), round(math.log10(scale.high)) + 1):
        at = scale.y(10**power)
        parts.append(f'<line x1="{_LEFT}" y1="{at}" x2="{right}" y2="{at}" stroke="#e4e4e4"/>')
        parts.append(_text(_LEFT - 8, at + 4, f"{10**power:g}", anchor="end"))
    return parts


def _curve(scale: _Scale, number: int, name: str, curve: Curve) -> list[str]:
    colour = _COLOURS[number % len(_COLOURS)]
    points = " ".join(f"{scale.x(x)},{scale.y(y)}" for x, y in curve)
    guide = name.startswith("n log n")
    dash = ' stroke-dasharray="6 5"' if guide else ""
    dots = [] if guide else [f'<circle cx="{scale.x(x)}" cy="{scale.y(y)}" r="4" fill="{colour}"/>' for x, y in curve]
    at = _TOP + 18 + 20 * number
    return [
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>', *dots,
        (f'<line x1="{_LEFT + 14}" y1="{at - 4}" x2="{_LEFT + 44}" y2="{at - 4}" stroke="{colour}" '
        f'stroke-width="2"{dash}/>'),
        _text(_LEFT + 52, at, name),
    ]  # fmt: skip
