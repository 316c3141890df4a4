"""How wide a text is and where its lines break. Lengths are points; nothing is drawn here."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from matplotlib.font_manager import get_font
from matplotlib.textpath import text_to_path

from survey.charts.style import REGULAR, font

LEADING = 1.3
"""From one line's baseline to the next, in font sizes."""
ASCENT, DESCENT = 0.76, 0.24
"""Above and below the baseline, in font sizes: letters of DejaVu Sans with an l and a p."""
CAPITAL = 0.73
"""The height of a capital letter, in font sizes."""

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_BREAK_AFTER = re.compile(r"(?<=[-–/])(?=\w)")
_SPACE = re.compile(r"[^\S\u00a0\u202f]+")
_LEAST_LETTERS = 3
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
    line = _SPACE.sub(" ", text.replace(_SOFT_HYPHEN, "")).strip()
    return "".join(char if ord(char) in known else _REPLACEMENT for char in line)


def wrapped(text: str, available: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return the text in lines no wider than `available`.

    Lines break at spaces, after hyphens and slashes, and inside a word, with a hyphen, only where it alone is too wide.
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
    parts = []
    while width(word, size, bold=bold) > available and len(word) > 2 * _LEAST_LETTERS:
        most = len(word) - _LEAST_LETTERS
        fitting = (
            end for end in range(most, _LEAST_LETTERS, -1) if width(f"{word[:end]}-", size, bold=bold) <= available
        )
        end = next(fitting, _LEAST_LETTERS)
        parts.append(f"{word[:end]}-")
        word = word[end:]
    return (*parts, word)


@lru_cache(maxsize=8192)
def _width(text: str, size: float, bold: bool) -> float:  # noqa: FBT001 - a key of the cache
    across, _, _ = text_to_path.get_text_width_height_descent(text, font(size, bold=bold), ismath=False)
    return float(across)


@cache
def _characters() -> frozenset[int]:
    return frozenset(get_font(REGULAR).get_charmap())
