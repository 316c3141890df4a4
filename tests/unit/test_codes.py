"""Access codes and the keys that are made of them."""

from __future__ import annotations

import dis
import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey import codes
from survey.codes import ALPHABET, LENGTH, Code, check_passphrase, matches, new_code, read_code, response_key, verifier
from survey.errors import SurveyError

SALT = b"0123456789abcdef"
OTHER_SALT = b"fedcba9876543210"
CODE = Code("ABCD", "EFGHJKMNPQRS")
PASSPHRASE = "Drei Birken am Ufer"

LOOKS_LIKE = {"0": "0Oo", "1": "1IiLl"}
BETWEEN = st.text(alphabet=" \t\n-‐‑‒–—_.  ", max_size=3)


@st.composite
def typed_codes(draw: st.DrawFn) -> tuple[str, str]:
    """Return the characters of a code, and the code as someone might type it."""
    characters = draw(st.text(alphabet=ALPHABET, min_size=LENGTH, max_size=LENGTH))
    typed = [draw(BETWEEN)]
    for character in characters:
        either = LOOKS_LIKE.get(character, character + character.lower())
        typed += [draw(st.sampled_from(either)), draw(BETWEEN)]
    return characters, "".join(typed)


@given(typed_codes())
def test_a_code_is_read_however_it_is_typed(case: tuple[str, str]) -> None:
    characters, typed = case
    assert str(read_code(typed)).replace("-", "") == characters


@given(st.text(alphabet=ALPHABET, min_size=LENGTH, max_size=LENGTH))
def test_a_code_that_is_printed_is_read_back(characters: str) -> None:
    code = Code(characters[:4], characters[4:])
    assert read_code(str(code)) == code
    assert [len(group) for group in str(code).split("-")] == [4, 4, 4, 4]


def test_full_width_characters_of_a_phone_keyboard_are_read() -> None:
    assert read_code("ＡＢＣＤ－ＥＦＧＨ－ＪＫＭＮ－ＰＱＲＳ") == CODE


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_code_or_refused_in_words(typed: str) -> None:
    read = read_or_refused(typed)
    if isinstance(read, Code):
        assert len(read.selector + read.secret) == LENGTH
        assert set(read.selector + read.secret) <= set(ALPHABET)
    else:
        assert "16 letters and digits" in str(read)


def read_or_refused(typed: str) -> Code | SurveyError:
    try:
        return read_code(typed)
    except SurveyError as refused:
        return refused


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ABCD-EFGH-JKMN-PQR",
        "ABCD-EFGH-JKMN-PQRST",
        "ABCD-EFGH-JKMN-PQRU",
        "ABCD-EFGH-JKMN-PQR!",
        "ABCD-EFGH-JKMN-PQRß",
        "ABCD-EFGH-JKMN-PQR\0",
        "http://127.0.0.1:8000/#ABCD-EFGH-JKMN-PQRS",
        "٠١٢٣-٤٥٦٧-٨٩٠١-٢٣٤٥",
        "A" * 1_000_000,
    ],
)
def test_what_cannot_be_a_code_is_refused(typed: str) -> None:
    with pytest.raises(SurveyError, match="Please check what you typed"):
        read_code(typed)


def test_new_codes_are_all_different_and_use_every_character() -> None:
    made = [new_code() for _ in range(500)]
    assert len({code.secret for code in made}) == 500
    assert {character for code in made for character in code.selector + code.secret} == set(ALPHABET)
    assert {len(code.selector) for code in made} == {4}
    assert {len(code.secret) for code in made} == {12}


def test_the_alphabet_leaves_out_what_is_mistaken_for_something_else() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize("show", [repr, lambda code: f"{code!r}", lambda code: f"{[code]}"])
def test_a_code_keeps_its_secret_out_of_logs(show: object) -> None:
    assert callable(show)
    assert CODE.secret not in show(CODE)
    assert CODE.selector not in show(CODE)


def test_a_code_goes_with_its_own_verifier_only() -> None:
    kept = verifier(CODE, SALT)
    assert matches(CODE, SALT, kept)
    assert not matches(Code("ABCD", "EFGHJKMNPQRT"), SALT, kept)
    assert not matches(CODE, OTHER_SALT, kept)
    assert not matches(CODE, SALT, kept[:-1])
    assert not matches(CODE, SALT, b"")


def test_a_verifier_tells_nothing_of_the_secret() -> None:
    kept = verifier(CODE, SALT)
    assert len(kept) == 32
    assert CODE.secret.encode() not in kept
    assert kept != hashlib.blake2b(CODE.secret.encode(), digest_size=32).digest()


def test_codes_are_compared_in_constant_time() -> None:
    called = {instruction.argval for instruction in dis.get_instructions(matches)}
    assert "compare_digest" in called
    assert "COMPARE_OP" not in {instruction.opname for instruction in dis.get_instructions(matches)}


def test_the_response_key_depends_on_every_part() -> None:
    keys = {
        response_key(CODE, PASSPHRASE, SALT),
        response_key(Code("ABCE", CODE.secret), PASSPHRASE, SALT),
        response_key(Code("ABCD", "EFGHJKMNPQRT"), PASSPHRASE, SALT),
        response_key(CODE, PASSPHRASE.lower(), SALT),
        response_key(CODE, PASSPHRASE, OTHER_SALT),
    }
    assert len(keys) == 5
    assert {len(key) for key in keys} == {16}


def test_the_response_key_is_the_same_every_year() -> None:
    assert response_key(CODE, PASSPHRASE, SALT) == hashlib.scrypt(
        b"ABCDEFGHJKMNPQRS\nDrei Birken am Ufer", salt=SALT, n=32768, r=8, p=1, maxmem=2**26, dklen=16
    )


def test_the_response_key_is_the_same_from_every_keyboard() -> None:
    composed = "Käthe und Söhne ½"
    assert response_key(CODE, unicodedata.normalize("NFD", composed) + " ", SALT) == response_key(CODE, composed, SALT)


def test_response_key_and_verifier_cannot_be_told_to_belong_together() -> None:
    key, kept = response_key(CODE, PASSPHRASE, SALT), verifier(CODE, SALT)
    assert key not in kept
    assert key[:4] not in kept


@pytest.mark.parametrize("passphrase", ["achtmal8", "x" * 200, "ä" * 8, "vier mal"])
def test_a_passphrase_of_8_to_200_characters_is_taken(passphrase: str) -> None:
    check_passphrase(passphrase)


@pytest.mark.parametrize("passphrase", ["", "sieben7", "   sieben7   ", "ä" * 7, unicodedata.normalize("NFD", "ä" * 7)])
def test_a_passphrase_that_protects_nothing_is_refused(passphrase: str) -> None:
    with pytest.raises(SurveyError, match="at least 8 characters"):
        check_passphrase(passphrase)


@pytest.mark.parametrize("passphrase", ["x" * 201, "ﷺ" * 12, "x" * 1_000_000])
def test_a_passphrase_without_end_is_refused(passphrase: str) -> None:
    with pytest.raises(SurveyError, match="at most 200 characters"):
        check_passphrase(passphrase)


def test_the_secret_has_sixty_bits() -> None:
    assert len(ALPHABET) ** (LENGTH - codes.GROUP) == 2**60
