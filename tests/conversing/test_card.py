"""A card shows its pages, asks its questions in any order, keeps each answer at once, and hears what is typed."""

from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from bot.conversing.answers import FreeText, OneOf
from bot.conversing.card import Card, CardField, CardPage
from bot.conversing.day_answers import DayAhead
from bot.conversing.flow import Step
from bot.conversing.replies import quoted, unread
from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import back, first_words, page_of, under_note
from bot.errors import UserError
from bot.language.catalogue import t
from bot.said import Choice, Edited, Said, Stale, Text, Unreadable
from tests.chasing.world import tehran

NOW = tehran("1405/09/02 10:00")


@dataclass(frozen=True)
class TripState:
    at: str = "trip"
    page: int = 0
    day: str = ""


@dataclass(frozen=True)
class TripView:
    state: TripState
    where: str = ""
    gone: bool = False


TripStep = Step[TripState, str]


def _hear(_view: TripView, said: Said, _now: datetime) -> TripStep | None:
    match said:
        case Choice("cancel"):
            return Step(None, (Screen("cancelled"),))
        case Choice("leave"):
            raise UserError("common.use_buttons")
    return None


def _shown(view: TripView) -> Screen:
    rows = ((Button("کجا", "where"), Button("کی", "when"), Button("چرا", "why")), (Button("رفتن", "leave"),))
    return Screen(f"trip {view.where} {view.state.day} {view.state.page}", rows)


CARD: Card[TripState, TripView, str] = Card(
    "trip",
    {
        "gone": CardPage(lambda _view: Screen("gone"), lambda view: view.gone),
        "trip": CardPage(_shown),
        "where": CardField(
            lambda _view: "where?",
            OneOf(lambda _view: [("یزد", "yazd"), ("قم", "qom")]),
            lambda view, where: CARD.go(view, where, note="kept", at="trip"),
            beside=lambda _view: ((Button("هیچ‌جا", "cancel"),),),
        ),
        "when": CardField(
            lambda _view: "when?",
            DayAhead(lambda _view: NOW.date(), "closing.past_day"),
            lambda view, day: CARD.go(view, at="trip", day=day),
            ends=lambda _view: (back(),),
        ),
        "why": CardField(
            lambda _view: "why?",
            FreeText(10, lines=True),
            lambda view, why: CARD.go(view, why, at="trip"),
            lambda view: view.where == "qom",
        ),
    },
    _hear,
    lambda _view: (back("trip"), Button("انصراف", "cancel")),
)


@dataclass
class Traveller:
    """Somebody before the card; the first fact is where the trip goes."""

    view: TripView = field(default_factory=lambda: TripView(TripState()))
    screen: Screen = field(default_factory=lambda: Screen(""))
    facts: list[str] = field(default_factory=list)

    def hear(self, *said: Said | str) -> "Traveller":
        for each in said:
            step = CARD.step(self.view, Text(each) if isinstance(each, str) else each, NOW)
            self.facts += step.facts
            screens = step.screens
            if step.onward:
                state = TripState(**step.onward.values)  # type: ignore[arg-type]
                self.view = replace(self.view, state=state, where=(self.facts or [""])[0])
                again = CARD.step(self.view, Choice("enter"), NOW)
                screens = under_note(step.onward.note, again.screens)
            self.screen = screens[-1]
        return self

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.screen.rows for button in row]


@pytest.fixture
def traveller() -> Traveller:
    return Traveller()


def test_a_button_leads_to_the_place_that_it_is_called_like_and_an_answer_is_kept_at_once(traveller: Traveller) -> None:
    assert traveller.hear(Choice("where")).screen.text == "where?"
    assert traveller.labels == ["یزد", "قم", "هیچ‌جا", t("common.back"), "انصراف"]
    assert traveller.hear(Choice("where", ("yazd",))).screen.text == "kept\n\ntrip yazd  0"
    assert traveller.facts == ["yazd"]
    assert traveller.hear(Choice("when"), Choice("day", ("2026-12-01",))).screen.text == "trip yazd 2026-12-01 0"


def test_the_label_of_a_button_may_be_typed(traveller: Traveller) -> None:
    assert traveller.hear("کجا", "قم").facts == ["qom"]
    assert traveller.hear("چرا").screen.text == "why?"
    assert traveller.hear("بازگشت").screen.text == "trip qom  0"
    assert traveller.hear("کجا", "هیچ‌جا").screen.text == "cancelled"


def test_a_place_that_is_not_wanted_is_not_led_to_and_stands_where_the_first_wanted_one_does(
    traveller: Traveller,
) -> None:
    assert traveller.hear(Choice("why")).screen.text == "trip   0"
    assert CARD.show(TripView(TripState("why"))).text == "trip   0"
    assert CARD.show(TripView(TripState("nowhere"), gone=True)).text == "gone"


def test_a_page_is_turned_and_begins_anew_elsewhere(traveller: Traveller) -> None:
    assert traveller.hear(Choice("page", ("2",))).screen.text == "trip   2"
    assert traveller.hear(Choice("where"), Choice("trip")).screen.text == "trip   0"
    assert page_of("abcde", 1, 2) == ("cd", ((Button("صفحهٔ قبل", "page", ("0",)), Button("صفحهٔ بعد", "page", ("2",))),))


def test_words_stay_in_their_lines_and_are_refused_when_they_are_too_long(traveller: Traveller) -> None:
    traveller.hear("کجا", "قم", "چرا", "ا" * 11)
    assert traveller.screen.text.startswith(f"{quoted('ا' * 11)}\n{t('report.too_long', limit=10, length=11)}")
    assert traveller.hear("یک\nدو").facts == ["qom", "یک\nدو"]


def test_a_month_and_days_in_doubt_stand_in_the_place_of_the_question_until_one_goes_back(traveller: Traveller) -> None:
    traveller.hear("کی", Choice("month", ("1405-10",)))
    assert (traveller.screen.text, traveller.labels[0], traveller.labels[-1]) == ("when?", "۱", t("common.back"))
    assert traveller.hear("۱۰/۱۱").screen.text == f"{quoted('۱۰/۱۱')}\n{t('common.which_day')}"
    assert traveller.hear(Choice("again")).labels[-1] == t("common.back")
    assert traveller.hear("جمعه ۶ آذر").screen.text == "trip  2026-11-27 0"  # the other one is over


@pytest.mark.parametrize(
    ("said", "word"),
    [
        (Text("هیچ‌کدام"), unread("هیچ‌کدام", t("common.use_buttons"))),
        (Text(""), t("common.other_kind")),
        (Unreadable(), t("common.other_kind")),
        (Edited(), t("common.edited")),
        (Text("یزد", forwarded=True), unread("یزد", t("common.forwarded"))),
        (Choice("leave"), t("common.use_buttons")),
    ],
)
def test_what_is_no_answer_leaves_everything_as_it_was_with_a_word(traveller: Traveller, said: Said, word: str) -> None:
    traveller.hear(Choice("where"), said)
    assert (traveller.facts, traveller.screen.text) == ([], f"{word}\n\nwhere?")


def test_a_button_of_before_shows_where_things_stand(traveller: Traveller) -> None:
    for said in (Stale(), Choice("where", ("fars",)), Choice("gone"), Choice("enter")):
        assert traveller.hear(Choice("where"), said).screen.text == "where?"


def test_first_words_end_between_words() -> None:
    assert first_words("یک دو\nسه", 10) == "یک دو"
    assert first_words("یک دو سه", 4) == "یک…"
