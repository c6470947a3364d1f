"""The conversation of the fast lane, driven without a service: what is kept is what was shown, nothing else."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversing.flow import Onward
from bot.conversing.screen import Button, Screen
from bot.language.catalogue import t
from bot.language.week import week_of
from bot.programme.calendar import calendar_of, seed_holidays
from bot.programme.provinces import by_code
from bot.programme.timetable import seed_rules, timetable
from bot.reporting.cards import AxisCard, ReportState, ReportView
from bot.reporting.draft import Draft
from bot.reporting.facts import SaveDraft, Submit
from bot.said import Choice, Edited, File, Said, Stale, Text
from handlers.free_messages.steps import step
from handlers.free_messages.view import FastState, view_of
from tests.fast.cards import cards
from tests.fast.test_propose import MESSAGES

WEEK = week_of(date(2026, 11, 25))
BILLION = 10**10


class Talk:
    """A conversation with the cards that its facts change; `left` is where it went on to."""

    def __init__(self, text: str, week: tuple[AxisCard, ...] = (), now: datetime | None = None) -> None:
        times = timetable(WEEK, seed_rules(), calendar_of(seed_holidays(), []), "IR-21")
        assert times is not None
        self.now = now or times.opens
        self.report = ReportView(
            ReportState(), by_code("IR-21"), WEEK, times, self.now, self.now.date(), week or cards()
        )
        self.state: FastState | None = FastState(text)
        self.left: Onward | None = None
        self.facts: list[Any] = []
        self.screen = Screen("")
        self.say(Choice("enter"))

    def say(self, said: Said) -> None:
        """Take a step, and those that follow from it."""
        assert self.state is not None
        taken = step(view_of(self.state, self.report), said, self.now)
        for fact in taken.facts:
            assert isinstance(fact, SaveDraft | Submit)
            self._save(fact)
        self.state = taken.state
        self.screen = taken.screens[0] if taken.screens else self.screen
        if taken.onward is not None and taken.onward.flow == "fast":
            self.state = FastState(**taken.onward.values)  # type: ignore[arg-type]
            self.say(Choice("enter"))
        elif taken.onward is not None:
            self.left = taken.onward

    @property
    def left_for(self) -> ReportState | None:
        """Where the report goes on, once the fast lane was left for it."""
        return ReportState(**self.left.values) if self.left and self.left.flow == "report" else None  # type: ignore[arg-type]

    def tap(self, label: str) -> None:
        """Tap a button."""
        button = next(each for each in self.buttons if each.label == label)
        self.say(Choice(button.name, button.args))

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.screen.rows for button in row]

    def draft(self, axis: str) -> Draft:
        return next(card.draft for card in self.report.cards if card.code == axis)

    def _save(self, fact: SaveDraft | Submit) -> None:
        self.facts.append(fact)
        changes: dict[str, Any] = {"draft": fact.draft}
        if isinstance(fact, Submit):
            changes |= {"reported": fact.draft, "state": "submitted", "submitted_at": self.now, "late": fact.late}
        week = tuple(replace(card, **changes) if card.code == fact.axis else card for card in self.report.cards)
        begun = (card.code == fact.axis and card.state == "missing" for card in week)
        week = tuple(replace(card, state="draft") if new else card for new, card in zip(begun, week, strict=True))
        self.report = replace(self.report, cards=week)


def handed_in() -> tuple[AxisCard, ...]:
    """Return the cards of a week in which all axes were handed in, with the last values said again."""
    drafts = {card.code: Draft(values={each.code: each.last or 0 for each in card.indicators}) for card in cards()}
    moment = datetime(2026, 11, 23, tzinfo=UTC)
    return tuple(
        replace(card, state="submitted", submitted_at=moment, draft=drafts[card.code], reported=drafts[card.code])
        for card in cards()
    )


def test_confirming_all_keeps_only_rows_without_a_question() -> None:
    talk = Talk("برق ظرفیت ۷، جذب ۵، پیشرفت ۴۰")
    talk.tap("تأیید هر ۲ ردیف مشخص")
    assert talk.draft("AX01").values == {"elec_capacity": 700, "elec_progress": 400}
    talk.tap("۱) کاهش واقعی")
    assert talk.draft("AX01").values["elec_absorbed"] == 5 * BILLION
    assert talk.draft("AX01").reasons == {"elec_absorbed": "real_fall"}


def test_a_row_that_is_left_out_is_not_kept() -> None:
    talk = Talk("برق ظرفیت ۷، پیشرفت ۴۰")
    talk.tap("کنار گذاشتن ۱")
    talk.tap("تأیید ۱")
    assert talk.draft("AX01").values == {"elec_progress": 400}


def test_a_button_of_before_does_nothing_once_its_row_is_settled() -> None:
    talk = Talk("برق ظرفیت ۷، پیشرفت ۴۰")
    button = next(each for each in talk.buttons if each.label == "تأیید ۱")
    talk.tap("کنار گذاشتن ۱")
    talk.say(Choice(button.name, button.args))
    talk.say(Stale())
    assert not talk.facts


def test_a_value_that_the_row_does_not_mean_is_not_kept() -> None:
    talk = Talk("برق ظرفیت ۷")
    button = next(each for each in talk.buttons if each.label == "تأیید ۱")
    key, axis, code, kind, _value, *rest = button.args
    talk.say(Choice("keep", (key, axis, code, kind, "900", *rest)))
    talk.say(Choice("sure", (key, axis, code, kind, "900", *rest)))
    assert not talk.facts


def test_zero_for_an_axis_answers_its_numbers_and_no_report_all_of_it() -> None:
    talk = Talk("پاویون نداریم")
    talk.tap("۱) عدد صفر")
    assert talk.draft("AX09").values == {"pav_held": 0, "pav_units": 0}
    talk = Talk("پاویون نداریم")
    talk.tap("۱) این هفته گزارشی ندارم")
    assert talk.draft("AX09").unreported == ("pav_held", "pav_units", "pav_next")


def test_unchanged_answers_what_has_a_past() -> None:
    talk = Talk("بورس بدون تغییر")
    talk.tap("تأیید ۱")
    assert talk.draft("AX04").unchanged == ("bourse_raised",)


def test_confirming_all_leaves_an_axis_that_was_handed_in_as_it_is() -> None:
    talk = Talk("برق ظرفیت ۷", handed_in())
    talk.say(Text("تأیید همه"))
    assert not talk.facts
    assert talk.screen.text.startswith("لطفاً نخست هر ردیف زیر را تأیید فرمایید")


def test_complete_axes_are_handed_in_on_time_or_late() -> None:
    text = "پساب: تصفیه‌خانه ۴، قرارداد ۲، ۵۰۰۰ مترمکعب در روز"
    for late in (False, True):
        talk = Talk(text)
        talk.report = replace(talk.report, moment=talk.report.times.deadline + timedelta(hours=1 if late else -1))
        talk.say(Text("تأیید"))
        talk.tap("ثبت ۱ محور آماده")
        assert [(type(fact), fact.late) for fact in talk.facts[1:]] == [(Submit, late)]
        assert talk.left is not None


def test_nothing_is_handed_in_before_the_week_opens() -> None:
    talk = Talk("بورس: معرفی ۲، تأمین مالی ۴۵ میلیارد، بورس گزارش نداریم")
    talk.report = replace(talk.report, moment=talk.report.times.opens - timedelta(hours=1))
    talk.say(Text("تأیید"))
    talk.say(Text("ثبت"))
    assert all(isinstance(fact, SaveDraft) for fact in talk.facts)


def test_a_name_alone_opens_its_axis_and_a_greeting_ends() -> None:
    assert Talk("آب").left_for == ReportState("card", "AX02", week=WEEK.key, province="IR-21")
    assert Talk("سلام، وقت بخیر").state is None
    assert Talk("بقیه بدون تغییر").left is not None


SAID = st.one_of(
    st.integers(0, 40),
    st.sampled_from([Stale(), Edited(), Text("بازگشت"), Text("تأیید همه"), Text("ثبت"), Text("")]),
    MESSAGES.map(Text),
)


@settings(deadline=None)
@given(MESSAGES, st.lists(SAID, max_size=12))
def test_whatever_is_said_nothing_is_kept_that_was_not_shown_and_a_next_step_is_always_shown(
    message: str, acts: list[int | Said]
) -> None:
    talk = Talk(message)
    for act in acts:
        if talk.state is None or talk.left is not None:
            return
        assert talk.buttons
        assert talk.screen.text
        before = len(talk.facts)
        if isinstance(act, int):
            button = talk.buttons[act % len(talk.buttons)]
            talk.say(Choice(button.name, button.args))
            saves = {"keep", "sure", "keep_all", "rest", "submit_complete"}
            assert len(talk.facts) == before or button.name in saves
        else:
            talk.say(act)
            assert len(talk.facts) == before or act in {Text("تأیید همه"), Text("ثبت")}


def over_ceiling() -> Talk:
    """Say a capacity of electricity over its ceiling, and choose it."""
    highest = next(each.maximum for each in cards()[0].indicators if each.code == "elec_capacity")
    assert highest
    talk = Talk(f"برق ظرفیت {highest // 100 + 1}، پیشرفت ۴۰")
    talk.say(next(Choice(each.name, each.args) for each in talk.buttons if str(highest + 100) in each.args))
    return talk


def test_a_value_over_the_ceiling_asks_for_its_reason_before_it_is_kept() -> None:
    talk = over_ceiling()
    assert "بیش از سقف" in talk.screen.text
    assert not talk.facts
    talk.tap("افزایش ظرفیت یا اعتبار مصوب")
    assert talk.draft("AX01").reasons == {"elec_capacity": "over:افزایش ظرفیت یا اعتبار مصوب"}


def test_the_reason_of_a_value_over_the_ceiling_may_be_written_and_the_other_rows_stay() -> None:
    talk = over_ceiling()
    talk.say(Text("پست تازه برق‌دار شد"))
    assert talk.draft("AX01").reasons == {"elec_capacity": "over:پست تازه برق‌دار شد"}
    assert "تأیید ۱" in [each.label for each in talk.buttons]


def test_the_rest_stays_said_twice_is_told_and_changes_nothing() -> None:
    talk = Talk("برق ظرفیت ۷، بقیه بدون تغییر")
    shown = talk.screen.text
    talk.say(Text("سایر موارد بدون تغییر"))
    assert talk.screen.text == f"«\u2068سایر موارد بدون تغییر\u2069»\n\n{shown}"


def test_a_province_that_is_nobodys_any_more_is_said_to_be() -> None:
    talk = Talk("برق ظرفیت ۷")
    shown = talk.screen.text
    talk.say(Choice("province", ("IR-18",)))
    assert talk.screen.text == f"{t('common.province_gone', province='بوشهر')}\n\n{shown}"


def test_what_is_no_answer_is_told_across_the_turn_of_the_week() -> None:
    for said, told in (
        (File("document", "file", "", 1000, "", "۲۵ میلیارد"), "خوانده نشد: «\u2068۲۵ میلیارد\u2069»"),
        (Text("۲۵ میلیارد", forwarded=True), "خوانده نشد: «\u2068۲۵ میلیارد\u2069»"),
        (Edited(), t("common.edited")),
    ):
        talk = Talk("برق ظرفیت ۷")
        assert talk.state is not None
        talk.state = replace(talk.state, week=WEEK.previous.key)
        talk.say(said)
        assert talk.screen.text.startswith(f"{t('report.other_week')}\n{told}")


def test_a_rounded_figure_is_said_to_be_rounded() -> None:
    talk = Talk("آب تأمین‌شده ۳۲٫۴۴ لیتر بر ثانیه")
    assert (
        "۳۲٫۴ لیتر بر ثانیه\u2069 (گرد شده)" in talk.screen.text or "۳۲٫۴ لیتر بر ثانیه (گرد شده)" in talk.screen.text
    )
    assert "گرد شده" not in Talk("آب تأمین‌شده ۳۲٫۴ لیتر بر ثانیه").screen.text
