"""CSV files are read forgivingly and refused by row and column."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.errors import Faults, SurveyError
from survey.rounds import tables
from survey.rounds.tables import Table, read_bytes, read_table
from tests.factories import csv_file

ROWS = [{"name": "Kinderhaus Äpfel", "side": "free"}, {"name": "a,b;c", "side": "public"}]


def cells(content: bytes, *required: str) -> list[dict[str, str]]:
    return [record.cells for record in read_table(content, required).records]


def faults(content: bytes, *required: str) -> list[str]:
    with pytest.raises(Faults) as caught:
        read_table(content, required)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("delimiter", [";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_delimiter_and_encoding_are_found_out(delimiter: str, encoding: str) -> None:
    assert cells(csv_file(ROWS, delimiter, encoding), "name", "side") == ROWS


def test_every_line_end_is_read() -> None:
    for end in (b"\r\n", b"\n", b"\r"):
        assert cells(b"name;side" + end + b"Haus;free" + end + b"Hof;free") == [
            {"name": "Haus", "side": "free"},
            {"name": "Hof", "side": "free"},
        ]


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    table = read_table(b'a;b\n1;2\n\n;;\n"3\n3";4\n5;6\n', ())
    assert [record.number for record in table.records] == [2, 5, 6]
    assert table.records[1].cells == {"a": "3\n3", "b": "4"}
    assert table.records[2].fault("b", "is odd") == "row 6, column b: is odd"


def test_blanks_around_cells_do_not_matter() -> None:
    assert cells(b" a ; b\n 1 ;2 \n") == [{"a": "1", "b": "2"}]


def test_missing_cells_at_the_end_of_a_row_are_empty() -> None:
    assert cells(b"a;b;c\n1\n") == [{"a": "1", "b": "", "c": ""}]


def test_empty_columns_at_the_end_are_ignored() -> None:
    assert read_table(b"a;b;;\n1;2;;\n", ()) == read_table(b"a;b\n1;2\n", ())


def test_a_row_longer_than_the_header_is_named() -> None:
    assert read_table(b"a;b\n1;2\n1;2;3\n1;2;\n1;2;3;4\n", ()).faults == (
        "row 3: has 3 cells, the header 2",
        "row 5: has 4 cells, the header 2",
    )


def test_a_file_in_utf_16_is_named_as_such() -> None:
    assert faults("side;1a\npublic;1\n".encode("utf-16")) == ["the file is UTF-16; please save it as CSV in UTF-8"]


def test_missing_and_doubled_columns_are_named_at_once() -> None:
    assert faults(b"a;b;a;;\n", "side", "name", "b") == [
        "row 1: column a stands there twice",
        "row 1: the column side is missing",
        "row 1: the column name is missing",
    ]
    assert faults(b"a;;;b\n") == ["row 1: column (without a name) stands there twice"]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" ; ; \n"])
def test_an_empty_file_says_so(content: bytes) -> None:
    assert faults(content) == ["the file is empty"]


def test_a_quote_that_is_never_closed_names_its_row() -> None:
    assert faults(b'a;b\n1;2\n"3;4\n5;6\n') == ["row 3: is not a row of a CSV file (unexpected end of data)"]


def test_text_after_a_closing_quote_names_its_row() -> None:
    (fault,) = faults(b'a;b\n"1"x;2\n')
    assert fault.startswith("row 2: is not a row of a CSV file")


def test_a_cell_without_end_is_refused() -> None:
    (fault,) = faults(b"a;b\n" + b"x" * 200_000 + b";2\n")
    assert fault.startswith("row 2: is not a row of a CSV file (field larger than")


@given(st.binary(max_size=300))
def test_any_file_is_a_table_or_refused_in_words(content: bytes) -> None:
    read = read_or_refused(content)
    if isinstance(read, Table):
        assert all(set(record.cells) == set(read.columns) for record in read.records)
    else:
        assert str(read)


def read_or_refused(content: bytes) -> Table | Faults:
    try:
        return read_table(content, ())
    except Faults as refused:
        return refused


PLAIN = st.text(st.characters(exclude_categories=["Cc", "Cs", "Z"]), min_size=1, max_size=20)


@given(st.lists(st.fixed_dictionaries({"a": PLAIN, "b": PLAIN, "c": PLAIN}), min_size=1), st.sampled_from(";,"))
def test_what_a_spreadsheet_writes_is_read_back(rows: list[dict[str, str]], delimiter: str) -> None:
    assert cells(csv_file(rows, delimiter)) == rows


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a;b")
    assert read_bytes(tmp_path / "a.csv") == b"a;b"


def test_a_file_over_64_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(tables.LARGEST_FILE + 1)
    with pytest.raises(SurveyError, match=r"huge\.csv is larger than 64 MB"):
        read_bytes(path)


def test_a_file_that_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="cannot be read: No such file"):
        read_bytes(tmp_path / "none.csv")
    with pytest.raises(SurveyError, match="is not a file"):
        read_bytes(tmp_path)
