"""A form asks in its order, goes back, hears what is typed as what is tapped, and ends by a confirmation."""

from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from bot.conversing.answers import FreeText, OneOf, Several
from bot.conversing.day_answers import DayAhead, PastDay
from bot.conversing.flow import Step
from bot.conversing.form import Ask, Form, FormField, Preview, tapped
from bot.conversing.replies import no_answer, quoted, unread
from bot.conversing.screen import Button, Screen
from bot.errors import UserError
from bot.language.catalogue import t
from bot.programme.calendar import DAY
from bot.said import Choice, Edited, Said, Stale, Text, Unreadable
from tests.chasing.world import tehran

NOW = tehran("1405/09/02 10:00")
TODAY = NOW.date()
LETTERS = (("الف", "a"), ("ب", "b"), ("پ", "c"))


@dataclass(frozen=True)
class DishState:
    at: str = "plate"
    plate: str = ""
    sides: str = ""
    why: str = ""
    when: str = ""
    note: str = ""


@dataclass(frozen=True)
class DishView:
    state: DishState


def _end(view: DishView, _now: datetime) -> Step[DishState, DishState]:
    if view.state.plate == "c":
        raise UserError("common.use_buttons")
    return Step(None, (Screen("done"),), (view.state,))


FORM: Form[DishState, DishView, DishState] = Form(
    "dish",
    {
        "plate": FormField(lambda _view: "plate?", OneOf(lambda _view: LETTERS, 2)),
        "sides": FormField(
            lambda _view: "sides?",
            Several(lambda _view: LETTERS, lambda _view: ("همه", "a;b;c"), "excepting.button.on"),
        ),
        "why": FormField(lambda _view: "why?", FreeText(10), wanted=lambda view: view.state.plate == "b"),
        "when": FormField(lambda _view: "when?", DayAhead(lambda _view: TODAY, "closing.past_day")),
        "note": FormField(lambda _view: "note?", FreeText(10), aside=True),
    },
    Preview(lambda view: f"{view.state.plate} {view.state.sides} {view.state.when}", "excepting.button.confirm"),
    _end,
)


def _keep(view: DishView, place: str, answer: str) -> Step[DishState, DishState]:
    return Step(view.state, (Screen(f"{place} kept"),), (DishState(place, why=answer),))


SHORT: Form[DishState, DishView, DishState] = Form(
    "dish",
    {
        "plate": FormField(lambda _view: "plate?", OneOf(lambda _view: LETTERS, 2)),
        "when": FormField(lambda _view: "when?", PastDay(lambda _view: TODAY)),
    },
    None,
    _end,
    lambda _view: Step(None, (Screen("later"),)),
    home="card",
    heading=lambda view: f"dish {view.state.plate}".strip(),
    leave="later",
)
KEEPING = replace(SHORT, fields={"answer": FormField(lambda _view: "answer?", FreeText(10))}, takes=_keep)


@dataclass
class Talk:
    """Somebody who fills a form in."""

    form: Form[DishState, DishView, DishState] = FORM
    state: DishState | None = field(default_factory=DishState)
    screen: Screen = field(default_factory=lambda: FORM.show(DishView(DishState())))
    facts: list[DishState] = field(default_factory=list)

    def hear(self, *said: Said | str) -> "Talk":
        for each in said:
            assert self.state is not None
            step = self.form.step(DishView(self.state), Text(each) if isinstance(each, str) else each, NOW)
            if step.onward:
                self.state = DishState(**step.onward.values)  # type: ignore[arg-type]
                step = self.form.step(DishView(self.state), Choice("enter"), NOW)
            self.state, self.screen = step.state, step.screens[-1]
            self.facts += step.facts
        return self

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.screen.rows for button in row]


@pytest.fixture
def talk() -> Talk:
    return Talk()


def test_questions_come_in_their_order_and_a_confirmation_ends_them(talk: Talk) -> None:
    assert talk.screen.text == "plate?"
    talk.hear(Choice("plate", ("a",)))
    assert talk.screen.text == "sides?"
    talk.hear(Choice("toggle", ("b",)), Choice("on"))
    assert talk.screen.text == "when?"  # «why» is not wanted
    talk.hear(Choice("day", (TODAY.isoformat(),)))
    assert talk.screen.text == f"a b {TODAY}"
    talk.hear(Choice("confirm"))
    assert (talk.state, talk.facts) == (None, [DishState("preview", "a", "b", "", TODAY.isoformat())])


