"""The review of a workbook: page by page, taken in one tap, and never more taken than was shown."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversing.splitting import LONGEST, units
from bot.language.catalogue import t
from bot.reporting.cards import ReportView
from bot.reporting.facts import SaveDraft, Submit
from bot.said import Choice, File, Said, Stale, Text
from bot.workbooks.comparing_rules import compare
from bot.workbooks.review import Kind, Review
from bot.workbooks.week_rows import Typed, rows_of
from handlers.workbooks.review_screens import pages
from handlers.workbooks.review_steps import step
from handlers.workbooks.view import BookState, BookView, EndBook
from tests.workbooks.conftest import MONDAY, card_of, with_card

WATER = tuple(
    Typed(f"AX02/{code}", number, "۳") for number, code in enumerate(("water_flow", "water_units", "water_pending"), 7)
)
TYPED = st.sampled_from(["", "۱۲٫۵", "abc", "بدون تغییر", "گزارشی ندارد", "-", "40%", "۹۹۹۹۹۹", "بله", "مصوب", "=1+1"])


def view_of(week: ReportView, *typed: Typed, page: int = 0) -> BookView:
    return BookView(BookState(5, page), week, compare(week, typed))


def labels(view: BookView, said: Said) -> list[str]:
    (screen,) = step(view, said, MONDAY).screens
    return [button.label for row in screen.rows for button in row]


def test_what_is_complete_is_handed_in_and_the_rest_kept_as_a_draft(week: ReportView) -> None:
    view = view_of(week, *WATER, Typed("AX01/elec_allocated", 1, "۱۳"))
    taken = step(view, Choice("take", ("5",)), MONDAY)
    assert [(type(fact), getattr(fact, "axis", "")) for fact in taken.facts] == [
        (SaveDraft, "AX01"),
        (Submit, "AX02"),
        (EndBook, ""),
    ]
    assert taken.facts[-1] == EndBook(5, "IR-21", submitted=1, kept=1)
    assert taken.onward is not None
    assert taken.onward.flow == "report"
    assert t("books.receipt.kept", count=1) in str(taken.onward.values["note"])


def test_what_is_handed_in_after_the_deadline_is_late(week: ReportView) -> None:
    late = replace(week, moment=week.times.deadline + timedelta(minutes=5))
    (fact, _end) = step(view_of(late, *WATER), Choice("take", ("5",)), MONDAY).facts
    assert isinstance(fact, Submit)
    assert fact.late


def test_what_waits_for_a_signature_is_told_so(week: ReportView) -> None:
    liaison = with_card(week, "AX02", signing=replace(card_of(week, "AX02").signing, needs=True))
    taken = step(view_of(liaison, *WATER), Choice("take", ("5",)), MONDAY)
    assert isinstance(taken.facts[0], Submit)
    assert taken.facts[0].ready
    assert taken.onward is not None
    assert taken.onward.flow == "report"
    assert "برای تأیید مدیرعامل ارسال شد" in str(taken.onward.values["note"])


def test_a_page_is_one_message_and_the_pages_hold_everything(week: ReportView) -> None:
    typed = [Typed(row.key, number, "ا" * 290) for number, row in enumerate(rows_of(week.cards), 1)]
    first = view_of(week, *typed)
    assert pages(first.review) > 3
    seen = set()
    for page in range(pages(first.review)):
        (screen,) = step(replace(first, state=BookState(5, page)), Choice("enter"), MONDAY).screens
        assert units(screen.text) < LONGEST
        seen |= {line for line in screen.text.splitlines() if line.startswith("ردیف")}
    assert len(seen) == len(first.review.findings)


@pytest.mark.parametrize("page", ["-1", "99"])
def test_a_page_that_is_not_there_changes_nothing(week: ReportView, page: str) -> None:
    view = view_of(week, *WATER)
    assert step(view, Choice("page", ("5", page)), MONDAY).state == view.state


def test_the_ways_on_fit_what_was_found(week: ReportView) -> None:
    cancel, take = t("common.cancel"), t("books.button.take", count=3)
    assert labels(view_of(week, *WATER), Choice("enter")) == [take, cancel]
    jump = Typed("AX01/elec_capacity", 3, "۲۰")
    assert labels(view_of(week, jump), Choice("enter")) == [t("books.button.take_all", count=1), cancel]
    assert labels(view_of(week, Typed("AX01/elec_capacity", 3, "abc")), Choice("enter")) == [cancel]


@pytest.mark.parametrize(
    "said", [Stale(), Text("سلام"), Text("ثبت", forwarded=True), File("photo", "1", "", 1, "", ""), Choice("take_all")]
)
def test_nothing_is_taken_where_nothing_may_be(week: ReportView, said: Said) -> None:
    view = view_of(week, *WATER[:1] if isinstance(said, Text) else (Typed("AX01/elec_capacity", 3, "abc"),))
    stayed = step(view, said, MONDAY)
    assert (stayed.facts, stayed.state) == ((), view.state)


def test_the_typed_word_for_handing_in_takes_what_is_sure_and_no_more(week: ReportView) -> None:
    view = view_of(week, *WATER, Typed("AX01/elec_capacity", 3, "۲۰"))
    assert [type(fact) for fact in step(view, Text("ثبت"), MONDAY).facts] == [Submit, EndBook]
    assert [type(fact) for fact in step(view, Choice("take_all", ("5",)), MONDAY).facts] == [SaveDraft, Submit, EndBook]


def test_a_workbook_that_says_nothing_new_is_ended_at_once(week: ReportView) -> None:
    done = step(view_of(with_card(week, "AX02", state="submitted"), *WATER), Choice("enter"), MONDAY)
    assert (done.state, done.facts) == (None, (EndBook(5, "IR-21"),))
    assert "تأمین آب" in done.screens[0].text


async def test_no_typing_ever_raises_or_reaches_what_is_not_asked(week: ReportView) -> None:
    keys = [row.key for row in rows_of(week.cards)]
    cells = st.builds(
        Typed,
        st.sampled_from([*keys, "AX99/x", "AX01/nothing", "AX06/land_settled/9"]),
        st.integers(1, 99),
        st.one_of(TYPED, st.text(max_size=12)),
        st.just("text"),
        st.sampled_from(["", "کاهش واقعی", "x"]),
    )

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(cells, max_size=12, unique_by=lambda cell: cell.key))
    def drive(typed: list[Typed]) -> None:
        view = view_of(week, *typed)
        review: Review = view.review
        for code, draft in {**review.sure, **review.confirmed}.items():
            assert draft.answered <= {one.code for one in card_of(week, code).indicators}
        for finding in review.findings:
            assert finding.kind is Kind.CHANGE or finding.reason
        for said in (Choice("enter"), Choice("take", ("5",)), Choice("take_all", ("5",))):
            taken = step(view, said, MONDAY)
            assert taken.screens or taken.onward

    drive()
