"""The one look of all charts: ink, paper, lettering, and a colour and shape for each side.

Sizes and lengths are points (1/72 inch, 4/3 of a CSS pixel). What a chart says never enters here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import RLock
from typing import Any, Final

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from survey.model import Catalogue

INK: Final = "#16202c"
GREY_INK: Final = "#4d5864"
"""For notes; 7:1 on paper."""
PAPER: Final = "#ffffff"
BAND: Final = "#f1ebdf"
"""Behind a row that is set off; visible in grey, and 6:1 under `GREY_INK`."""
RULE: Final = "#d9dee4"
GUIDE: Final = "#e4e8ec"
CONNECTION: Final = "#aeb7c2"

POINTS_PER_INCH: Final = 72
HOLLOW_EDGE: Final = 1.8
PAPER_EDGE: Final = 0.9
SVG_METADATA: Final = {"Date": None, "Creator": None}
PNG_METADATA: Final = {"Software": None}

_COLOURS = ("#0b3a6f", "#b4530a", "#3d9a78", "#8a7cd0", "#7a1fb8", "#4a2412")
_SHAPES = (("o", 10.0), ("D", 8.6), ("s", 9.2), ("^", 10.6), ("v", 10.6), ("X", 11.0))

_FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"
REGULAR: Final = _FONTS / "DejaVuSans.ttf"
BOLD: Final = _FONTS / "DejaVuSans-Bold.ttf"

# Settings that belong to the process, not to a picture.
_NOT_OURS = ("backend", "backend_fallback", "interactive", "toolbar", "timezone")
_SETTINGS: dict[Any, Any] = {
    **{key: value for key, value in mpl.rcParamsDefault.items() if key not in _NOT_OURS},
    "figure.dpi": POINTS_PER_INCH,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "font.family": "DejaVu Sans",
    "text.color": INK,
    "text.hinting": "no_hinting",
    "text.parse_math": False,
    "lines.solid_capstyle": "butt",
    "svg.fonttype": "path",
    "svg.hashsalt": "partnerblick",
}
_TURN = RLock()


@dataclass(frozen=True)
class Mark:
    """How a side is drawn: a colour, a matplotlib marker, and the marker's size in points."""

    colour: str
    shape: str
    size: float


def marks(catalogue: Catalogue) -> dict[str, Mark]:
    """Return the mark of each side, by the order of the sides in the catalogue.

    Up to six sides differ both in shape and in colour; 36 differ in one of the two. Each colour has at least 3:1 to
    paper, the first three also differ in lightness, and none are confused in the three kinds of colour blindness.

    Returns
    -------
    dict
        Side id → `Mark`.
    """
    found = {}
    for index, side in enumerate(catalogue.sides):
        shape, size = _SHAPES[index % len(_SHAPES)]
        colour = _COLOURS[(index + index // len(_SHAPES)) % len(_COLOURS)]
        found[side.id] = Mark(colour, shape, size)
    return found


def font(size: float, *, bold: bool = False) -> FontProperties:
    """Return DejaVu Sans as it comes with matplotlib, so that a chart looks the same on every machine."""
    return FontProperties(fname=BOLD if bold else REGULAR, size=size)


@contextmanager
def drawing() -> Iterator[None]:
    """Hold this look for as long as something is drawn, whatever the machine's own matplotlib settings are.

    matplotlib's settings are global; threads therefore draw one after the other.
    """
    with _TURN, mpl.rc_context(_SETTINGS):
        yield


def blank(width: float, height: float) -> Figure:
    """Return an empty figure of this size in points. Call it within `drawing`."""
    return Figure(figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH))


def svg(figure: Figure) -> bytes:
    """Return the figure as SVG with text as outlines; the same figure gives the same bytes."""
    target = BytesIO()
    with drawing():
        figure.savefig(target, format="svg", metadata=SVG_METADATA)
    return _terse(target.getvalue())


def png(figure: Figure, dpi: int = 160) -> bytes:
    """Return the figure as PNG with this many pixels an inch; the same figure gives the same bytes."""
    target = BytesIO()
    with drawing():
        figure.savefig(target, format="png", dpi=dpi, metadata=PNG_METADATA)
    return target.getvalue()


def _terse(written: bytes) -> bytes:
    """Write the same picture in half the bytes: no indents, and a letter's place to a thousandth of its size."""
    unindented = re.sub(rb"\n\s+", b"\n", written)
    return re.sub(rb'transform="translate\((\d+\.?\d*) 0\)"', lambda found: b'x="%.1f"' % float(found[1]), unindented)
