"""Tells the other side: a field was handed back, it was answered, something was said about an axis.

In working hours at once, else at the next 08:00 of a working day of those who are told.
"""

import json
from datetime import date, datetime
from functools import partial

from bot.briefing.figures.records import Value
from bot.briefing.wording import value_text
from bot.conversing.posting import post
from bot.conversing.screen import Button, Screen
from bot.delivery.errands import Finish
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week
from bot.people.scope import reports_on
from bot.programme.held import hold_calendar, hold_programme
from bot.programme.provinces import by_code
from bot.programme.timetable import push_time
from bot.reviewing.comparing import as_value
from storage import accounts, comments, errands, people, reports, reviews
from storage.database import Database
from storage.outbox import Letter
from storage.programme import Indicator
from storage.reviews import Return
from storage.transaction import Reading, Transaction

NOTICE = "review_notice"
"""What stands before the buttons of these notices: each is good for as long as its row is kept."""
PROVINCE, HEADQUARTERS = "province", "headquarters"


def order_notice(tx: Transaction, now: datetime, what: str, number: int, province: str) -> None:
    """Order the notice of a return («returned», «answered») or a comment; ``province`` '' tells headquarters."""
    held = hold_calendar(tx)
    due = push_time(now, held.rules, held.calendar, province or None)
    payload = {"what": what, "number": number, "moment": due.isoformat()}
    errands.add(tx, NOTICE, json.dumps(payload), due)


async def send_notice(_database: Database, payload: dict[str, str | int]) -> Finish:
    """Do the errand «review_notice»; who is told, and whether it is still so, is looked up in the turn."""
    return partial(_send, what=str(payload["what"]), number=int(payload["number"]), moment=str(payload["moment"]))


def _send(tx: Transaction, what: str, number: int, moment: str) -> None:
    made = _comment(tx, number) if what == "comment" else _return(tx, number, what)
    if made:
        screen, told = made
        for person in told:
            if address := accounts.get_address(tx, person):
                post(tx, address, screen, datetime.fromisoformat(moment), Letter("", kind="notice"), NOTICE)


def _return(tx: Reading, number: int, what: str) -> tuple[Screen, list[int]] | None:
    """Return the notice of a return and who gets it: the reporter while it is open, the owner once it is answered."""
    row = reviews.get_return(tx, number)
    if row is None or (what == "returned") == (row.answered_at is not None):
        return None
    indicator = indicator_of(tx, row)
    named = {
        "axis": axis_name(tx, row.week, row.axis),
        "province": by_code(row.province).name,
        "week": dates.week_label(Week(row.week)),
        "title": indicator.title if indicator else row.indicator,
        "reason": row.reason,
    }
    if what == "returned":
        rows = ((_button("mend", number), _button("explain", number)),)
        screen = Screen(t("mend.notice", said=said(tx, row, row.revision), **named), rows)
        place = reviews.get(tx, row.report_id)
        return screen, list_reporters(tx, row.province, row.axis, place.written_by if place else 0)
    key = "mend.explained" if row.outcome == "explained" else "mend.corrected"
    words = row.explanation if row.outcome == "explained" else said(tx, row)
    text = t(key, before=said(tx, row, row.revision), words=words, **named)
    return Screen(text, ((_button("review", row.report_id),),)), list_reviewers(tx, row.axis, row.returned_by)


def _comment(tx: Reading, number: int) -> tuple[Screen, list[int]] | None:
    found = comments.get(tx, number)
    if found is None:
        return None
    key, comment = found
    week, province, axis = key
    named = {
        "axis": axis_name(tx, week, axis),
        "province": by_code(province).name,
        "week": dates.week_label(Week(week)),
        "name": comment.person,
        "words": comment.words,
    }
    button = Button(t("talk.button.answer"), "talk", (week.isoformat(), province, axis))
    if comment.side == HEADQUARTERS:
        return Screen(t("talk.notice.headquarters", **named), ((button,),)), list_reporters(tx, province, axis, 0)
    return Screen(t("talk.notice.province", **named), ((button,),)), list_reviewers(tx, axis, 0)


def said(tx: Reading, row: Return, revision: int | None = None) -> str:
    """Return what a revision (None: the newest) says on the field of a return, as it is shown."""
    indicator = indicator_of(tx, row)
    newest = revision or reviews.newest(tx, row.report_id)
    answers = {each.indicator: each for each in reports.list_answers(tx, row.report_id, newest)}
    answer = answers.get(row.indicator)
    if answer and answer.unchanged:
        return t("review.unchanged")
    value: Value | None = as_value(answer) if answer else None
    return value_text(indicator, value, whole_unit=True) if indicator else ""


def indicator_of(tx: Reading, row: Return) -> Indicator | None:
    """Return the indicator of a return, None where the programme has it no more."""
    plan = hold_programme(tx, Week(row.week).year)
    return next((each for each in plan.indicators if each.code == row.indicator), None)


def axis_name(tx: Reading, week: date, axis: str) -> str:
    """Return the short title of an axis in the year of a week."""
    plan = hold_programme(tx, Week(week).year)
    found = plan.axis(axis)
    return found.short if found else axis


def list_reporters(tx: Reading, province: str, axis: str, writer: int) -> list[int]:
    """Return who is told for a province: who wrote it, while that person reports on the axis, and the CEOs."""
    person = people.get(tx, writer) if writer else None
    own = person is not None and person.state == "active" and reports_on(people.list_duties(tx, writer), province, axis)
    ceos = [ceo.id for ceo in people.list_holders(tx, "ceo", province)]
    return list(dict.fromkeys(([writer] if own else []) + ([] if own and writer not in ceos else ceos)))


def list_reviewers(tx: Reading, axis: str, first: int) -> list[int]:
    """Return who is told at headquarters: who handed it back, while that person owns the axis, else its owners."""
    owners = people.list_owners(tx, axis) or people.list_ids(tx, "head")
    return [first] if first in owners else owners


def _button(name: str, number: int) -> Button:
    return Button(t(f"mend.button.{name}"), name, (str(number),))
