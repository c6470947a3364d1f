"""The reminder before the deadline: to who owes, saying what is missing and until when."""

from datetime import datetime

from bot.conversing.posting import post
from bot.conversing.screen import Button, Screen
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week
from bot.programme.held import hold_calendar, hold_programme
from bot.programme.provinces import PROVINCES, Province
from bot.programme.timetable import Timetable
from bot.reporting.due import axes_due, week_at_hand
from storage import accounts, ledger, people, reports
from storage.outbox import Letter
from storage.transaction import Transaction


def remind(tx: Transaction, now: datetime) -> None:
    """Remind the CEOs of every province whose reminder is due and has not been sent; too late is skipped."""
    held = hold_calendar(tx)
    for province in PROVINCES:
        week, times = week_at_hand(now, held, province.code)
        if times.reminder is None or now < times.reminder:
            continue
        entry = ("reminder", week.key, province.code)
        if ledger.has(tx, *entry):
            continue
        missed = now >= times.deadline
        ledger.enter(tx, now, entry, "skipped" if missed else "done")
        if not missed:
            _remind_province(tx, province, week, times, now)


def _remind_province(tx: Transaction, province: Province, week: Week, times: Timetable, now: datetime) -> None:
    due = axes_due(hold_programme(tx, week.year).axes, week)
    done = {report.axis for report in reports.list_of_province(tx, week.saturday, province.code)}
    missing = [axis.short for axis in due if axis.code not in done]
    if not missing:
        return
    text = t(
        "chase.reminder",
        week=dates.week_label(week),
        province=province.name,
        done=len(due) - len(missing),
        all=len(due),
        left=len(missing),
        axes=t("chase.comma").join(missing),
        deadline=dates.moment(times.deadline),
    )
    buttons = ((Button(t("chase.complete"), "complete"),),)
    for person in people.list_holders(tx, "ceo", province.code):
        if address := accounts.get_address(tx, person.id):
            post(tx, address, Screen(text, buttons), now, Letter("", kind="push"), "reminder")
