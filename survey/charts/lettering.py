"""How wide a text is and where its lines break. Lengths are points; nothing is drawn here."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from matplotlib.font_manager import get_font
from matplotlib.textpath import text_to_path

from survey.charts.style import font

LEADING = 1.3
"""From one line's baseline to the next, in font sizes."""
ASCENT, DESCENT = 0.76, 0.24
"""Above and below the baseline, in font sizes: letters of DejaVu Sans with an l and a p."""
CAPITAL = 0.73
"""The height of a capital letter, in font sizes."""

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_BREAK_AFTER = re.compile(r"(?<=[-–/])(?=\w)")
_SOFT_HYPHEN = "\u00ad"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide one line of text is."""
    return _width(text, size, bold)


def block_height(lines: int, size: float) -> float:
    """Return how high this many lines are, from the top of the first to the foot of the last; 0 for none."""
    return 0.0 if lines == 0 else ((lines - 1) * LEADING + ASCENT + DESCENT) * size


def legible(text: str) -> str:
    """Return the text in one line, and with a mark for each character that the font lacks."""
    known = _characters()
    line = " ".join(text.replace(_SOFT_HYPHEN, "").split())
    return "".join(char if ord(char) in known else _REPLACEMENT for char in line)


def wrapped(text: str, available: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return the text in lines no wider than `available`.

    Lines break at spaces, after hyphens and slashes, and inside a word only where it alone is too wide.
    """
    lines: list[str] = []
    line = ""
    for piece, glue in _pieces(legible(text)):
        longer = f"{line}{glue}{piece}" if line else piece
        if width(longer, size, bold=bold) <= available:
            line = longer
            continue
        lines += [line] if line else []
        *full, line = _cut(piece, available, size, bold=bold)
        lines += full
    return (*lines, line) if line else tuple(lines)


def widest_word(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of the widest part that `wrapped` leaves whole."""
    return max((width(piece, size, bold=bold) for piece, _ in _pieces(legible(text))), default=0.0)


def _pieces(line: str) -> list[tuple[str, str]]:
    found = []
    for word in line.split(" "):
        for index, piece in enumerate(_BREAK_AFTER.split(word)):
            found.append((piece, " " if index == 0 else ""))
    return found


def _cut(word: str, available: float, size: float, *, bold: bool) -> tuple[str, ...]:
    starts = [0]
    for end in range(1, len(word) + 1):
        if end - starts[-1] > 1 and width(word[starts[-1] : end], size, bold=bold) > available:
            starts.append(end - 1)
    return tuple(word[start:end] for start, end in pairwise([*starts, len(word)]))


@lru_cache(maxsize=8192)
def _width(text: str, size: float, bold: bool) -> float:  # noqa: FBT001 - a key of the cache
    across, _, _ = text_to_path.get_text_width_height_descent(text, font(size, bold=bold), ismath=False)
    return float(across)


@cache
def _characters() -> frozenset[int]:
    return frozenset(get_font(font(1).get_file()).get_charmap())
