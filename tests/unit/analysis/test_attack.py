from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from survey import documents
from survey.analysis.attack import Figure, Group, Population, collect, excess, figures_of, leaks
from survey.analysis.attack.algebra import Span, small_support
from survey.analysis.safereport import Block, Change, PastRound, Point, SafeReport, SideReturn
from survey.analysis.trend import with_trend
from survey.model import GroupTally, Side, Tally
from tests.unit.analysis.sheets import CLOSES, catalogue, group, rated, report, tally

OFFICE = Side("a", "Office", "who", one_organisation=True)
FREE = Side("b", "Free", "who")
KNOWN = catalogue([2], sides=(OFFICE, FREE))


def span(*equations: Mapping[str, int]) -> Span[str]:
    return Span({name: Fraction(factor) for name, factor in equation.items()} for equation in equations)


def cell(name: str, n: int, sizes: Sequence[int] | None = None, first: int = 1, answer: str = "44") -> GroupTally:
    """Return a cell of the free side with n alike sheets, its carriers numbered from `first`."""
    counted = group(KNOWN, "b", rated(KNOWN, *[answer] * n), sizes, cell=name)
    return replace(counted, carriers=tuple((first + place, n) for place, (_, n) in enumerate(counted.carriers)))


def mean(row: str, *cells: str, of: str = "2026") -> Figure:
    return Figure("mean", Group(of, "b", row, frozenset(cells) or None))


def count(row: str, *cells: str) -> Figure:
    return Figure("count", Group("2026", "b", row, frozenset(cells) or None))


def found(figures: Sequence[Figure], *cells: GroupTally, k: int = 5) -> list[tuple[str, tuple[str, ...], str, int]]:
    """Return kind, rows, cells and size of every leak."""
    made = leaks(figures, [Population("2026", k, KNOWN, Tally(cells, {}))])
    return [(leak.kind, leak.rows, " ".join(leak.cells), leak.size) for leak in made]


def test_equations_span_what_can_be_had_by_adding_and_subtracting() -> None:
    pairs = span({"a": 1, "b": 1}, {"b": 1, "c": 1})
    assert pairs.rank == 2
    assert pairs.within({"a", "c"}) == [{"a": 1, "c": -1}]
    assert pairs.within({"a"}) == []
    pairs.add({"a": Fraction(2), "c": Fraction(2)})
    assert pairs.within({"a"}) == [{"a": 1}]
    assert pairs.within({"b"}) == [{"b": 1}]


def test_an_equation_that_follows_from_the_others_adds_nothing() -> None:
    pairs = span({"a": 1, "b": 1}, {"b": 3}, {"a": 2, "b": 5}, {})
    assert pairs.rank == 2


def test_a_small_set_is_found_among_vectors_that_rest_on_more() -> None:
    alike = span({"a": 1, "b": 1, "c": 1, "d": 1}, {"a": 1, "b": 1, "c": 1, "e": 1})
    places = {name: [name] for name in "abcde"}
    assert small_support(alike, places, lambda chosen: len(chosen) < 3) == frozenset("de")
    assert small_support(alike, places, lambda chosen: len(chosen) < 2) is None


def test_what_is_known_beforehand_is_not_rested_on() -> None:
    whole = span({"a": 1, "b": 1, "c": 1})
    places = {name: [name] for name in "ab"}
    assert small_support(whole, places, lambda chosen: len(chosen) < 3) is None
    assert small_support(whole, places, lambda chosen: len(chosen) < 3, known=["c"]) == frozenset("ab")
    assert small_support(span({"c": 1}), places, lambda chosen: len(chosen) < 3, known=["c"]) is None


def test_safe_blocks_and_the_whole_give_nothing_away() -> None:
    parts = [cell("x", 10), cell("y", 10, first=20)]
    assert found([mean("1a"), mean("1a", "x"), mean("1a", "y"), mean("1"), mean("1", "x")], *parts) == []


def test_what_is_left_of_the_whole_without_the_shown_cells_is_derived() -> None:
    parts = [cell("x", 10), cell("y", 10, first=20), cell("z", 4, first=40)]
    assert found([mean("1a"), mean("1a", "x"), mean("1a", "y")], *parts) == [("few", ("1a",), "z", 4)]


def test_groups_that_overlap_give_away_their_parts() -> None:
    parts = [cell("x", 4), cell("y", 4, first=20), cell("z", 4, first=40)]
    around = [mean("1a", "x", "y"), mean("1a", "y", "z"), mean("1a", "x", "z")]
    ((kind, _rows, _cells, size),) = found(around[:2], *parts)
    assert (kind, size) == ("coarse", 8)
    assert [leak[:2] for leak in found(around, *parts)] == [("few", ("1a",))]