def test_a_question_that_is_wanted_is_asked(talk: Talk) -> None:
    talk.hear(Choice("plate", ("b",)), Choice("all"))
    assert talk.screen.text == "why?"
    assert talk.hear("چون  که").state == DishState("when", "b", "a;b;c", "چون که")


def test_what_a_button_says_may_be_typed(talk: Talk) -> None:
    talk.hear("الف", "ب", "پ")
    assert talk.screen.text == "sides?"
    assert talk.labels == ["همه", "الف", "✓ ب", "✓ پ", "ادامه با ۲ محور", "بازگشت", "انصراف"]
    assert talk.hear("همه").screen.text == "when?"
    assert talk.hear("بازگشت").screen.text == "sides?"
    assert talk.hear("انصراف").state is None


def test_a_choice_that_is_not_offered_is_no_answer(talk: Talk) -> None:
    for said in (Choice("plate", ("z",)), Choice("sides", ("a",)), Choice("plate"), Choice("confirm"), Stale()):
        assert talk.hear(said).screen == FORM.show(DishView(DishState()))


@pytest.mark.parametrize(
    ("said", "word"),
    [
        (Text("هیچ‌کدام"), unread("هیچ‌کدام", t("common.use_buttons"))),
        (Unreadable(), t("common.other_kind")),
        (Edited(), t("common.edited")),
        (Text("الف", forwarded=True), unread("الف", t("common.forwarded"))),
    ],
)
def test_what_is_no_answer_leaves_everything_as_it_was_with_a_word(talk: Talk, said: Said, word: str) -> None:
    talk.hear(said)
    assert (talk.state, talk.screen.text) == (DishState(), f"{word}\n\nplate?")


def test_one_may_go_back_over_what_was_not_asked_and_the_first_question_has_no_way_back(talk: Talk) -> None:
    assert talk.labels == ["الف", "ب", "پ", "انصراف"]
    talk.hear("الف", "همه", Choice("back"), Choice("back"), Choice("back"))
    assert talk.state == DishState("plate", "a", "a;b;c")


def test_an_answer_that_is_changed_lets_the_later_ones_be_asked_anew(talk: Talk) -> None:
    talk.hear("الف", "همه", "امروز")
    assert talk.state == DishState("preview", "a", "a;b;c", "", TODAY.isoformat())
    talk.hear(Choice("change", ("plate",)), "ب")
    assert talk.state == DishState("sides", "b")


def test_an_aside_leads_back_to_the_preview_and_costs_no_answer(talk: Talk) -> None:
    talk.hear("الف", "همه", "امروز", Choice("change", ("note",)))
    assert talk.screen.text == "note?"
    talk.hear("یادداشت")
    assert talk.state == DishState("preview", "a", "a;b;c", "", TODAY.isoformat(), "یادداشت")
    assert talk.hear(Choice("change", ("note",)), Choice("back")).state == talk.state
    assert talk.state is not None
    assert talk.state.at == "preview"


def test_a_month_and_days_in_doubt_stand_in_the_place_of_the_question_until_one_goes_back(talk: Talk) -> None:
    talk.hear("الف", "همه", Choice("month", ("1405-10",)))
    assert talk.screen.text == "when?"
    assert talk.labels[0] == "۱"
    assert talk.labels[-2:] == ["بازگشت", "انصراف"]
    assert talk.hear(Choice("again")).labels[0] != "۱"
    assert talk.hear("۱۰/۱۱").screen.text == f"{quoted('۱۰/۱۱')}\n{t('common.which_day')}"
    assert talk.state == DishState("when", "a", "a;b;c")
    assert talk.hear("دیروز").screen.text == f"{quoted('دیروز')}\n{t('closing.past_day')}\n\nwhen?"


def test_words_that_are_too_long_are_not_taken(talk: Talk) -> None:
    talk.hear("ب", "همه", "ا" * 11)
    assert talk.screen.text.startswith(f"{quoted('ا' * 11)}\n{t('report.too_long', limit=10, length=11)}")
    assert talk.state == DishState("why", "b", "a;b;c")


def test_what_can_no_longer_be_confirmed_says_why(talk: Talk) -> None:
    talk.hear("پ", "همه", "امروز", "تمدید")
    assert talk.facts == []
    assert talk.screen.text.startswith(t("common.use_buttons"))


