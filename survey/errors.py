"""What a user can be told: the one family of errors that becomes a page or an exit code, never a traceback."""

from __future__ import annotations

from collections.abc import Iterable


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a text for translation where it is shown."""
    return message


class SurveyError(Exception):
    """A request that is refused, with the reason for the person who made it.

    Parameters
    ----------
    message
        An English sentence, the key of its translation, with ``%(name)s`` for each of `values`.
    values
        What the sentence speaks of.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        """Return the English sentence; a screen shows the translated one."""
        return self.message % self.values if self.values else self.message


class NotFoundError(SurveyError):
    """Something named by the user does not exist."""


class SettingsError(SurveyError):
    """A setting of this installation is wrong."""


class Faults(SurveyError):  # noqa: N818 - many errors in one
    """Everything that is wrong with one file, so that it can be mended in one go.

    Parameters
    ----------
    faults
        One sentence each, in the order of the file.
    """

    def __init__(self, faults: Iterable[SurveyError | str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults).replace("%", "%%"))

    def __str__(self) -> str:
        """Return the sentences, one a line."""
        return "\n".join(str(fault) for fault in self.faults)