def test_an_item_that_few_rated_in_a_cell_is_derived_where_it_is_hidden_there_only() -> None:
    seldom = cell("z", 12, first=40, answer="-4")
    rarely = replace(seldom, steps={**seldom.steps, "1a": (0, 0, 0, 3, 0, 0)})
    parts = [cell("x", 10), cell("y", 10, first=20), rarely]
    both = [mean("1b"), mean("1b", "x"), mean("1b", "y"), mean("1b", "z")]
    assert found([mean("1a"), *both], *parts) == []
    assert found([mean("1a"), mean("1a", "x"), mean("1a", "y"), *both], *parts) == [("few", ("1a",), "z", 3)]


def test_a_standard_gives_away_the_one_item_that_is_not_shown() -> None:
    few = replace(cell("x", 12), steps={"1a": (0, 0, 0, 3, 0, 0), "1b": (0, 0, 0, 12, 0, 0)})
    assert found([mean("1b")], few) == []
    assert found([mean("1b"), mean("1")], few) == [("few", ("1a",), "x", 3)]


def test_the_standard_of_a_small_group_is_a_leak_though_no_item_can_be_told_from_another() -> None:
    assert found([mean("1", "x")], cell("x", 4), cell("y", 10, first=20)) == [("few", ("1a", "1b"), "x", 4)]


def test_the_exact_mean_of_fewer_than_ten_is_finer_than_may_be_shown() -> None:
    parts = [cell("x", 7), cell("y", 10, first=20)]
    assert found([mean("1a"), mean("1a", "y")], *parts) == [("coarse", ("1a",), "x", 7)]


def test_a_group_of_two_carriers_is_a_leak_however_many_answered() -> None:
    parts = [cell("x", 12, [6, 6]), cell("y", 10, first=20)]
    assert found([mean("1a"), mean("1a", "y")], *parts) == [("carriers", ("1a",), "x", 2)]


def test_an_insider_subtracts_its_own_answers() -> None:
    heavy = cell("x", 12, [10, 1, 1])
    assert found([mean("1a", "x")], heavy, cell("y", 10, first=20)) == [("insider", ("1a",), "x", 2)]
    assert found([mean("1a", "x")], cell("x", 12, [9, 1, 1, 1]), cell("y", 10, first=20)) == []


def test_an_insider_may_have_given_any_of_the_ratings_that_are_missing() -> None:
    spread = cell("x", 14, [8, 2, 2, 2])
    seldom = replace(spread, steps={**spread.steps, "1a": (0, 0, 0, 10, 0, 0)})
    assert found([mean("1a")], seldom) == [("insider", ("1a",), "x", 2)]
    assert found([mean("1b")], seldom) == []


def test_an_insider_alone_in_a_cell_knows_it_though_nobody_else_could_tell_it_apart() -> None:
    parts = [cell("x", 10, [10], first=5), cell("y", 2), cell("z", 20, first=20)]
    assert found([mean("1a", "x", "y"), mean("1a", "y", "z")], *parts) == [("insider", ("1a",), "y", 2)]
    mixed = [cell("x", 9, [9], first=5), cell("y", 10, [5, 5], first=7)]
    assert found([mean("1a", "x", "y")], *mixed) == []


def test_no_part_of_one_organisation_has_anything_to_hide_from_another() -> None:
    own = group(KNOWN, "a", rated(KNOWN, *["44"] * 12), [11, 1])
    figures = [Figure("mean", Group("2026", "a", "1a"))]
    assert leaks(figures, [Population("2026", 5, KNOWN, tally(own))]) == []


def test_the_number_of_ratings_in_a_small_group_is_derived_from_those_of_the_others() -> None:
    parts = [cell("x", 10), cell("y", 4, first=20)]
    assert found([count("1a"), count("1a", "x")], *parts) == [("count", ("1a",), "y", 4)]
    assert found([count("1a"), count("1b", "x")], *parts) == []
    assert found([count(""), count("", "x")], *parts) == [("count", ("",), "y", 4)]
    assert found([count("1"), count("1", "x")], *parts) == [("count", ("1",), "y", 4)]


def test_a_gap_gives_away_the_side_that_is_not_shown() -> None:
    office = group(KNOWN, "a", rated(KNOWN, *["44"] * 12), [12])
    known = [Population("2026", 5, KNOWN, tally(office, cell("x", 4)))]
    shown, gap = Group("2026", "a", "1a"), Figure("mean", Group("2026", "a", "1a"), Group("2026", "b", "1a"))
    assert leaks([gap], known) == []
    assert [leak.side for leak in leaks([gap, Figure("mean", shown)], known)] == ["b"]


