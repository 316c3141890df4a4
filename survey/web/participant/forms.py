"""Forms: to come in, and one for each page of the questionnaire, built from the catalogue."""

from __future__ import annotations

from typing import Any

from wtforms import Field, Form, PasswordField, RadioField, StringField, TextAreaField
from wtforms.validators import ValidationError

from survey.language import Language
from survey.model import CANNOT_SAY, UNANSWERED, Catalogue, Scale, Standard
from survey.rounds.filling import LONGEST_COMMENT, clean_text
from survey.store.responses import KINDS

BASE = "base-"
"""Before a field's name: the hidden field with the mark of what it held when the page was shown."""


def _visible(typed: str | None) -> str:
    return clean_text(typed or "")


class CodeForm(Form):
    """Asks for the access code."""

    code = StringField(filters=[_visible])


class PassphraseForm(Form):
    """Asks for the passphrase; the second time of typing only when it is set."""

    passphrase = PasswordField()
    repeated = PasswordField()


class RenewalForm(Form):
    """Asks for both after a session has ended."""

    code = StringField(filters=[_visible])
    passphrase = PasswordField()


def standard_form(catalogue: Catalogue, standard: Standard, language: Language) -> type[Form]:
    """Return the form of a standard's page: a radio field for each question, a text field for each comment."""
    fields: dict[str, Any] = {
        question: _radios(catalogue.scale_of(question), language) for question in catalogue.questions_of(standard)
    }
    fields |= {f"{kind}_{standard.number}": _text(language) for kind in KINDS}
    return type("StandardForm", (Form,), fields)


def _radios(scale: Scale, language: Language) -> RadioField:
    choices = {str(step): label for step, label in enumerate(scale.labels, 1)} | {CANNOT_SAY: scale.no_answer}
    known = {UNANSWERED, *choices}
    message = language.gettext("Please choose one of the answers shown.")

    def is_choice(_form: Form, field: Field) -> None:
        if field.data not in known:
            raise ValidationError(message)

    return RadioField(choices=choices, default=UNANSWERED, coerce=str, validate_choice=False, validators=[is_choice])


def _text(language: Language) -> TextAreaField:
    message = language.gettext("Please shorten this text to %(most)s characters; it has %(length)s now.")

    def is_short(_form: Form, field: Field) -> None:
        if len(field.data) > LONGEST_COMMENT:
            values = {"most": language.count(LONGEST_COMMENT), "length": language.count(len(field.data))}
            raise ValidationError(message % values)

    return TextAreaField(filters=[_visible], validators=[is_short])
