"""The look that all charts share, and the bytes they become."""

from __future__ import annotations

import io
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from PIL import Image

from survey.charts import style
from survey.charts.gap import standards_chart
from survey.charts.style import png, svg
from survey.language import language
from survey.model import Side
from tests.unit.charts.invented import PAIR, SIDES, catalogue, full, random_report, report, words

DE = language("de")
THIRTEEN = random_report(catalogue([f"Bedarfs- und leistungsgerechte Angebote {n}" for n in range(1, 14)]), 5)
SVG = "{http://www.w3.org/2000/svg}"


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_up_to_six_sides_differ_by_shape_and_by_colour(count: int) -> None:
    marks = style.marks(catalogue(sides=[Side(f"s{n}", f"Seite {n}", "alle") for n in range(count)]))
    for one, other in combinations(marks.values(), 2):
        assert one.shape != other.shape
        assert one.colour != other.colour
    assert all(contrast(mark.colour, style.PAPER) >= 3 for mark in marks.values())
    assert all(contrast(mark.colour, style.BAND) >= 2.9 for mark in marks.values())


def test_more_sides_than_shapes_still_differ() -> None:
    marks = style.marks(catalogue(sides=[Side(f"s{n}", f"Seite {n}", "alle") for n in range(36)]))
    assert len(set(marks.values())) == 36


def test_the_first_three_sides_differ_in_grey() -> None:
    for one, other in combinations(style.marks(catalogue(sides=SIDES)).values(), 2):
        assert contrast(one.colour, other.colour) >= 1.4


def test_words_are_readable_on_paper_and_band() -> None:
    for ink in (style.INK, style.GREY_INK):
        assert contrast(ink, style.PAPER) >= 4.5
        assert contrast(ink, style.BAND) >= 4.5


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_the_same_report_gives_the_same_bytes(narrow: bool) -> None:
    first, second = (standards_chart(THIRTEEN, PAIR, DE, narrow=narrow) for _ in range(2))
    assert svg(first) == svg(second) == svg(first)
    assert png(first) == png(second)


def test_settings_of_the_machine_change_nothing() -> None:
    expected = svg(standards_chart(THIRTEEN, PAIR, DE))
    with mpl.rc_context({"lines.linewidth": 9, "svg.hashsalt": "else", "text.color": "red", "font.family": "serif"}):
        assert svg(standards_chart(THIRTEEN, PAIR, DE)) == expected
        assert mpl.rcParams["lines.linewidth"] == 9


def test_threads_do_not_disturb_one_another() -> None:
    def both() -> tuple[bytes, bytes]:
        figure = standards_chart(THIRTEEN, PAIR, DE, narrow=True)
        return svg(figure), png(figure, 72)

    with ThreadPoolExecutor(4) as pool:
        made = [task.result() for task in [pool.submit(both) for _ in range(8)]]
    assert set(made) == {both()}


@pytest.mark.parametrize(("narrow", "css_width"), [(False, 960), (True, 360)])
def test_an_svg_says_its_size_is_small_and_needs_no_font(narrow: bool, css_width: int) -> None:
    written = svg(standards_chart(THIRTEEN, PAIR, DE, narrow=narrow))
    root = ET.fromstring(written)
    assert float(root.attrib["width"].removesuffix("pt")) * 96 / 72 == css_width
    assert root.attrib["viewBox"].split()[2:] == [root.attrib[side].removesuffix("pt") for side in ("width", "height")]
    assert not list(root.iter(f"{SVG}text"))
    assert len(written) < 150_000
    assert b"<dc:date>" not in written


def test_letters_keep_their_places_in_the_svg() -> None:
    root = ET.fromstring(svg(standards_chart(report({}, catalogue(["Ab"])), PAIR, DE)))
    places = [float(use.get("x", 0)) for use in root.iter(f"{SVG}use")]
    assert max(places) > 1000
    assert not [use for use in root.iter(f"{SVG}use") if use.get("transform", "").endswith(" 0)")]


def test_a_png_has_the_pixels_asked_for() -> None:
    figure = standards_chart(THIRTEEN, PAIR, DE, narrow=True)
    for dpi, across in ((160, 600), (96, 360)):
        image = Image.open(io.BytesIO(png(figure, dpi)))
        assert image.width == across
        assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_a_catalogue_may_say_anything() -> None:
    titles = [
        "Kosten: 5 $ bis 7 $ je $\\frac{a}{b}$",
        "Zeilen\num\tbruch",
        "漢 \N{OLD PERSIAN SIGN A} --> <b>&amp;</b>",
    ]
    figure = standards_chart(report({"1": (full(3.0), full(4.0))}, catalogue(titles)), PAIR, DE)
    assert words(figure, "name:1") == titles[0]
    assert words(figure, "name:2") == "Zeilen um bruch"
    assert words(figure, "name:3") == "\N{REPLACEMENT CHARACTER} \N{REPLACEMENT CHARACTER} --> <b>&amp;</b>"
    ET.fromstring(svg(figure))
    assert png(figure)


def test_pyplot_is_never_loaded() -> None:
    code = "import survey.charts.gap, sys; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
