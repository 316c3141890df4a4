"""Nothing in the charts beside the gap chart is cut off or touches, whatever a report holds; and the same report always
gives the same picture.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import combinations

import pytest
from matplotlib.figure import Figure

from survey.analysis.safereport import SafeReport
from survey.charts.blocks import blocks_chart
from survey.charts.distribution import distribution_chart
from survey.charts.importance import importance_chart
from survey.charts.selfimage import selfimage_chart
from survey.charts.style import png, svg
from survey.charts.trend import trend_chart
from survey.language import language
from survey.model import Side
from tests.unit.charts.enriched import enriched
from tests.unit.charts.invented import FIVE, PAIR, SIDES, catalogue, collisions, texts

Chart = Callable[[SafeReport, str, bool], Figure]

CHARTS: dict[str, Chart] = {
    "distribution": lambda found, code, narrow: distribution_chart(found, 1, PAIR, language(code), narrow=narrow),
    "importance": lambda found, code, narrow: importance_chart(found, PAIR, language(code), narrow=narrow),
    "self-image": lambda found, code, narrow: selfimage_chart(found, PAIR, language(code), narrow=narrow),
    "trend": lambda found, code, narrow: trend_chart(found, PAIR, language(code), narrow=narrow),
    "blocks": lambda found, code, narrow: blocks_chart(found, PAIR[1], PAIR[0], language(code), narrow=narrow),
}
TITLES = (
    "Gesamtsystem nach Bedarf",
    "Bedarfs- und leistungsgerechte Angebote",
    "Verlässliche Weiterentwicklung der Kinder- und Jugendhilfelandschaft einschließlich neuer Angebote",
    "Ganztagsbetreuungsangebotsstrukturen und Fachkräftegewinnung/Fachkräftequalifizierung in den Stadträumen",
)
SCALES = {
    "two": ("nein", "ja"),
    "five": FIVE,
    "ten": tuple(f"trifft nach unserem Eindruck zu {tenth} Zehnteln zu" for tenth in range(1, 11)),
    "one long word": ("nicht", "teilweise", "Verwirklichungsgradbestimmungsverfahren"),
}
EVERY_CHART = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS.keys())
BOTH_WIDTHS = pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])


def titles(count: int) -> list[str]:
    return [TITLES[index % len(TITLES)] for index in range(count)]


def faults(figure: Figure) -> list[str]:
    """Return collisions; numbers in a crowded matrix may lie on a mark, but never on one another."""
    return [fault for fault in collisions(figure) if "spot:" not in fault or "cut off" in fault]


@BOTH_WIDTHS
@pytest.mark.parametrize("scale", SCALES)
@EVERY_CHART
def test_nothing_collides_on_any_scale(chart: Chart, scale: str, narrow: bool) -> None:
    found = enriched(catalogue(titles(4), SCALES[scale]), 1)
    assert faults(chart(found, "en" if narrow else "de", narrow)) == []


@BOTH_WIDTHS
@EVERY_CHART
def test_nothing_collides_with_one_standard(chart: Chart, narrow: bool) -> None:
    assert faults(chart(enriched(catalogue(titles(1)), 0), "de", narrow)) == []


@BOTH_WIDTHS
@EVERY_CHART
def test_nothing_collides_with_thirty_standards(chart: Chart, narrow: bool) -> None:
    assert faults(chart(enriched(catalogue(titles(30)), 7), "de", narrow)) == []


@BOTH_WIDTHS
@pytest.mark.parametrize("missing", PAIR)
@EVERY_CHART
def test_a_side_that_is_missing_leaves_words_that_do_not_collide(chart: Chart, missing: str, narrow: bool) -> None:
    assert faults(chart(enriched(catalogue(titles(3)), 3, missing), "en", narrow)) == []


@BOTH_WIDTHS
@EVERY_CHART
def test_long_names_of_sides_and_rounds_do_not_collide(chart: Chart, narrow: bool) -> None:
    sides = (
        Side("public", "Kommunaler Eigenbetrieb für Kindertageseinrichtungen und überörtliche Jugendhilfe", "alle"),
        Side("free", "Arbeitsgemeinschaft der anerkannten Träger der freien Jugendhilfe des Landkreises", "alle"),
        *SIDES[2:],
    )
    rounds = ["2016-Erhebung.der.Stadt-im.Fruehjahr_Eins", "2017-Erhebung.der.Stadt-im.Fruehjahr_Zwei"]
    rounds += [str(year) for year in range(2018, 2026)]
    found = enriched(catalogue(titles(4), sides=sides, statement=TITLES[3]), 5, rounds=rounds)
    assert faults(chart(found, "de", narrow)) == []


@BOTH_WIDTHS
@pytest.mark.parametrize("first", range(0, 16, 8))
def test_numbers_in_the_matrix_never_touch(first: int, narrow: bool) -> None:
    for seed in range(first, first + 8):
        found = enriched(catalogue(titles(1 + 7 * seed % 30)), seed)
        figure = importance_chart(found, ("public", "free", "commercial"), language("de"), narrow=narrow)
        numbers = [text for side in SIDES for text in texts(figure, f"number:{side.id}")]
        boxes = [text.get_window_extent() for text in numbers]
        assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])], seed


@BOTH_WIDTHS
@EVERY_CHART
def test_the_same_report_gives_the_same_bytes(chart: Chart, narrow: bool) -> None:
    found = enriched(catalogue(titles(4)), 2)
    first, second = (chart(found, "de", narrow) for _ in range(2))
    assert svg(first) == svg(second) == svg(first)
    assert png(first, 72) == png(second, 72)


def test_sentences_need_no_matplotlib_and_charts_no_pyplot() -> None:
    code = "import survey.charts.sentences, sys; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    names = "blocks, survey.charts.distribution, survey.charts.importance, survey.charts.selfimage, survey.charts.trend"
    code = f"import survey.charts.{names}, sys; sys.exit('matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
