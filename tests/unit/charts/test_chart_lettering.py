"""Where the lines of a chart's texts break."""

from __future__ import annotations

import pytest

from survey.charts.lettering import block_height, legible, widest_word, width, wrapped


def test_lines_break_at_spaces_and_are_no_wider_than_there_is_room() -> None:
    text = "Selbständig und abgestimmt zusammenarbeiten"
    lines = wrapped(text, 100, 10)
    assert lines == ("Selbständig und", "abgestimmt", "zusammenarbeiten")
    assert all(width(line, 10) <= 100 for line in lines)


def test_bold_letters_need_more_room() -> None:
    assert width("Bedarf", 10, bold=True) > width("Bedarf", 10)


def test_lines_may_break_after_a_hyphen_or_slash_that_stays() -> None:
    assert wrapped("und/oder", 30, 10) == ("und/", "oder")
    assert wrapped("Kinder-Jugendhilfe", 60, 10) == ("Kinder-", "Jugendhilfe")


@pytest.mark.parametrize("room", [30, 45, 80])
def test_a_word_too_wide_is_cut_with_hyphens_and_never_leaves_one_letter(room: float) -> None:
    word = "Ganztagsbetreuungsangeboten"
    lines = wrapped(word, room, 10)
    assert "".join(line.removesuffix("-") for line in lines) == word
    assert all(line.endswith("-") for line in lines[:-1])
    assert all(width(line, 10) <= room for line in lines)
    assert len(lines[-1]) >= 3


def test_room_for_nothing_still_ends() -> None:
    assert "".join(line.removesuffix("-") for line in wrapped("Verantwortung", 1, 10)) == "Verantwortung"


def test_soft_hyphens_and_line_ends_of_a_catalogue_are_not_printed() -> None:
    assert legible("Ver\u00adant\nwortung \t tragen ") == "Verant wortung tragen"


def test_a_space_that_must_not_break_does_not() -> None:
    assert wrapped("10\u00a0vollständig", 1000, 10) == ("10\u00a0vollständig",)
    assert widest_word("10\u00a0vollständig ja", 10) == width("10\u00a0vollständig", 10)


def test_no_text_is_no_line_and_has_no_height() -> None:
    assert wrapped("  ", 100, 10) == ()
    assert block_height(0, 10) == 0
    assert block_height(2, 10) == pytest.approx(23)
