"""Tells the other side: a field was handed back, it was answered, a figure is over its ceiling, something was said.

Whoever made or answered one, a row waits (`storage/review_notices.py`). It is told by the same turn in working hours
of those who hear it, else by the clock at the next 08:00.
"""

from datetime import datetime, timedelta

from bot.conversing.posting import post
from bot.conversing.screen import Button, Screen
from bot.language import dates
from bot.language.catalogue import t
from bot.language.week import Week
from bot.people.charge import list_owners, list_reporters
from bot.people.rights import REPORTERS
from bot.programme.in_memory import hold_calendar, hold_programme
from bot.programme.provinces import by_code
from bot.programme.timetable import push_time
from bot.reporting.ceilings import why
from bot.reviewing.comparing import compare, say
from bot.reviewing.fields import Field
from bot.reviewing.notice import return_notice
from bot.reviewing.parties import list_listening, list_reviewers, list_talking
from bot.reviewing.reading import (
    axis_name,
    indicator_of,
    open_until,
    read_answers,
    read_fields,
    read_standing,
)
from storage import accounts, comments, people, review_notices, reviews
from storage.outbox import Letter
from storage.review_notices import Waiting
from storage.reviews import Return
from storage.transaction import Reading, Transaction

NOTICE = "review_notice"
"""What stands before the buttons of these notices: each is good for as long as its row is kept."""
MOST_COMMENTS, CALM = 8, timedelta(minutes=1)
"""Notices of one side of a talk: as many as the talk shows at once may wait, and go out within a minute."""
PROVINCE, HEADQUARTERS = "province", "headquarters"
Notice = tuple[Screen, list[int]]
"""What is told, and whom."""


async def tell_reviews(tx: Transaction, now: datetime) -> None:
    """Post what waits to be told, as far as these are working hours of those who hear it."""
    held = await hold_calendar(tx)
    await review_notices.drop_older_comments(tx, MOST_COMMENTS)
    for each in await review_notices.list_waiting(tx):
        if push_time(now, held.rules, held.calendar, each.province) == now and not await _is_flood(tx, each, now):
            await _tell(tx, each, now)


async def next_reviews(tx: Reading, now: datetime) -> datetime | None:
    """Return when something that waits may next be told."""
    held = await hold_calendar(tx)
    moments = [
        now + CALM if await _is_flood(tx, each, now) else push_time(now, held.rules, held.calendar, each.province)
        for each in await review_notices.list_waiting(tx)
    ]
    return min((moment for moment in moments if moment > now), default=None)


async def _is_flood(tx: Reading, each: Waiting, now: datetime) -> bool:
    """Say whether a comment came with so many others that its notice waits until it is calm."""
    return each.what == "comment" and await comments.count_between(tx, each.number, now - CALM, now) > MOST_COMMENTS


async def tell_successor(tx: Transaction, person_id: int) -> None:
    """Let who has taken over a post be told what is still handed back to it."""
    for province in {duty.province for duty in await people.list_duties(tx, person_id) if duty.role in REPORTERS}:
        for row in await reviews.list_open_of_province(tx, province):
            if person_id in await list_reporters(tx, row.province, row.axis, await _writer(tx, row)):
                await review_notices.tell_again(tx, row.id)


async def _writer(tx: Reading, row: Return) -> int:
    place = await reviews.get(tx, row.report_id)
    return place.written_by if place else 0


async def _tell(tx: Transaction, each: Waiting, now: datetime) -> None:
    made = await _notice(tx, each, now)
    screen, told = made or (Screen(""), [])
    addresses = [address for person in told if (address := await accounts.get_address(tx, person))]
    for address in addresses:
        await post(tx, address, screen, now, Letter("", kind="notice"), NOTICE)
    if addresses or each.what != "returned":  # what was handed back waits for somebody who can answer it
        await review_notices.drop(tx, each)


async def _notice(tx: Reading, each: Waiting, now: datetime) -> Notice | None:
    match each.what:
        case "comment":
            return await _comment(tx, each.number)
        case "over":
            return await _over(tx, each.number)
        case _:
            return await _return(tx, each, now)