def test_a_place_that_the_form_does_not_have_is_its_beginning() -> None:
    assert FORM.show(DishView(DishState("gone", "a"))).text == "plate?"


def test_without_a_preview_the_last_answer_ends_it_and_headings_stand_above_questions() -> None:
    talk = Talk(SHORT).hear("الف")
    assert talk.screen.text == "dish a\n\nwhen?"
    assert talk.hear("دیروز").facts == [DishState("when", "a", when=(TODAY - DAY).isoformat())]
    assert talk.state is None


def test_a_heading_stands_above_what_is_shown_instead_and_its_way_back_leads_where_it_says() -> None:
    talk = Talk(SHORT).hear("الف", "۷/۸")
    assert talk.screen.text == f"dish a\n\n{quoted('۷/۸')}\n{t('common.right_day')}"
    assert [button.name for button in talk.screen.rows[-1]] == ["back", "later"]
    assert talk.hear(Choice("back")).state == DishState("plate", "a")
    assert talk.hear("ب", Choice("month", ("1405-08",))).screen.rows[-1][0].name == "again"


def test_the_first_question_leads_back_home_and_a_form_is_left_by_its_own_word() -> None:
    talk = Talk(SHORT).hear(Choice("again"))
    assert talk.labels[-2:] == ["بازگشت", "بعداً"]
    step = SHORT.step(DishView(DishState()), Choice("back"), NOW)
    assert step.onward
    assert step.onward.values["at"] == "card"
    assert talk.hear(Choice("cancel")).state == DishState()
    assert talk.hear("بعدا").screen.text == "later"


def test_an_answer_that_is_kept_elsewhere_leads_where_the_room_says() -> None:
    talk = Talk(KEEPING).hear("یک دو")
    assert (talk.screen.text, talk.facts) == ("answer kept", [DishState("answer", why="یک دو")])
    assert talk.hear("ا" * 11).facts == [DishState("answer", why="یک دو")]


def test_a_typed_text_names_a_button_by_its_label_or_by_a_word_that_is_read_for_it() -> None:
    screen = Screen("", ((Button("پایان", "later"), Button("«الف»", "open", ("1",))),))
    assert tapped(Text("بعدا"), lambda: screen) == tapped(Text("پایان"), lambda: screen) == Choice("later")
    assert tapped(Text("« الف »"), lambda: screen) == Choice("open", ("1",))
    for said in (Text("الف"), Text(""), Text("پایان", forwarded=True), Choice("other"), Edited()):
        assert tapped(said, lambda: screen) == said


@pytest.mark.parametrize(
    ("said", "word"),
    [
        (Text("الف"), unread("الف", t("common.use_buttons"))),
        (Text("الف", forwarded=True), unread("الف", t("common.forwarded"))),
        (Edited(), t("common.edited")),
        (Unreadable(), t("common.other_kind")),
    ],
)
def test_whatever_is_no_answer_has_its_word(said: Said, word: str) -> None:
    assert no_answer(said) == word
    assert no_answer(Stale()) == no_answer(Choice("open")) == ""


def test_a_day_ahead_may_be_none_and_has_a_last_one() -> None:
    view = DishView(DishState(when=(TODAY + DAY).isoformat()))
    ahead: DayAhead[DishView] = DayAhead(
        lambda _view: TODAY, "closing.past_day", "delegate.button.open", lambda view: view.state.when
    )
    ask = Ask(view, "when", "")
    assert ahead.rows(ask)[0] == (Button("تا اطلاع بعدی", "open"),)
    assert ahead.hear(ask, Choice("open")) == ""
    assert ahead.hear(ask, Choice("day", (view.state.when,))) == view.state.when
    with pytest.raises(UserError):
        ahead.hear(ask, Choice("day", ((TODAY + DAY + DAY).isoformat(),)))
    assert replace(ahead, endless="").hear(ask, Choice("open")) is None


def test_the_tap_that_takes_all_may_stand_last_beside_the_way_on() -> None:
    several: Several[DishView] = Several(
        lambda _view: LETTERS, lambda _view: ("همه", "a;b;c"), "excepting.button.on", 2, whole_last=True
    )
    rows = several.rows(Ask(DishView(DishState()), "sides", "b"))
    assert [[button.name for button in row] for row in rows] == [["toggle", "toggle"], ["toggle"], ["on", "all"]]
    assert [button.name for button in several.rows(Ask(DishView(DishState()), "sides", ""))[-1]] == ["all"]
