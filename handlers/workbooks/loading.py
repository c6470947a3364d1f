"""Loads and saves the conversation about a workbook that came back."""

from datetime import date, datetime

from bot.conversing.flow import Flow
from bot.errors import UserError
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week
from bot.people.caller import Caller
from bot.people.rights import REPORTERS
from bot.programme.provinces import by_code
from bot.reporting import loading, saving
from bot.reporting.cards import ReportState, ReportView
from bot.said import Choice, Said
from bot.workbooks.comparing_rules import compare
from bot.workbooks.review import Review
from bot.workbooks.stamp import Stamp, asked_of
from bot.workbooks.week_reading import restored
from handlers.workbooks.review_steps import step
from handlers.workbooks.view import BookFact, BookState, BookView, EndBook
from storage import audit, returned
from storage.audit import Act
from storage.transaction import Transaction


async def load_week(tx: Transaction, caller: Caller, province: str, now: datetime) -> ReportView:
    """Return the week at hand as the conversation of a report sees it."""
    return await loading.load(tx, caller, ReportState(province=province), Choice("enter"), now)


def check_stamp(stamp: Stamp, report: ReportView) -> None:
    """Refuse a workbook of another province, another week, or of other questions than are asked now."""
    if stamp.province != report.province.code:
        raise UserError("books.refused.province", province=by_code(stamp.province).name)
    if stamp.week != report.week.key:
        made = dates.week_label(Week(date.fromisoformat(stamp.week)))
        raise UserError("books.refused.week", made=made, now=dates.week_label(report.week))
    if stamp.asked != asked_of(report.cards):
        raise UserError("books.refused.version")


async def load(tx: Transaction, caller: Caller, state: BookState, said: Said, now: datetime) -> BookView:
    """Load what was typed in a workbook, beside the week as it stands now."""
    found = await returned.get(tx, state.book, caller.person.id)
    report = await loading.load(tx, caller, ReportState(province=found.province if found else ""), said, now)
    if found is None:
        return BookView(state, report, Review(), t("books.gone"))
    try:
        check_stamp(Stamp(found.week.isoformat(), found.province, found.asked), report)
    except UserError as mistake:
        return BookView(state, report, Review(), mistake.text)
    return BookView(state, report, compare(report, restored(found.cells)))


async def save(tx: Transaction, caller: Caller, facts: tuple[BookFact, ...], now: datetime) -> None:
    """Save what was taken from a workbook like answers from the chat, and forget the workbook."""
    await saving.save(tx, caller, tuple(fact for fact in facts if not isinstance(fact, EndBook)), now)
    for fact in facts:
        if isinstance(fact, EndBook):
            await returned.drop(tx, fact.book, caller.person.id)
            detail: dict[str, str | int | None] = {"submitted": fact.submitted, "kept": fact.kept}
            await audit.append(tx, now, Act(f"person:{caller.person.id}", "workbook.end", fact.province, detail))


BOOKS = Flow("books", BookState, load, step, save, REPORTERS)