def test_a_change_gives_away_the_year_that_is_not_shown() -> None:
    years = [Population(year, 5, KNOWN, tally(cell("x", n))) for year, n in (("2025", 4), ("2026", 12))]
    change = Figure("mean", Group("2026", "b", "1a"), Group("2025", "b", "1a"))
    assert leaks([change], years) == []
    assert [leak.round for leak in leaks([change, mean("1a")], years)] == ["2025"]


def test_figures_of_rounds_that_nothing_is_known_of_are_left_out() -> None:
    assert found([mean("1a", of="1999"), mean("1a")], cell("x", 12)) == []


def safe(n: int = 12, seldom: str = "54") -> SafeReport:
    sheets = rated(KNOWN, *["44"] * (n - 3), *[seldom] * 3)
    office = group(KNOWN, "a", rated(KNOWN, *["34"] * 12), [12])
    return report(KNOWN, tally(office, group(KNOWN, "b", sheets), a=12, b=n))


def groups(figures: set[Figure], kind: str = "mean") -> set[str]:
    return {
        f"{figure.group.side}{'-' + figure.minus.side if figure.minus else ''} {figure.group.row}"
        for figure in figures
        if figure.kind == kind
    }


def test_means_and_gaps_of_a_full_report_are_equations() -> None:
    assert groups(figures_of(safe())) == {
        f"{sides} {row}" for sides in ("a", "b", "a-b") for row in ("1", "1a", "1b")
    }  # fmt: skip
    assert groups(figures_of(safe()), "count") == {f"{side} {row}" for side in "ab" for row in ("", "1", "1a", "1b")}


def test_means_in_half_points_are_none_nor_are_their_gaps() -> None:
    assert groups(figures_of(safe(8))) == {"a 1", "a 1a", "a 1b"}


def test_a_mean_that_is_called_coarse_but_is_exact_is_one() -> None:
    half = safe(8)
    rows = [replace(row, sides={**row.sides, "b": replace(row.sides["b"], mean=4.375)}) for row in half.rows]
    assert {"b 1a", "b 1", "b 1b"} <= groups(figures_of(replace(half, rows=tuple(rows))))


def test_a_gap_that_is_not_the_difference_of_the_means_as_shown_is_one() -> None:
    half = safe(8)
    rows = [replace(row, pairs={"a-b": replace(row.pairs["a-b"], gap=-1.375)}) for row in half.rows]
    assert "a-b 1a" in groups(figures_of(replace(half, rows=tuple(rows))))


def test_the_middle_of_an_interval_is_a_gap() -> None:
    half = safe(8)
    shown = [replace(row.pairs["a-b"], gap=None, ci_low=-2.0, ci_high=-0.75) for row in half.rows]
    rows = [replace(row, pairs={"a-b": pair}) for row, pair in zip(half.rows, shown, strict=True)]
    assert "a-b 1a" in groups(figures_of(replace(half, rows=tuple(rows))))


def test_blocks_and_earlier_rounds_are_read() -> None:
    block = Block("b", ("x",), 11, {"1a": Point("full", 11, 4.2), "1b": Point("coarse", 8, 4.5)})
    past = PastRound("2025", CLOSES, {"1a": {"b": Point("full", 12, 4.0)}, "1b": {"b": Point("coarse", 9, 4.0)}}, ())
    changes = {"1a": {"b": Change(0.25)}, "1b": {"b": Change(0.0)}}
    made = figures_of(replace(safe(), blocks=(block,), past=(past,), changes=changes))
    assert {mean("1a", "x"), count("1b", "x"), count("", "x"), mean("1a", of="2025")} <= made
    assert mean("1b", "x") not in made
    assert mean("1b", of="2025") not in made
    assert Figure("mean", Group("2026", "b", "1a"), Group("2025", "b", "1a")) in made
    assert Figure("mean", Group("2026", "b", "1b"), Group("2025", "b", "1b")) not in made


def test_changes_of_two_published_rounds_are_differences_of_what_they_showed() -> None:
    before = replace(safe(), round="2025")
    assert {figure.minus.round for figure in figures_of(with_trend(safe(), [before])) if figure.minus} == {
        "2025",
        "2026",
    }
    assert groups(figures_of(with_trend(safe(8), [before]))) == {
        *(f"{side} {row}" for side in "ab" for row in ("1", "1a", "1b")),
        *(f"a-a {row}" for row in ("1", "1a", "1b")),
    }


def test_a_change_to_a_mean_that_was_not_shown_is_an_equation() -> None:
    past = PastRound("2025", CLOSES, {"1a": {"b": Point("hidden", 4)}}, ())
    made = figures_of(replace(safe(), past=(past,), changes={"1a": {"b": Change(0.25)}}))
    assert Figure("mean", Group("2026", "b", "1a"), Group("2025", "b", "1a")) in made


