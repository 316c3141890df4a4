"""Access codes: made, read back forgivingly, and turned with a passphrase into the key a response lies under.

A code has 16 characters of Crockford's base32 in four groups. The first group, the selector, finds the invitation;
the other three are the secret (60 bits). The database keeps the selector and a digest of the secret, and no key that
could be made without the passphrase.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass

from survey.errors import N_, SurveyError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
LENGTH = 16
SHORTEST_PASSPHRASE = 8
LONGEST_PASSPHRASE = 200

_FORGIVEN = str.maketrans("OIL", "011")
_SCRYPT_COST = 2**15
_SCRYPT_MEMORY = 64 * 2**20


@dataclass(frozen=True)
class Code:
    """An access code: `selector` finds the invitation, `secret` proves that one holds it."""

    selector: str
    secret: str

    def __str__(self) -> str:
        """Return the four groups as printed in a letter."""
        text = self.selector + self.secret
        return "-".join(text[i : i + GROUP] for i in range(0, LENGTH, GROUP))

    def __repr__(self) -> str:
        """Keep the secret out of logs and tracebacks."""
        return "Code(…)"


def new_code() -> Code:
    """Return a code that nobody can guess.

    >>> len(str(new_code()))
    19
    """
    text = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return Code(text[:GROUP], text[GROUP:])


def read_code(typed: str) -> Code:
    """Return the code someone typed: case, blanks and dashes do not matter, O is 0, I and L are 1.

    Raises
    ------
    SurveyError
        What was typed cannot be a code.

    >>> str(read_code(" abcd efgh-jkmn pqrs "))
    'ABCD-EFGH-JKMN-PQRS'
    >>> str(read_code("OIL0-0000-0000-0000"))
    '0110-0000-0000-0000'
    """
    kept = "".join(unicodedata.normalize("NFKC", typed).split())
    text = "".join(c for c in kept if c not in "-‐‑‒–—_.").upper().translate(_FORGIVEN)
    if len(text) != LENGTH or not set(text) <= set(ALPHABET):
        raise SurveyError(N_("An access code has 16 letters and digits in four groups. Please check what you typed."))
    return Code(text[:GROUP], text[GROUP:])


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too short to protect anything, or too long to be one."""
    length = len(_plain(passphrase))
    if length < SHORTEST_PASSPHRASE:
        raise SurveyError(N_("Please choose a passphrase of at least 8 characters."))
    if length > LONGEST_PASSPHRASE:
        raise SurveyError(N_("Please choose a passphrase of at most 200 characters."))


def verifier(code: Code, salt: bytes) -> bytes:
    """Return the digest that an invitation keeps of its secret (60 random bits need no slow hash)."""
    return hashlib.blake2b(code.secret.encode(), key=salt, person=b"invitation", digest_size=32).digest()


def matches(code: Code, salt: bytes, kept: bytes) -> bool:
    """Whether `code` is the one whose verifier was kept; takes the same time either way."""
    return hmac.compare_digest(verifier(code, salt), kept)


def response_key(code: Code, passphrase: str, salt: bytes) -> bytes:
    """Return the 16 bytes a response lies under: scrypt (RFC 7914) of code and passphrase, salted by the round."""
    both = f"{code.selector}{code.secret}\n{_plain(passphrase)}".encode()
    return hashlib.scrypt(both, salt=salt, n=_SCRYPT_COST, r=8, p=1, maxmem=_SCRYPT_MEMORY, dklen=16)


def _plain(passphrase: str) -> str:
    """Return the same text for the same passphrase, whatever keyboard it was typed on."""
    return unicodedata.normalize("NFKC", passphrase).strip()
