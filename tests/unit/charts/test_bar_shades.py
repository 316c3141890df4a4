"""How the steps of a scale are filled, so that they can be told apart and read in grey."""

from __future__ import annotations

from itertools import pairwise

import pytest

from survey.charts.bars import Shade, hatch, luminance, shades

ALL_STEPS = pytest.mark.parametrize("steps", range(2, 11))


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@ALL_STEPS
def test_both_halves_grow_darker_towards_their_end(steps: int) -> None:
    light = [luminance(shade.colour) for shade in shades(steps)]
    half = steps // 2
    assert all(before < after for before, after in pairwise(light[:half]))
    assert all(before > after for before, after in pairwise(light[-half:]))
    if steps % 2:
        assert max(light) == light[half]


@ALL_STEPS
def test_the_lower_half_alone_is_hatched(steps: int) -> None:
    assert [shade.hatched for shade in shades(steps)] == [step < steps // 2 for step in range(steps)]


@ALL_STEPS
def test_numbers_can_be_read_on_every_shade(steps: int) -> None:
    assert all(contrast(shade.colour, shade.ink) >= 4.5 for shade in shades(steps))


@ALL_STEPS
def test_every_step_has_a_shade_of_its_own_that_differs_from_paper(steps: int) -> None:
    found: tuple[Shade, ...] = shades(steps)
    assert len({shade.colour for shade in found}) == steps
    assert all(contrast(shade.colour, "#ffffff") >= 1.2 for shade in found)


@pytest.mark.parametrize("size", [(40.0, 15.0), (3.0, 15.0), (17.0, 9.0)])
def test_a_hatch_stays_inside_its_rectangle(size: tuple[float, float]) -> None:
    lines = list(hatch((10, 20), size))
    assert lines
    for (x, y), (end_x, end_y) in lines:
        assert 10 <= x <= end_x <= 10 + size[0]
        assert 20 <= end_y <= y <= 20 + size[1]
        assert end_x - x == pytest.approx(y - end_y)
