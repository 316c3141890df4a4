"""Each thing that can be wrong in a catalogue is told with file, line and entry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from survey.catalogue import load_catalogue
from survey.errors import Faults

FaultsOf = Callable[..., list[str]]

ITEM_RULE = "(a letter or digit, then letters, digits, '_', '.' or '-', 20 at most)"
SIDE_RULE = "(a lower-case letter, then lower-case letters, digits or '_', 30 at most)"
HUGE = f"1{'0' * 40}"

ONE_FAULT = {
    # what has to be one of the sides
    "an item about no side": (
        ("1b, about: free", "1b, about: publik"),
        "29: standard 1, item 1b: about: 'publik' is not one of public, free, commercial, both",
    ),
    "a comparison with no side": (
        ("compare: [public, free]", "compare: [public, frei]"),
        "11: compare: 'frei' is not one of public, free, commercial",
    ),
    "a comparison of a side with itself": (
        ("compare: [public, free]", "compare: [free, free]"),
        "11: compare: 'free' is a side named twice (first in line 11)",
    ),
    "a comparison of three": (
        ("compare: [public, free]", "compare: [public, free, commercial]"),
        "11: compare: names 3 sides; two are compared",
    ),
    "no comparison at all": (
        ("compare: [public, free]", "compare: []"),
        "11: compare: names 0 sides; two are compared",
    ),
    # ids
    "two items of one id": (("id: 3a", "id: 1a"), "34: standard 3, item 1a: id: '1a' is here twice (first in line 28)"),
    "two ids that differ in case only": (
        ("id: 3a", "id: 1A"),
        "34: standard 3, item 1A: id: '1A' is here twice (first in line 28 as '1a', which differs in case only)",
    ),
    "two standards of one number": (
        ("number: 3", "number: 1"),
        "30: standard 1: number: '1' is a number named twice (first in line 24)",
    ),
    "an item named as a standard": (
        ("id: 3a", 'id: "3"'),
        "34: standard 3, item 3: id: '3' is the number of a standard",
    ),
    "a blank in an item's id": (
        ("id: 3a", "id: 3 a"),
        "34: standard 3, item 3 a: id: '3 a' is not an id of an item " + ITEM_RULE,
    ),
    "a line break after an item's id": (
        ("id: 3a", 'id: "3a\\n"'),
        "34: standard 3, item 3a: id: '3a\\n' is not an id of an item " + ITEM_RULE,
    ),
    "an item's id too long": (
        ("id: 3a", f"id: {'a' * 21}"),
        f"34: standard 3, item {'a' * 21}: id: '{'a' * 21}' is not an id of an item " + ITEM_RULE,
    ),
    "an item named as a column": (
        ("id: 3a", "id: Side"),
        "34: standard 3, item Side: id: 'Side' is the name of a column in answers to import",
    ),
    "an item named as a column of importance": (
        ("id: 3a", "id: importance_3"),
        "34: standard 3, item importance_3: id: 'importance_3' is the name of a column in answers to import",
    ),
    "an item named as a column of comments": (
        ("id: 3a", "id: Comment_x"),
        "34: standard 3, item Comment_x: id: 'Comment_x' is the name of a column in answers to import",
    ),
    "a side's id in capitals": (
        ("  commercial:", "  Commercial:"),
        "9: side Commercial: 'Commercial' is not an id of a side " + SIDE_RULE,
    ),
    "a side called both": (
        ("  commercial:", "  both:"),
        "9: side both: 'both' means all sides and cannot be the id of one",
    ),
    "one side only": (
        (
            "  free:\n    label: Freie\n  commercial:\n    label: Gewerbliche\ncompare: [public, free]\n",
            "",
            "about: free",
            "about: both",
        ),
        "4: sides: two or more sides are needed",
    ),
    # keys
    "a key twice": (
        ("title: Erster", "title: Erster\n    title: Zweiter"),
        "26: standard 1: the key 'title' is here twice (first in line 25)",
    ),
    "a side twice": (("  commercial:", "  free:"), "9: sides: the key 'free' is here twice (first in line 7)"),
    "an unknown key": (
        ("about: free", "aboutt: x, about: free"),
        "29: standard 1, item 1b: unknown key 'aboutt'; did you mean 'about'?",
    ),
    "an unknown key like none": (("compare:", "zzz: 1\ncompare:"), "11: unknown key 'zzz'"),
    "a key in the wrong place": (
        ("id: klein", "id: klein\n  items: x"),
        "3: catalogue: the key 'items' has no place here",
    ),
    "a missing key": (("about: free, ", ""), "29: standard 1, item 1b: about is missing"),
    "a missing key of a side": (("    label: Freie\n", "    who: alle\n"), "7: side free: label is missing"),
    "a missing part": (("catalogue:\n  id: klein\n  title: Ein kleiner Katalog\n", ""), "1: catalogue is missing"),
    "a missing number": (("- number: 3\n    title", "- title"), "30: standards, entry 2: number is missing"),
    "a missing id": (("id: 3a\n        about", "about"), "34: standard 3, items, entry 1: id is missing"),
    "a number as a key": (
        ("title: Erster", "title: Erster\n    12: x"),
        "26: standard 1: the key 12 is a number, not a text; put it in quotes",
    ),
    "nothing as a key": (
        ("title: Erster", "title: Erster\n    ~: x"),
        "26: standard 1: the key ~ is nothing, not a text; put it in quotes",
    ),
    "a list as a key": (
        ("title: Erster", "title: Erster\n    ? [x]\n    : y"),
        "26: standard 1: a list or a map cannot be a key",
    ),
    "a merge key": (
        ("title: Erster", "title: Erster\n    <<: {a: b}"),
        "26: standard 1: the merge key '<<' is not supported; write its keys out",
    ),
    # kinds of values
    "a number as a title": (
        ("title: Erster", "title: 12"),
        "25: standard 1: title: 12 is a number, not a text; put it in quotes",
    ),
    "a number as an id": (
        ("id: 3a", "id: 10"),
        "34: standard 3, item 10: id: 10 is a number, not a text; put it in quotes",
    ),
    "an id that reads as a power of ten": (
        ("id: 3a", "id: 1e1"),
        "34: standard 3, item 1e1: id: 1e1 is a number, not a text; put it in quotes",
    ),
    "a truth value as a label": (
        ("labels: [wenig, mittel, viel]", "labels: [wenig, true, viel]"),
        "21: scale fulfilment, label 2: true is a truth value, not a text; put it in quotes",
    ),
    "a date as a title": (
        ("title: Erster", "title: 2026-01-01"),
        "25: standard 1: title: 2026-01-01 is a date, not a text; put it in quotes",
    ),
    "a number as an area": (
        ("[Nord, Ost]", "[Nord, 7]"),
        "15: area type Typ A, area 2: 7 is a number, not a text; put it in quotes",
    ),
    "a list as a text": (("title: Erster", "title: [x]"), "25: standard 1: title: is a list, not a text"),
    "a text as a number": (("number: 3", 'number: "3"'), "30: standard 3: number: '3' is a text, not a whole number"),
    "a broken number": (("number: 3", "number: 3.5"), "30: standard 3.5: number: 3.5 is a number, not a whole number"),
    "a huge number": (
        ("number: 3", f"number: {HUGE}"),
        f"30: standard {HUGE}: number: {HUGE} is not a number that can be used here; write it in plain digits",
    ),
    "a number below one": (
        ("number: 3", "number: 0"),
        "30: standard 0: number: 0 is not a whole number from 1 to 9999",
    ),
    "a text as a truth value": (
        ("label: Amt", "label: Amt\n    one_organisation: ja"),
        "7: side public: one_organisation: 'ja' is a text, not true or false",
    ),
    "a truth value as a number": (
        ("strong_from: 2.5", "strong_from: true"),
        "12: strong_from: true is a truth value, not a number",
    ),
    "a text as a list": (("compare: [public, free]", "compare: public"), "11: compare: 'public' is a text, not a list"),
    "a list as a map": (
        ("catalogue:\n  id: klein\n  title: Ein kleiner Katalog\n", "catalogue: [1]\n"),
        "1: catalogue: is a list, not a map of keys and values",
    ),
    "a text as an item": (
        ("- {id: 1b, about: free, text: Eins b.}", "- Eins b."),
        "29: standard 1, items, entry 2: 'Eins b.' is a text, not a map of keys and values",
    ),
    # texts
    "a text left out": (("title: Erster", "title:"), "25: standard 1: title: is empty"),
    "an empty text": (("text: Eins b.", 'text: ""'), "29: standard 1, item 1b: text: is empty"),
    "a blank text": (("text: Eins b.", 'text: " \\u00a0\\u200b"'), "29: standard 1, item 1b: text: is empty"),
    "an empty hint": (("hint: ein Hinweis", "hint:"), "40: standard 3, item 3b: hint: is empty"),
    "an empty label": (("[wenig, mittel, viel]", '[wenig, "", viel]'), "21: scale fulfilment, label 2: is empty"),
    "a hidden character": (
        ("title: Erster", 'title: "Er\\u0007ster"'),
        "25: standard 1: title: the control character U+0007 is not allowed",
    ),
    "half a character": (
        ("title: Erster", 'title: "Er\\ud800ster"'),
        "25: standard 1: title: the control character U+D800 is not allowed",
    ),
    "a character that turns the direction": (
        ("title: Erster", "title: Er\u202este"),
        "25: standard 1: title: the control character U+202E is not allowed",
    ),
    # scales
    "one label": (
        ("[wenig, mittel, viel]", "[wenig]"),
        "21: scale fulfilment: labels: has 1 entry; 2 or more are needed",
    ),
    "eleven labels": (
        ("[wenig, mittel, viel]", "[a, b, c, d, e, f, g, h, i, j, k]"),
        "21: scale fulfilment: labels: has 11 entries; 10 is the most",
    ),
    "no labels": (("    labels: [wenig, mittel, viel]\n", ""), "19: scale fulfilment: labels is missing"),
    "a label twice": (
        ("[wenig, mittel, viel]", "[wenig, mittel, wenig]"),
        "21: scale fulfilment, label 3: 'wenig' is an answer named twice (first in line 21)",
    ),
    "a label like the answer off the scale": (
        ("no_answer: weiß nicht", "no_answer: viel"),
        "22: scale fulfilment: no_answer: 'viel' is an answer named twice (first in line 21)",
    ),
    "an unknown scale": (("scales:", "scales:\n  weight: x"), "19: scales: unknown key 'weight'"),
    "a threshold above the scale": (
        ("strong_from: 2.5", "strong_from: 3.1"),
        "12: strong_from: 3.1 is outside the steps 1 to 3 of the scale fulfilment",
    ),
    "a threshold that is no number": (
        ("strong_from: 2.5", "strong_from: .nan"),
        "12: strong_from: .nan is outside the steps 1 to 3 of the scale fulfilment",
    ),
    # areas
    "an area twice": (
        ("[West]", "[Nord]"),
        "17: area type Typ B, area 1: 'Nord' is a name named twice (first in line 15)",
    ),
    "an area type twice": (
        ("type: Typ B", "type: Typ A"),
        "16: area type Typ A: type: 'Typ A' is a name named twice (first in line 14)",
    ),
    "an area that reads as a cell": (
        ("[West]", "[Nord › West]"),
        "17: area type Typ B, area 1: 'Nord › West' contains ' › '",
    ),
    "a type without areas": (("[West]", "[]"), "17: area type Typ B: areas: has 0 entries; 1 or more are needed"),
    # tags and aliases
    "an object tag": (
        ("title: Erster", "title: !!python/object/apply:os.getcwd []"),
        "25: standard 1: title: the tag 'tag:yaml.org,2002:python/object/apply:os.getcwd' is not allowed",
    ),
    "a private tag": (
        ("title: Erster", "title: !mine Erster"),
        "25: standard 1: title: the tag '!mine' is not allowed",
    ),
    "an alias inside itself": (
        ("[Nord, Ost]", "&a [Nord, *a]"),
        "15: area type Typ A, area 2: an alias refers to what it is part of",
    ),
}


@pytest.mark.parametrize(("changes", "told"), ONE_FAULT.values(), ids=ONE_FAULT)
def test_a_single_fault_is_told_once_with_line_and_entry(
    faults_of: FaultsOf, changes: tuple[str, ...], told: str
) -> None:
    assert faults_of(*changes) == [f"stadt.yaml:{told}"]


def test_all_kinds_of_faults_are_told_at_once_in_the_order_of_the_file(faults_of: FaultsOf) -> None:
    assert faults_of(
        "title: Ein kleiner Katalog", "titl: Ein kleiner Katalog",
        "compare: [public, free]", "compare: [publik, free]",
        "labels: [wenig, mittel, viel]", "labels: [wenig]",
        "number: 3", "number: 1",
        "id: 3b", "id: 1b",
        "text: Drei b.", "text: 12",
        "about: public\n        text: Drei a.", "about: publik\n        about: both\n        text: Drei a.",
    ) == [
        "stadt.yaml:1: catalogue: title is missing",
        "stadt.yaml:3: catalogue: unknown key 'titl'; did you mean 'title'?",
        "stadt.yaml:11: compare: 'publik' is not one of public, free, commercial",
        "stadt.yaml:21: scale fulfilment: labels: has 1 entry; 2 or more are needed",
        "stadt.yaml:30: standard 1: number: '1' is a number named twice (first in line 24)",
        "stadt.yaml:35: standard 1, item 3a: about: 'publik' is not one of public, free, commercial, both",
        "stadt.yaml:36: standard 1, item 3a: the key 'about' is here twice (first in line 35)",
        "stadt.yaml:38: standard 1, item 1b: id: '1b' is here twice (first in line 29)",
        "stadt.yaml:40: standard 1, item 1b: text: 12 is a number, not a text; put it in quotes",
    ]  # fmt: skip


def test_a_percent_sign_in_a_fault_stays_as_it_is(faults_of: FaultsOf) -> None:
    assert faults_of("about: free", 'about: "50 %(x)s"') == [
        "stadt.yaml:29: standard 1, item 1b: about: '50 %(x)s' is not one of public, free, commercial, both"
    ]


def test_the_file_is_named_as_the_user_named_it(
    faults_of: FaultsOf, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults_of("about: free", "about: frei")
    monkeypatch.chdir(file.parent)
    with pytest.raises(Faults, match=r"^stadt\.yaml:29: "):
        load_catalogue(Path("stadt.yaml"))
