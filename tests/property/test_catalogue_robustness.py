"""Whatever a catalogue file holds, it loads or is refused in sentences; nothing else ever comes out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from survey.catalogue import load_catalogue
from survey.documents import dump
from survey.errors import Faults, SurveyError

CATALOGUES = Path(__file__).parents[1] / "catalogues"
SOUND: dict[str, Any] = YAML(typ="safe", pure=True).load(CATALOGUES / "sixstep.yaml")
SOUND["areas"] = [{"type": "Typ A", "areas": ["Nord", "Ost"]}, {"type": "Typ B", "areas": ["West"]}]
SOUND["strong_from"] = 4.5
TRANSLATION: dict[str, Any] = YAML(typ="safe", pure=True).load(CATALOGUES / "sixstep.en.yaml")

FOREIGN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(["both", "stadt", "S1.1", "side", "1", "Nord", "Nord › West"]),
    st.lists(st.one_of(st.text("ab ", max_size=3), st.integers(0, 3)), max_size=12),
    st.dictionaries(st.sampled_from(["id", "label", "text", "x"]), st.text("ab ", max_size=3), max_size=3),
)
KEYS = st.one_of(st.sampled_from(["id", "hint", "about", "sides", "both", "zzz"]), st.text("aZ1_ é", max_size=4))
SETTINGS = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def containers(value: object) -> Iterator[Any]:
    """Yield every list and map in a value."""
    if isinstance(value, dict | list):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from containers(inner)


@st.composite
def spoiled(draw: st.DrawFn, sound: dict[str, Any]) -> str:
    """Return a catalogue, as YAML, in which a few places were dropped, replaced, doubled or filled."""
    content = deepcopy(sound)
    for _ in range(draw(st.integers(1, 3))):
        where = draw(st.sampled_from(list(containers(content))))
        places = list(where) if isinstance(where, dict) else list(range(len(where)))
        change = draw(st.sampled_from(["drop", "replace", "add"] if places else ["add"]))
        if change == "add" and isinstance(where, dict):
            where[draw(KEYS)] = draw(FOREIGN)
        elif change == "add":
            where.append(deepcopy(draw(st.sampled_from(where))) if where and draw(st.booleans()) else draw(FOREIGN))
        elif change == "drop":
            del where[draw(st.sampled_from(places))]
        else:
            where[draw(st.sampled_from(places))] = draw(FOREIGN)
    return json.dumps(content, ensure_ascii=draw(st.booleans()), indent=1)


def refusal(path: Path) -> SurveyError | None:
    """Return why a catalogue does not load, or None after looking at one that does."""
    try:
        catalogue = load_catalogue(path)
    except SurveyError as error:
        return error
    assert len(catalogue.sides) >= 2
    assert catalogue.items
    dump(catalogue).encode()
    return None


def assert_loads_or_is_told(path: Path) -> None:
    error = refusal(path)
    if error is not None:
        assert isinstance(error, Faults)
        assert error.faults
        assert len(set(error.faults)) == len(error.faults)
        for fault in error.faults:
            assert re.fullmatch(rf"{re.escape(str(path.parent))}/\w+(\.en)?\.yaml:\d+: .+", str(fault)), fault


@SETTINGS
@given(content=spoiled(SOUND))
def test_a_spoiled_catalogue_loads_or_every_fault_has_file_and_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "stadt.yaml"
    path.write_text(content, encoding="utf-8")
    assert_loads_or_is_told(path)


@SETTINGS
@given(content=spoiled(TRANSLATION))
def test_a_spoiled_translation_loads_or_every_fault_has_file_and_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "stadt.yaml"
    path.write_text(json.dumps(SOUND), encoding="utf-8")
    path.with_name("stadt.en.yaml").write_text(content, encoding="utf-8")
    assert_loads_or_is_told(path)


@SETTINGS
@given(
    content=st.one_of(
        st.binary(max_size=300), st.text("ab1&*!%{}[]:,-?|>#@`'\"\\ \n\t~=<.", max_size=80).map(str.encode)
    )
)
def test_any_bytes_at_all_are_refused_in_sentences(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "stadt.yaml"
    path.write_bytes(content)
    assert_loads_or_is_told(path)
    assert refusal(path) is not None, "so few bytes make no catalogue"


@SETTINGS
@given(at=st.integers(0, 10_000), length=st.integers(0, 30), put=st.binary(max_size=4))
def test_a_catalogue_damaged_anywhere_loads_or_is_refused(tmp_path: Path, at: int, length: int, put: bytes) -> None:
    sound = (CATALOGUES / "sixstep.yaml").read_bytes()
    at %= len(sound)
    path = tmp_path / "stadt.yaml"
    path.write_bytes(sound[:at] + put + sound[at + length :])
    assert_loads_or_is_told(path)
