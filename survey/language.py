"""The words, numbers and dates of a language: gettext and Babel, for every output alike.

Texts stand in the code in English and in German under ``translations/``; catalogue texts never pass through here.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from survey.errors import Faults, SurveyError

LANGUAGES: Final = ("de", "en")
DEFAULT: Final = "de"
MINUS: Final = "−"

_TRANSLATIONS = Path(__file__).parent / "translations"


@dataclass(frozen=True)
class Language:
    """One language that the product speaks."""

    code: str
    locale: Locale
    translations: gettext.NullTranslations

    def gettext(self, message: str) -> str:
        """Return `message` in this language."""
        return str(self.translations.gettext(message))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return the form of a message that goes with `n`."""
        return str(self.translations.ngettext(singular, plural, n))

    def error(self, error: SurveyError) -> str:
        """Return what `error` tells its user, in this language."""
        if isinstance(error, Faults):
            return "\n".join(self.error(f) if isinstance(f, SurveyError) else f for f in error.faults)
        text = self.gettext(error.message)
        return text % error.values if error.values else text

    def number(self, value: float, digits: int = 1) -> str:
        """Return `value` with this many digits after the decimal sign; a true minus, and never „−0,0“."""
        rounded = round(value, digits)
        text = format_decimal(abs(rounded), format="#,##0" + "." * bool(digits) + "0" * digits, locale=self.locale)
        return f"{MINUS}{text}" if rounded < 0 else text

    def signed(self, value: float, digits: int = 1) -> str:
        """Return `value` with its sign also where it is above zero: a difference."""
        text = self.number(value, digits)
        return f"+{text}" if round(value, digits) > 0 else text

    def count(self, value: int) -> str:
        """Return a whole number, with the thousands set off."""
        return str(format_decimal(value, locale=self.locale))

    def percent(self, share: float) -> str:
        """Return a share from 0 to 1 in per cent."""
        return str(format_percent(share, locale=self.locale))

    def date(self, day: date) -> str:
        """Return a day: 22.11.2026, or 22 November 2026 in English."""
        return format_date(day, format="dd.MM.y" if self.code == "de" else "d MMMM y", locale=self.locale)

    def time(self, moment: datetime) -> str:
        """Return day and time of `moment`, which says its own time zone."""
        clock = format_time(moment, format="HH:mm", tzinfo=moment.tzinfo, locale=self.locale)
        return (
            f"{self.date(moment.date())}, {clock} Uhr" if self.code == "de" else f"{self.date(moment.date())}, {clock}"
        )


@cache
def language(code: str) -> Language:
    """Return the language with this code, German for one that is not spoken here."""
    known = code if code in LANGUAGES else DEFAULT
    locale = Locale("en", "GB") if known == "en" else Locale(known)
    return Language(known, locale, _read(known))


def _read(code: str) -> gettext.NullTranslations:
    path = _TRANSLATIONS / code / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return gettext.NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
