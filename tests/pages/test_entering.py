"""Respondents come in with a code and a passphrase of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from survey.codes import Code, new_code
from survey.rounds.clock import now
from survey.rounds.closing import close_round
from survey.rounds.publishing import publish, withdraw
from survey.store import invitations
from survey.store.responses import Response
from tests import factories
from tests.factories import PASSPHRASE, OpenRound
from tests.pages.conftest import Site
from tests.pages.visitor import Visitor

WRONG_CODE = "Diesen Zugangscode kennen wir nicht."


@pytest.fixture
def code(opened: OpenRound) -> Code:
    return opened.codes[0]


@pytest.fixture
def response(opened: OpenRound, code: Code) -> Response:
    return factories.entered(opened, code)


def states(site: Site) -> set[tuple[int, int]]:
    """Return what the invitations say of having been used and of submission."""
    return {(row["opened"], row["submitted"]) for row in site.store.rows("SELECT opened, submitted FROM invitation")}


def wrong_secret(code: Code) -> str:
    """Return a code that finds an invitation and does not open it."""
    return str(Code(code.selector, "0" * 12 if code.secret != "0" * 12 else "1" * 12))


@pytest.mark.parametrize(
    "typed",
    [
        lambda text: text,
        lambda text: text.lower(),
        lambda text: text.replace("-", ""),
        lambda text: f"  {text.replace('-', '  ')} ",
        lambda text: text.replace("-", "–"),
        lambda text: text.replace("0", "O").replace("1", "l"),
        lambda text: "".join(chr(ord(c) + 0xFEE0) for c in text if c != "-"),
    ],
    ids=["printed", "lower case", "joined", "blanks", "dashes", "letters for digits", "full width"],
)
def test_a_code_is_read_forgivingly(visitor: Visitor, code: Code, typed: Callable[[str], str]) -> None:
    visitor.open("/")
    visitor.send({"code": typed(str(code))})
    assert visitor.path == "/kennwort"


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EFGH-JKMN-PQRU", "ABCD-EFGH-JKMN-PQRST", "🙂" * 16, "x" * 9000])
def test_what_cannot_be_a_code_is_said_to_be_none(visitor: Visitor, opened: OpenRound, typed: str) -> None:
    visitor.open("/")
    page = visitor.send({"code": typed}, status=422)
    assert page.title.startswith("Fehler:")
    message = "Ein Zugangscode hat 16 Buchstaben und Ziffern in vier Gruppen. Bitte prüfen Sie Ihre Eingabe."
    assert page.link(message) == "#code"


def test_an_unknown_code_and_a_wrong_secret_cannot_be_told_apart(visitor: Visitor, code: Code) -> None:
    visitor.open("/")
    texts = [visitor.send({"code": typed}, status=403).text for typed in (str(new_code()), wrong_secret(code))]
    assert WRONG_CODE in texts[0]
    assert texts[0] == texts[1]


def test_the_passphrase_page_needs_a_code(visitor: Visitor, opened: OpenRound) -> None:
    visitor.open("/kennwort")
    assert visitor.path == "/"


@pytest.mark.parametrize(
    ("passphrase", "repeated", "message"),
    [
        ("kurz", "kurz", "mindestens 8 Zeichen"),
        ("       x        ", "       x        ", "mindestens 8 Zeichen"),
        ("", "", "mindestens 8 Zeichen"),
        ("x" * 201, "x" * 201, "höchstens 200 Zeichen"),
        (PASSPHRASE, PASSPHRASE.lower(), "unterscheiden sich"),
        (PASSPHRASE, "", "unterscheiden sich"),
    ],
)
def test_a_passphrase_that_will_not_do_is_not_set(
    visitor: Visitor, site: Site, code: Code, passphrase: str, repeated: str, message: str
) -> None:
    visitor.open("/")
    visitor.send({"code": str(code)})
    page = visitor.send({"passphrase": passphrase, "repeated": repeated}, status=422)
    assert message in page.text
    assert page.title.startswith("Fehler:")
    assert passphrase not in page.html or passphrase in {"", "kurz"}
    assert states(site) == {(0, 0)}


def test_the_passphrase_is_asked_for_twice_at_first_and_once_later(visitor: Visitor, code: Code, site: Site) -> None:
    visitor.open("/")
    first = visitor.send({"code": str(code)})
    assert first.heading == "Wählen Sie Ihr Kennwort"
    assert {"passphrase", "repeated"} <= first.form().names
    visitor.send({"passphrase": PASSPHRASE, "repeated": PASSPHRASE})
    assert visitor.path == "/fragebogen/"
    later = site.visitor()
    later.open("/")
    page = later.send({"code": str(code)})
    assert page.heading == "Ihr Kennwort"
    assert "repeated" not in page.form().names
    assert "Kennwort vergessen?" in page.text


def test_a_wrong_passphrase_opens_nothing_and_the_right_one_still_does(
    site: Site, code: Code, respondent: Visitor
) -> None:
    later = site.visitor()
    later.open("/")
    later.send({"code": str(code)})
    page = later.send({"passphrase": "Vier Birken am Ufer"}, status=403)
    assert "Dieses Kennwort" in page.text
    assert later.open("/fragebogen/").heading != "Ihr Antwortbogen"
    later.come_in(code)
    assert later.page.heading == "Ihr Antwortbogen"
    assert site.store.value("SELECT count(*) FROM response") == 1


def test_the_passphrase_is_never_shown_and_the_code_not_after_coming_in(respondent: Visitor, code: Code) -> None:
    for path in ("/", "/fragebogen/", "/fragebogen/1", "/fragebogen/pruefen"):
        html = respondent.open(path).html
        assert PASSPHRASE not in html
        assert str(code) not in html


def test_whoever_comes_in_after_someone_else_sees_only_their_own(
    opened: OpenRound, respondent: Visitor, site: Site
) -> None:
    respondent.open("/fragebogen/1")
    respondent.send({"feedback_1": "Nur für mich"})
    respondent.come_in(opened.codes[1])
    assert respondent.open("/fragebogen/1").form().values["feedback_1"] == ""
    assert "Nur für mich" not in respondent.open("/fragebogen/pruefen").text


def test_signing_out_ends_the_visit_and_keeps_the_language(respondent: Visitor) -> None:
    respondent.speak("English")
    page = respondent.send(action="/abmelden")
    assert respondent.page.path == "/?left=1"
    assert page.language == "en"
    page = respondent.open("/fragebogen/")
    assert respondent.page.path == "/?ended=1"
    assert "signed out" in page.text


class TestRounds:
    """A right code whose round takes no answers leads to a page of its own."""

    @pytest.fixture
    def shift(self, site: Site) -> Callable[[int, int], None]:
        """Let the round open and end in so many days."""

        def shifted(opens: int, closes: int) -> None:
            times = [(now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ") for days in (opens, closes)]
            with site.store.write():
                site.store.execute("UPDATE round SET opens = ?, closes = ?", times)

        return shifted

    def test_before_it_opens(
        self, visitor: Visitor, code: Code, shift: Callable[[int, int], None], opened: OpenRound, site: Site
    ) -> None:
        shift(3, 9)
        visitor.open("/")
        page = visitor.send({"code": str(code)})
        assert page.heading == "Diese Erhebungsrunde hat noch nicht begonnen"
        moment = factories.current(opened).opens.astimezone(site.settings.zone)
        assert moment.strftime("%d.%m.%Y, %H:%M Uhr") in page.text
        assert "Frau Muster" in page.text

    def test_after_it_has_ended(self, visitor: Visitor, code: Code, shift: Callable[[int, int], None]) -> None:
        shift(-9, -3)
        visitor.open("/")
        page = visitor.send({"code": str(code)})
        assert page.heading == "Das Ausfüllen ist beendet"
        assert page.link("Alle Berichte") == "/berichte/"

    def test_after_it_was_closed(self, visitor: Visitor, code: Code, site: Site, opened: OpenRound) -> None:
        close_round(site.store, opened.round)
        visitor.open("/")
        assert visitor.send({"code": str(code)}).heading == "Das Ausfüllen ist beendet"

    def test_after_its_report_was_published(self, visitor: Visitor, code: Code, site: Site, opened: OpenRound) -> None:
        publish(site.store, close_round(site.store, opened.round))
        visitor.open("/")
        visitor.send({"code": str(code)})
        visitor.follow("Zum Bericht dieser Erhebungsrunde")
        assert visitor.path == "/berichte/2026"

    def test_after_its_report_was_withdrawn(self, visitor: Visitor, code: Code, site: Site, opened: OpenRound) -> None:
        withdraw(site.store, publish(site.store, close_round(site.store, opened.round)))
        visitor.open("/")
        page = visitor.send({"code": str(code)})
        assert page.link("Alle Berichte") == "/berichte/"
        assert "Zum Bericht dieser Erhebungsrunde" not in page.text

    def test_that_ends_between_code_and_passphrase(
        self, visitor: Visitor, code: Code, site: Site, shift: Callable[[int, int], None]
    ) -> None:
        visitor.open("/")
        visitor.send({"code": str(code)})
        shift(-9, -1)
        page = visitor.send({"passphrase": PASSPHRASE, "repeated": PASSPHRASE})
        assert page.heading == "Das Ausfüllen ist beendet"
        assert states(site) == {(0, 0)}

    def test_that_was_submitted_already_says_so_and_leads_to_the_receipt(
        self, visitor: Visitor, code: Code, opened: OpenRound
    ) -> None:
        response = factories.entered(opened, code)
        with opened.store.write():
            opened.store.execute("UPDATE response SET submitted = 1 WHERE key = ?", [response.key])
            invitations.mark_submitted(opened.store, code.selector)
        visitor.open("/")
        page = visitor.send({"code": str(code)})
        assert "schon ein Antwortbogen abgegeben" in page.text
        visitor.send({"passphrase": PASSPHRASE})
        assert visitor.path == "/fragebogen/quittung"


class TestAttempts:
    """Wrong codes and passphrases are limited, right ones are not."""

    @staticmethod
    def tries(visitor: Visitor, path: str, values: dict[str, str]) -> Iterator[int]:
        """Send the same form again and again and yield the status of each answer."""
        token = visitor.open(path).form().values["csrf_token"]
        while True:
            yield visitor.client.post(
                path,
                data=values | {"csrf_token": token},
                environ_overrides={"REMOTE_ADDR": visitor.address},
            ).status_code

    def test_the_eleventh_wrong_secret_for_a_code_has_to_wait(self, site: Site, opened: OpenRound) -> None:
        first, second = opened.codes[:2]
        for number in range(10):
            visitor = site.visitor(f"10.0.0.{number}")
            visitor.open("/")
            visitor.send({"code": wrong_secret(first)}, status=403)
        page = visitor.send({"code": wrong_secret(first)}, status=429)
        assert "Viertelstunde" in page.text
        visitor.open("/")
        visitor.send({"code": str(second)})
        assert visitor.path == "/kennwort"

    def test_the_right_code_of_another_invitation_resets_nothing(self, site: Site, opened: OpenRound) -> None:
        first, second = opened.codes[:2]
        visitor = site.visitor()
        tries = self.tries(visitor, "/", {"code": wrong_secret(first)})
        assert [next(tries) for _ in range(10)] == [403] * 10
        visitor.open("/")
        visitor.send({"code": str(second)})
        visitor.open("/")
        visitor.send({"code": wrong_secret(first)}, status=429)

    def test_right_codes_are_never_limited(self, site: Site, code: Code) -> None:
        tries = self.tries(site.visitor(), "/", {"code": str(code)})
        assert {next(tries) for _ in range(30)} == {303}

    def test_what_cannot_be_a_code_costs_no_attempt(self, site: Site) -> None:
        tries = self.tries(site.visitor(), "/", {"code": "ABCD"})
        assert {next(tries) for _ in range(30)} == {422}

    @pytest.mark.usefixtures("response")
    def test_the_eleventh_wrong_passphrase_has_to_wait(self, site: Site, code: Code) -> None:
        guesser = site.visitor()
        guesser.open("/")
        guesser.send({"code": str(code)})
        tries = self.tries(guesser, "/kennwort", {"passphrase": "Vier Birken"})
        assert [next(tries) for _ in range(11)] == [403] * 10 + [429]

    @pytest.mark.usefixtures("response")
    def test_naming_other_codes_beside_wrong_passphrases_does_not_help(self, site: Site, code: Code) -> None:
        guesser = site.visitor()
        guesser.open("/")
        guesser.send({"code": str(code)})
        token = guesser.page.form().values["csrf_token"]
        found = [
            guesser.client.post(
                "/kennwort", data={"passphrase": "Vier Birken", "code": str(new_code()), "csrf_token": token}
            ).status_code
            for _ in range(11)
        ]
        assert found == [403] * 10 + [429]

    @pytest.mark.usefixtures("response")
    def test_wrong_passphrases_count_wherever_they_are_typed(self, site: Site, code: Code) -> None:
        guesser = site.visitor()
        guesser.open("/")
        token = guesser.page.form().values["csrf_token"]
        guess = {"passphrase": "Vier Birken", "code": str(code), "csrf_token": token}
        found = [guesser.client.post("/fragebogen/fortsetzen/1", data=guess).status_code for _ in range(10)]
        assert found == [403] * 10
        guesser.send({"code": str(code)}, status=429)

    def test_an_address_may_be_wrong_three_hundred_times_an_hour(self, site: Site, opened: OpenRound) -> None:
        visitor, elsewhere = site.visitor("10.1.0.1"), site.visitor("10.1.0.2")
        token = visitor.open("/").form().values["csrf_token"]
        found = [
            visitor.client.post(
                "/",
                data={"code": str(new_code()), "csrf_token": token},
                environ_overrides={"REMOTE_ADDR": visitor.address},
            ).status_code
            for _ in range(301)
        ]
        assert found == [403] * 300 + [429]
        elsewhere.come_in(opened.codes[0])
        assert elsewhere.path == "/fragebogen/"
