"""Bars of the steps of a scale: a shade and a hatch for each step, and the key that names them.

Both ends of a scale are dark and its middle is light; the lower half is hatched, so that the two halves differ without
colour. The colours are none of the sides'. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from survey.charts import style
from survey.charts.lettering import block_height, width, wrapped
from survey.charts.sheet import Block, Hand, Sheet

_LOW: Final = ("#f3dfea", "#72245a")
_HIGH: Final = ("#d8ebe8", "#07514d")
_MIDDLE: Final = "#dadee3"
_BLACK: Final = "#000000"
_EVEN: Final = 0.179
"""The luminance that black and white contrast with alike."""
_HATCH_EVERY = 4.5
_SWATCH = (17.0, 9.0)
_BETWEEN_ENTRIES = 14.0

Segment = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Shade:
    """How the ratings at one step are filled; `ink` is what can be read on it."""

    colour: str
    ink: str
    hatched: bool


def shades(steps: int) -> tuple[Shade, ...]:
    """Return the shade of each step 1…s, two or more."""
    half = steps // 2
    low = [_between(*_LOW, (step + 1) / half) for step in range(half)]
    high = [_between(*_HIGH, (step + 1) / half) for step in range(half)]
    middle = [Shade(_MIDDLE, _BLACK, hatched=False)] * (steps % 2)
    return (
        *(Shade(colour, _ink_on(colour), hatched=True) for colour in reversed(low)),
        *middle,
        *(Shade(colour, _ink_on(colour), hatched=False) for colour in high),
    )


def draw_shade(sheet: Sheet, shade: Shade, at: tuple[float, float], size: tuple[float, float], label: str = "") -> None:
    """Fill a rectangle, given its top left corner, and hatch it if it is hatched."""
    sheet.band(*at, *size, shade.colour, label)
    if shade.hatched:
        sheet.rules(hatch(at, size), shade.ink, 0.45)


def hatch(at: tuple[float, float], size: tuple[float, float]) -> Iterator[Segment]:
    """Yield parallel lines rising to the right that fill a rectangle."""
    (left, top), (across, down) = at, size
    reach = _HATCH_EVERY
    while reach < across + down:
        start = (left + max(0.0, reach - down), top + min(reach, down))
        end = (left + min(reach, across), top + max(0.0, reach - across))
        yield start, end
        reach += _HATCH_EVERY


def key(labels: Sequence[str], left: float, available: float, hand: Hand) -> Block:
    """Return the names of the steps beside their shades, from the lowest, in as many rows as they need."""
    names = [wrapped(label, available - _SWATCH[0] - 6, hand.size) for label in labels]
    places: list[tuple[float, float]] = []
    x, y, row = 0.0, 0.0, 0.0
    for lines in names:
        across = _SWATCH[0] + 5 + max(width(line, hand.size) for line in lines)
        if x and x + across > available:
            x, y, row = 0.0, y + row + 6, 0.0
        places.append((x, y))
        x += across + _BETWEEN_ENTRIES
        row = max(row, block_height(len(lines), hand.size))

    def draw(sheet: Sheet, top: float) -> None:
        for step, (lines, place, shade) in enumerate(zip(names, places, shades(len(labels)), strict=True), 1):
            at = (left + place[0], top + place[1])
            draw_shade(sheet, shade, at, _SWATCH, f"swatch:{step}")
            sheet.write((at[0] + _SWATCH[0] + 5, at[1]), lines, hand, label=f"step:{step}")

    return Block(y + row, draw)


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2, 0 to 1."""
    channels = [value / 255 for value in _rgb(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]  # noqa: PLR2004 - sRGB's
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _ink_on(colour: str) -> str:
    return _BLACK if luminance(colour) > _EVEN else style.PAPER


def _between(light: str, dark: str, share: float) -> str:
    mixed = (round(a + (b - a) * share) for a, b in zip(_rgb(light), _rgb(dark), strict=True))
    return "#" + "".join(f"{value:02x}" for value in mixed)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
