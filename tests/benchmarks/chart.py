"""Draws lines over two logarithmic axes as an SVG: linear growth is a line of slope one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from math import ceil, floor, log10
from typing import NamedTuple

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 760, 420, 60, 40, 200, 45
COLOURS = ("#0b6e4f", "#c1554d", "#d98e04", "#3d5a80", "#7d4e9e")


class Line(NamedTuple):
    """What one program needed, by size."""

    name: str
    points: Sequence[tuple[float, float]]


def draw(title: str, lines: Sequence[Line]) -> str:
    """Give the chart of some lines, whose points are all above zero."""
    drawn = [line for line in lines if line.points]
    sizes, costs = ([point[axis] for line in drawn for point in line.points] for axis in (0, 1))
    across = (floor(log10(min(sizes))), log10(max(sizes)))
    up = (floor(log10(min(costs))), ceil(log10(max(costs))))
    parts = [
        *_grid(across, up),
        *(p for n, line in enumerate(drawn) for p in _line(n, line, across, up)),
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">',
            "<style>text { font: 12px sans-serif }</style>",
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
            f'<text x="{LEFT}" y="24" font-size="15">{escape(title)}</text>',
            *parts,
            "</svg>\n",
        ]
    )


def _place(
    point: tuple[float, float], across: tuple[float, float], up: tuple[float, float]
) -> tuple[float, float]:
    x = (log10(point[0]) - across[0]) / (across[1] - across[0])
    y = (log10(point[1]) - up[0]) / (up[1] - up[0])
    inside = (WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM)
    return round(LEFT + x * inside[0], 1), round(HEIGHT - BOTTOM - y * inside[1], 1)


def _grid(across: tuple[float, float], up: tuple[float, float]) -> Iterator[str]:
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    for power in range(ceil(across[0]), floor(across[1]) + 1):
        x, _ = _place((10**power, 10 ** up[0]), across, up)
        yield f'<path d="M{x} {TOP}V{bottom}" stroke="#ddd"/>'
        yield f'<text x="{x}" y="{bottom + 18}" text-anchor="middle">{10**power:,}</text>'
    for power in range(floor(up[0]), ceil(up[1]) + 1):
        _, y = _place((10 ** across[0], 10**power), across, up)
        yield f'<path d="M{LEFT} {y}H{right}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end">{10.0**power:g} s</text>'
    yield f'<text x="{(LEFT + right) / 2}" y="{HEIGHT - 8}" text-anchor="middle">operations</text>'


def _line(
    number: int, line: Line, across: tuple[float, float], up: tuple[float, float]
) -> Iterator[str]:
    colour = COLOURS[number % len(COLOURS)]
    places = [_place(point, across, up) for point in line.points]
    way = " ".join(f"{x},{y}" for x, y in places)
    yield f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"/>'
    yield from (f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in places)
    y = TOP + 18 * (number + 1)
    yield f'<text x="{WIDTH - RIGHT + 12}" y="{y}" fill="{colour}">{escape(line.name)}</text>'
