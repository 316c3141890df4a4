"""Labels beside points never touch one another, however the points lie."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest

from survey.charts.placement import Box, Label, Place, crosses, labels

AREA = Box(0, 0, 226, 206)
RADIUS = 4.0
ONE_DIGIT, TWO_DIGITS = (6.0, 9.0), (12.0, 9.0)


def sizes(count: int) -> list[Place]:
    return [ONE_DIGIT if number < 10 else TWO_DIGITS for number in range(1, count + 1)]


def configurations(seed: int) -> list[Place]:
    """Return 1 to 30 points: scattered, in clusters, on a grid, on a line, or all in one place."""
    random = Random(seed)
    count = random.choice([1, 2, 5, 13, 20, 30])
    spread = random.choice([0.0, 0.5, 5, 30, 200])
    grid = random.choice([0, 0, 25])
    centres = [(random.uniform(5, 221), random.uniform(5, 201)) for _ in range(random.choice([1, 1, 3]))]
    found = []
    for _ in range(count):
        x, y = random.choice(centres)
        x, y = x + random.uniform(-spread, spread), y + random.uniform(-spread, spread)
        if grid:
            x, y = grid * round(x / grid), grid * round(y / grid)
        found.append((min(max(x, 4), 222), min(max(y, 4), 202)))
    return found


def overlapping(placed: tuple[Label, ...]) -> list[tuple[Label, Label]]:
    return [(one, other) for one, other in combinations(placed, 2) if one.box.touches(other.box)]


@pytest.mark.parametrize("first", range(0, 150, 50))
def test_no_two_labels_touch_in_any_configuration(first: int) -> None:
    for seed in range(first, first + 50):
        points = configurations(seed)
        placed = labels(points, sizes(len(points)), AREA, RADIUS, [((113, 0), (113, 206))])
        assert overlapping(placed) == [], seed
        assert all(AREA.holds(label.box) for label in placed), seed


def test_thirty_points_in_one_place_and_in_a_corner_have_labels_apart() -> None:
    for at in ((113.0, 103.0), (4.0, 4.0)):
        placed = labels([at] * 30, [TWO_DIGITS] * 30, AREA, RADIUS)
        assert overlapping(placed) == []


def test_a_lonely_point_has_its_label_close_at_its_right_without_a_leader() -> None:
    (label,) = labels([(100, 100)], [ONE_DIGIT], AREA, RADIUS)
    assert label.leader is None
    assert label.box.left == pytest.approx(106)
    assert label.box.top == pytest.approx(95.5)


def test_a_label_avoids_other_marks_and_lines_where_there_is_room() -> None:
    points = [(100.0, 100.0), (109.0, 100.0)]
    line = ((80.0, 0.0), (80.0, 206.0))
    for label in labels(points, [ONE_DIGIT] * 2, AREA, RADIUS, [line]):
        marks = [Box(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in points]
        assert not any(label.box.touches(mark) for mark in marks)
        assert not crosses(line, label.box)


def test_a_label_that_must_go_far_has_a_leader_to_its_point() -> None:
    placed = labels([(100, 100)] * 20, [TWO_DIGITS] * 20, AREA, RADIUS)
    leaders = [label.leader for label in placed if label.leader is not None]
    assert leaders
    assert all(abs(x - 100) <= RADIUS and abs(y - 100) <= RADIUS for (x, y), _ in leaders)


def test_the_same_points_get_the_same_places() -> None:
    points = configurations(11)
    assert labels(points, sizes(len(points)), AREA, RADIUS) == labels(points, sizes(len(points)), AREA, RADIUS)


def test_without_room_for_all_it_refuses_rather_than_overlaps() -> None:
    with pytest.raises(ValueError, match="no room"):
        labels([(10, 10)] * 9, [TWO_DIGITS] * 9, Box(0, 0, 30, 20), RADIUS)


def test_no_points_need_no_labels() -> None:
    assert labels([], [], AREA, RADIUS) == ()


@pytest.mark.parametrize(
    ("segment", "enters"),
    [
        (((0, 5), (20, 5)), True),
        (((0, 0), (20, 20)), True),
        (((0, 20), (3, 30)), False),
        (((5, 0), (5, 2)), False),
        (((20, 0), (20, 20)), False),
    ],
)
def test_a_line_enters_a_box_or_passes_it(segment: tuple[Place, Place], enters: bool) -> None:
    assert crosses(segment, Box(4, 4, 12, 12)) is enters