async def _over(tx: Reading, report_id: int) -> Notice | None:
    """Return the notice to the owner of an axis: which figures of a report are over their ceilings, and why."""
    place = await reviews.get(tx, report_id)
    if place is None:
        return None
    plan = await hold_programme(tx, Week(place.week).year)
    titles = {each.code: each for each in plan.indicators}
    lines = [
        t("review.over.line", title=titles[code].title, said=say(titles[code], answer, None), why=why(answer.reason))
        for code, answer in (await read_answers(tx, report_id, await reviews.newest(tx, report_id))).items()
        if code in titles and why(answer.reason)
    ]
    named = {"axis": await axis_name(tx, place.week, place.axis), "province": by_code(place.province).name}
    text = t("review.over.title", week=dates.week_label(Week(place.week)), **named)
    screen = Screen("\n".join([text, *lines]), ((_button("review", report_id),),))
    return (screen, await list_owners(tx, place.axis)) if lines else None


async def _return(tx: Reading, each: Waiting, now: datetime) -> Notice | None:
    """Return the notice of a return: to the reporter while it is open, to the owner once it is answered."""
    row = await reviews.get_return(tx, each.number)
    if row is None:
        return None
    if each.what == "answered":
        screen = Screen(await _answered(tx, row), ((_button("review", row.report_id),),))
        return screen, await list_reviewers(tx, row.axis, row.returned_by)
    text = await _handed_back(tx, row, now)
    screen = Screen(text, ((_button("mend", row.id), _button("explain", row.id)),))
    return (screen, await list_reporters(tx, row.province, row.axis, await _writer(tx, row))) if text else None


async def _handed_back(tx: Reading, row: Return, now: datetime) -> str:
    """Return what is told of a field that was handed back; it is empty where the programme has it no more."""
    week, of = Week(row.week), (row.province, row.axis)
    fields = await read_fields(
        tx, week, of, (row.report_id, row.revision, await reviews.get_approved(tx, row.report_id))
    )
    field = next((each for each in fields if each.indicator.code == row.indicator), None)
    named = (week, by_code(row.province).name, await axis_name(tx, row.week, row.axis))
    until = await open_until(tx, week, *of, now)
    return return_notice(field, named, row.reason, until) if field else ""


async def _answered(tx: Reading, row: Return) -> str:
    """Return the answer to a return: the explanation, or from what to what it was corrected."""
    named, said = await _named(tx, row), await _said(tx, row, row.revision)
    if row.outcome == "explained":
        return t("mend.explained", said=said, words=row.explanation, **named)
    after = await _field(tx, row, await reviews.newest(tx, row.report_id))
    before = after.before or said if after else said
    if after and after.change:
        return t("mend.corrected_by", before=before, said=after.said, change=after.change, **named)
    return t("mend.corrected", before=before, said=after.said if after else "", **named)


async def _field(tx: Reading, row: Return, revision: int) -> Field | None:
    """Return what a revision says on the field of a return, beside what was handed back."""
    indicator = await indicator_of(tx, row)
    if indicator is None:
        return None
    standing = (await read_standing(tx, Week(row.week), row.province, row.axis)).of(row.province).get(row.indicator)
    first, later = [
        (await read_answers(tx, row.report_id, each)).get(row.indicator) for each in (row.revision, revision)
    ]
    return compare(indicator, later, standing, first)


async def _said(tx: Reading, row: Return, revision: int) -> str:
    field = await _field(tx, row, revision)
    return field.said if field else ""


async def _named(tx: Reading, row: Return) -> dict[str, str]:
    indicator = await indicator_of(tx, row)
    return {
        "axis": await axis_name(tx, row.week, row.axis),
        "province": by_code(row.province).name,
        "week": dates.week_label(Week(row.week)),
        "title": indicator.title if indicator else row.indicator,
        "reason": row.reason,
    }


async def _comment(tx: Reading, number: int) -> Notice | None:
    found = await comments.get(tx, number)
    if found is None:
        return None
    key, comment = found
    week, province, axis = key
    named = {
        "axis": await axis_name(tx, week, axis),
        "province": by_code(province).name,
        "week": dates.week_label(Week(week)),
        "name": comment.person,
        "moment": dates.moment(comment.at),
        "words": comment.words,
    }
    button = Button(t("talk.button.answer"), "talk", (week.isoformat(), province, axis))
    others = [each.person_id for each in await comments.list_of(tx, key) if each.side != comment.side]
    from_headquarters = comment.side == HEADQUARTERS
    told = (
        await list_talking(tx, province, axis, others) if from_headquarters else await list_listening(tx, axis, others)
    )
    return Screen(t(f"talk.notice.{comment.side}", **named), ((button,),)), told


def _button(name: str, number: int) -> Button:
    return Button(t(f"mend.button.{name}"), name, (str(number),))
