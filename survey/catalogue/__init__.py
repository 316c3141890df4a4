"""From ``standards.yaml`` to a `Catalogue`: read, checked, joined with its translations.

Nothing of a round, a response or a screen enters here. What is wrong is said in English, with file, line and entry.
"""

from survey.catalogue.loading import (
    LANGUAGE,
    TRANSLATED,
    CheckedCatalogue,
    check_catalogue,
    load_catalogue,
    summary,
)

__all__ = ["LANGUAGE", "TRANSLATED", "CheckedCatalogue", "check_catalogue", "load_catalogue", "summary"]
