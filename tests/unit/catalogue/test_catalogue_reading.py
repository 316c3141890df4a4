"""A file that is no sound YAML is refused with its line, and never takes long or does anything."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from survey.catalogue import load_catalogue
from survey.errors import NotFoundError, SurveyError

Faults = Callable[[], list[str]]


def test_a_syntax_error_is_told_with_its_line(file: Path, faults: Faults) -> None:
    file.write_text("catalogue:\n  id: x\n  title: a: b\n", encoding="utf-8")
    assert faults() == ["stadt.yaml:3: not YAML: mapping values are not allowed here"]


def test_an_open_bracket_is_told_with_the_line_it_was_opened_in(file: Path, faults: Faults) -> None:
    file.write_text("a: 1\nb: [x,\n  y\nc: d\n", encoding="utf-8")
    assert faults() == [
        "stadt.yaml:4: not YAML: expected ',' or ']', but got ':' (while parsing a flow sequence that begins in line 2)"
    ]


@pytest.mark.parametrize("content", ["", "\n\n", "# nothing but this\n"])
def test_a_file_without_content_is_empty(file: Path, faults: Faults, content: str) -> None:
    file.write_text(content, encoding="utf-8")
    assert faults() == ["stadt.yaml:1: the file is empty"]


def test_a_document_without_content_is_empty(file: Path, faults: Faults) -> None:
    file.write_text("---\n...\n", encoding="utf-8")
    assert faults() == ["stadt.yaml:2: is empty"]


@pytest.mark.parametrize(("content", "kind"), [("- a\n- b\n", "is a list"), ("just words\n", "'just words' is a text")])
def test_the_top_must_be_a_map(file: Path, faults: Faults, content: str, kind: str) -> None:
    file.write_text(content, encoding="utf-8")
    assert faults() == [f"stadt.yaml:1: {kind}, not a map of keys and values"]


def test_a_second_document_is_refused(file: Path, faults: Faults) -> None:
    file.write_text("a: 1\n---\nb: 2\n", encoding="utf-8")
    assert faults() == ["stadt.yaml:2: a second document begins here; a catalogue is one document"]


def test_a_byte_that_is_not_utf_8_is_told_with_its_line(file: Path, faults: Faults) -> None:
    file.write_bytes("catalogue:\r\n  title: Träger\n".encode("latin-1"))
    assert faults() == ["stadt.yaml:2: not UTF-8: byte 0xe4; save the file as UTF-8"]


def test_utf_16_is_not_utf_8(write: Callable[..., Path], file: Path, faults: Faults) -> None:
    file.write_bytes(write().read_text(encoding="utf-8").encode("utf-16"))
    assert faults() == ["stadt.yaml:1: not UTF-8: byte 0xff; save the file as UTF-8"]


def test_a_byte_order_mark_is_accepted(write: Callable[..., Path], file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + write().read_bytes())
    assert load_catalogue(file).id == "klein"


def test_control_characters_are_told_with_each_line(file: Path, faults: Faults) -> None:
    file.write_bytes(b"a: \x00\nb: fine\nc: \x1b[31m\n")
    assert faults() == [
        "stadt.yaml:1: the control character U+0000 is not allowed",
        "stadt.yaml:3: the control character U+001B is not allowed",
    ]


def test_a_file_over_one_megabyte_is_refused(write: Callable[..., Path], file: Path, faults: Faults) -> None:
    sound = write().read_bytes()
    file.write_bytes(sound + b"#" * (1_000_000 - len(sound)))
    assert load_catalogue(file).id == "klein"
    file.write_bytes(sound + b"#" * (1_000_001 - len(sound)))
    assert faults() == ["stadt.yaml:1: the file is larger than 1 MB"]


@pytest.mark.parametrize(
    "content",
    ["[" * 10_000, "- " * 10_000, "\n".join(f"{' ' * i}a:" for i in range(200))],
    ids=["brackets", "dashes", "indents"],
)
def test_deep_nesting_is_refused(file: Path, faults: Faults, content: str) -> None:
    file.write_text(content, encoding="utf-8")
    (told,) = faults()
    assert told.endswith(": nested more than 20 levels deep")


def test_an_alias_bomb_is_refused(file: Path, faults: Faults) -> None:
    bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    bomb += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    file.write_text("\n".join(bomb), encoding="utf-8")
    assert faults() == ["stadt.yaml:1: holds more than 50000 values, aliases written out"]


def test_a_long_chain_of_aliases_is_refused(file: Path, faults: Faults) -> None:
    chain = ["- &a0 [x]", *(f"- &a{i} [*a{i - 1}]" for i in range(1, 200))]
    file.write_text("\n".join(chain), encoding="utf-8")
    assert "stadt.yaml:1: nested more than 20 levels deep" in faults()


def test_a_file_of_very_many_values_is_refused(file: Path, faults: Faults) -> None:
    file.write_text(f"[{'x,' * 50_000}]", encoding="utf-8")
    assert faults() == ["stadt.yaml:1: holds more than 50000 values, aliases written out"]


def test_an_alias_is_read_where_it_stands(write: Callable[..., Path]) -> None:
    path = write("text: Eins b.", "text: &t Eins b.", "text: Drei a.", "text: *t")
    assert [item.text for item in load_catalogue(path).items] == ["Eins a.", "Eins b.", "Eins b.", "Drei b."]


def test_an_anchor_may_be_used_again(write: Callable[..., Path]) -> None:
    assert load_catalogue(write("text: Eins b.", "text: &t Eins b.", "text: Drei a.", "text: &t Drei a.")).items


def test_an_object_tag_is_never_constructed(tmp_path: Path, file: Path, faults: Faults) -> None:
    made = tmp_path / "made"
    file.write_text(f'a: !!python/object/apply:pathlib.Path.mkdir ["{made}"]\n', encoding="utf-8")
    assert (
        "stadt.yaml:1: a: the tag 'tag:yaml.org,2002:python/object/apply:pathlib.Path.mkdir' is not allowed" in faults()
    )
    assert not made.exists()


@pytest.mark.parametrize(
    "content", ['a: "\\U00110000"', "%YAML 9.9\n---\na: b", "a: *unknown", "!a!b c", "%", "\ta: b"]
)
def test_what_the_yaml_reader_stumbles_over_is_not_yaml(file: Path, faults: Faults, content: str) -> None:
    file.write_text(content, encoding="utf-8")
    (told,) = faults()
    assert told.startswith("stadt.yaml:1: not YAML: ")


def test_yaml_1_1_reads_yes_and_no_as_truth_values(write: Callable[..., Path], file: Path, faults: Faults) -> None:
    sound = write("[wenig, mittel, viel]", "[no, mittel, yes]")
    assert load_catalogue(sound).fulfilment.labels == ("no", "mittel", "yes")
    file.write_text(f"%YAML 1.1\n---\n{sound.read_text(encoding='utf-8')}", encoding="utf-8")
    assert faults() == [
        "stadt.yaml:23: scale fulfilment, label 1: no is a truth value, not a text; put it in quotes",
        "stadt.yaml:23: scale fulfilment, label 3: yes is a truth value, not a text; put it in quotes",
    ]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"There is no file .*nowhere\.yaml\."):
        load_catalogue(tmp_path / "nowhere.yaml")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="is a folder"):
        load_catalogue(tmp_path)


@pytest.mark.parametrize("name", ["a\0b.yaml", f"{'x' * 300}.yaml"])
def test_a_name_that_no_file_can_have_is_a_refused_request(tmp_path: Path, name: str) -> None:
    with pytest.raises(SurveyError, match="cannot be read"):
        load_catalogue(tmp_path / name)


def test_the_translation_is_read_as_carefully(write: Callable[..., Path], file: Path, faults: Faults) -> None:
    write("about: free", "about: frei")
    file.with_name("stadt.en.yaml").write_text("items: [x\n", encoding="utf-8")
    first, second = faults()
    assert first.startswith("stadt.yaml:29: ")
    assert second.startswith("stadt.en.yaml:2: not YAML: ")


def test_reading_a_catalogue_needs_neither_pandas_nor_babel_nor_flask() -> None:
    heavy = "{'pandas', 'numpy', 'babel', 'flask', 'sqlite3', 'matplotlib'}"
    code = f"import sys, survey.catalogue; print(sorted({heavy} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