def test_a_report_that_its_counts_allow_shows_nothing_beyond() -> None:
    assert excess(safe(), safe()) == []
    assert excess(safe(8), safe()) != []
    bare = replace(safe(), distributions={}, blocks=())
    assert excess(bare, safe()) == []


def test_what_a_report_shows_beyond_the_rules_is_named() -> None:
    point, finer = Point("coarse", 11, 4.0), Point("full", 11, 4.1)
    own, other = Block("b", ("x",), 11, {"1a": point}), Block("b", ("y",), 11, {})
    allowed = replace(safe(), blocks=(own,), distributions={}, rows=safe().rows[:2])
    row = replace(safe().rows[1], pairs={"a-b": replace(safe().rows[1].pairs["a-b"], verdict="strength")})
    shown = replace(
        allowed,
        blocks=(replace(own, submitted=12, points={"1a": finer, "1b": point}), other),
        distributions={"b": {"1a": (0, 0, 0, 9, 3, 0)}},
        rows=(allowed.rows[0], row),
        returns={**safe().returns, "c": SideReturn(4, None, published=False)},
    )
    assert excess(shown, allowed) == [
        "c: number of responses",
        "b, 1a: distribution",
        "a-b, 1a: verdict",
        "b, x: number of responses",
        "b, x, 1a: detail",
        "b, x, 1a: mean",
        "b, x, 1b: detail",
        "b, x, 1b: n",
        "b, x, 1b: mean",
        "b, y: not a block",
    ]
    assert "b, 1b: mean" in excess(safe(), allowed)
    assert "a-b, 1b: gap" in excess(safe(), allowed)


HEADER = "level,id,side_a,side_b,n_a,n_b,mean_a,mean_b,median_a,median_b,sd_a,sd_b,gap,agreement_a,agreement_b\n"


def files(**others: str) -> dict[str, bytes]:
    """Return these files beside the JSON of a report that shows no figure."""
    empty = report(KNOWN, tally())
    document = json.dumps({"schema": 1, "report": json.loads(documents.dump(empty))})
    return {"report.json": document.encode()} | {name.replace("_", "."): text.encode() for name, text in others.items()}


def test_the_figures_of_a_json_file_are_those_of_its_report() -> None:
    document = json.dumps({"schema": 1, "report": json.loads(documents.dump(safe()))})
    assert collect({"report.json": document.encode()}) == figures_of(safe())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("item,1a,a,b,12,12,3.0000,4.2500,3,4,1,1,-1.2500,1,1", {"a 1a", "b 1a", "a-b 1a"}),
        ("item,1a,a,b,12,8,3.0000,4.5000,3,,1,,-1.5000,1,", {"a 1a"}),
        ("item,1a,a,b,12,8,3.0000,4.5000,3,,1,,-1.2500,1,", {"a 1a", "a-b 1a"}),
        ("item,1a,a,b,12,8,3.0000,4.3750,3,,1,,-1.3750,1,", {"a 1a", "b 1a", "a-b 1a"}),
        ("item,1a,a,b,12,8,3.0000,,3,,1,,-1.5000,1,", {"a 1a", "a-b 1a"}),
        ("item,1a,a,b,12,,3.0000,,3,,1,,,1,", {"a 1a"}),
    ],
)
def test_the_figures_of_a_plain_table_are_read(line: str, expected: set[str]) -> None:
    assert groups(collect(files(gaps_csv=f"{HEADER}{line}\n"))) == expected


def test_numbers_of_ratings_are_read_from_tables() -> None:
    read = collect(files(gaps_csv=f"{HEADER}item,1a,a,b,12,,3.0000,,3,,1,,,1,\n"))
    assert groups(read, "count") == {"a 1a"}


def test_a_distribution_tells_the_sum_of_its_ratings() -> None:
    assert groups(collect(files(distribution_csv="item,side,step,n\n1a,b,1,3\n1a,b,x,0\n"))) == {"b 1a"}


def test_the_tables_of_a_page_are_read() -> None:
    page = """<p>3,7</p><table><tr><th>Statement</th><th>Office</th><th>n</th><th>Free</th></tr>
    <tr><th><span>1a</span> Text 2,5</th><td>3,2</td><td>12</td><td>≈ 4,5</td></tr>
    <tr><th>1b Text</th><td>•</td><td>12</td><td>3,0</td></tr>
    <tr><th>Other</th><td>3,3</td></tr><tr><th>1</th></tr><tr></tr></table><table></table>"""
    assert groups(collect(files(report_html=page))) == {"a 1a", "b 1b"}
