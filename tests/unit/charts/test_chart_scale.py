"""How the names of a scale's steps are set along an axis."""

from __future__ import annotations

from survey.charts.scale import scale_names


def evenly(steps: int, length: float, padding: float = 30) -> list[float]:
    return [padding + index * (length - 2 * padding) / (steps - 1) for index in range(steps)]


def test_names_with_room_stand_in_one_row_at_their_steps() -> None:
    names = scale_names(["nein", "teils", "ja"], evenly(3, 300), 300, 9)
    assert [tick.centre for tick in names.ticks] == [30, 150, 270]
    assert {tick.offset for tick in names.ticks} == {0}
    assert names.key is None


def test_names_of_several_words_are_wrapped_before_anything_else() -> None:
    names = scale_names(["trifft gar nicht zu", "trifft eher zu", "trifft ganz zu"], evenly(3, 200), 200, 9)
    assert {tick.offset for tick in names.ticks} == {0}
    assert max(len(tick.lines) for tick in names.ticks) > 1


def test_names_too_wide_for_one_row_are_staggered() -> None:
    names = scale_names(["gar nicht", "kaum", "teilweise", "überwiegend", "vollständig"], evenly(5, 204), 204, 9)
    offsets = [tick.offset for tick in names.ticks]
    assert offsets[::2] == [0, 0, 0]
    assert min(offsets[1::2]) > 9


def test_a_name_at_the_end_is_moved_in_so_far_that_it_stays_inside() -> None:
    names = scale_names(["überhaupt nicht", "vollständig"], evenly(2, 220), 220, 9)
    first, last = names.ticks
    assert first.centre - first.width / 2 >= 0
    assert last.centre + last.width / 2 <= 220
    assert first.centre > 30


def test_names_that_fit_nowhere_become_numbers_with_a_key() -> None:
    labels = [f"Verwirklichungsgrad {step}" for step in range(1, 11)]
    names = scale_names(labels, evenly(10, 204), 204, 9)
    assert [tick.lines for tick in names.ticks] == [(str(step),) for step in range(1, 11)]
    assert names.key is not None
    assert names.key.startswith("1\N{NO-BREAK SPACE}Verwirklichungsgrad 1 · 2")
