"""Nothing in a gap chart is cut off or touches, whatever is compared."""

from __future__ import annotations

from dataclasses import replace

import pytest

from survey.analysis.safereport import SideReturn
from survey.charts.gap import items_chart, standards_chart
from survey.language import language
from survey.model import Side
from tests.unit.charts.invented import FIVE, PAIR, SIDES, catalogue, collisions, random_report

TITLES = (
    "Gesamtsystem nach Bedarf",
    "Bedarfs- und leistungsgerechte Angebote",
    "Selbständig und abgestimmt zusammenarbeiten",
)
LONG = (
    "Verlässliche Weiterentwicklung der Kinder- und Jugendhilfelandschaft einschließlich neuer Angebote",
    "Ganztagsbetreuungsangebotsstrukturen und Fachkräftegewinnung/Fachkräftequalifizierung in den Stadträumen",
)
TEN = ("nie", "fast nie", "sehr selten", "selten", "eher selten", "eher oft", "oft", "sehr oft", "fast immer", "immer")
WORDY = tuple(f"trifft nach unserem Eindruck zu {tenth} Zehnteln zu" for tenth in range(1, 11))
SCALES = {
    "two": ("nein", "ja"),
    "five": FIVE,
    "six": ("gar nicht", "kaum", "eher nicht", "eher schon", "überwiegend", "vollständig"),
    "ten": TEN,
    "wordy": WORDY,
    "one long word": ("nicht", "teilweise", "Verwirklichungsgradbestimmungsverfahren"),
}


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("titles", [TITLES[:1], TITLES, LONG], ids=["one", "three", "long"])
def test_standards_never_collide_on_any_scale(titles: tuple[str, ...], scale: str, narrow: bool) -> None:
    book = catalogue(titles, SCALES[scale])
    for seed, code in enumerate(("de", "en")):
        assert collisions(standards_chart(random_report(book, seed), PAIR, language(code), narrow=narrow)) == []


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize(("count", "scale"), [(13, "five"), (13, "ten"), (30, "six")])
def test_many_standards_never_collide(count: int, scale: str, narrow: bool) -> None:
    book = catalogue([TITLES[index % len(TITLES)] for index in range(count)], SCALES[scale])
    for code in ("de", "en"):
        assert collisions(standards_chart(random_report(book, count), PAIR, language(code), narrow=narrow)) == []


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
@pytest.mark.parametrize("statement", ["Kritik ist auf Lösungen gerichtet.", LONG[0]], ids=["short", "long"])
@pytest.mark.parametrize("pair", [("public", "commercial"), ("commercial", "free")])
def test_items_never_collide(statement: str, pair: tuple[str, str], narrow: bool) -> None:
    book = catalogue([LONG[0]], statement=statement)
    for seed in range(3):
        assert collisions(items_chart(random_report(book, seed), 1, pair, language("de"), narrow=narrow)) == []


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_a_side_that_is_missing_leaves_words_that_do_not_collide(narrow: bool) -> None:
    book = catalogue(TITLES)
    for missing in PAIR:
        assert collisions(standards_chart(random_report(book, 1, missing), PAIR, language("de"), narrow=narrow)) == []


@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_long_names_of_sides_and_large_counts_do_not_collide(narrow: bool) -> None:
    sides = (
        Side("one", "Kommunaler Eigenbetrieb für Kindertageseinrichtungen und überörtliche Jugendhilfe", "alle"),
        Side("two", "Arbeitsgemeinschaft der anerkannten Träger der freien Jugendhilfe des Landkreises", "alle"),
        *SIDES,
    )
    found = random_report(catalogue(TITLES, sides=sides), 4)
    returns = {side.id: SideReturn(123_456, 234_567, published=False, reason="carriers") for side in sides}
    found = replace(found, returns=returns)
    assert collisions(standards_chart(found, ("one", "two"), language("de"), narrow=narrow)) == []


def test_the_check_sees_what_touches_and_what_is_cut_off() -> None:
    figure = standards_chart(random_report(catalogue(TITLES), 1), PAIR, language("de"))
    figure.text(0.02, 0.98, "Wie weit")
    figure.text(0.98, 0.5, "über den Rand")
    found = collisions(figure)
    assert any("cut off" in fault for fault in found)
    assert any("touch" in fault for fault in found)
