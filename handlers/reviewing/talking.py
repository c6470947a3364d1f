"""Loads and saves the talk about an axis of a week, for who reports on it and for who owns it."""

from datetime import datetime

from bot.language.week import week_from_key
from bot.people.caller import Caller
from bot.people.scope import reports_on
from bot.programme.due import axes_due, week_at_hand
from bot.programme.in_memory import find_programme, hold_calendar, hold_programme
from bot.programme.provinces import PROVINCES, by_code
from bot.reviewing.facts import AddComment
from bot.reviewing.parties import reviewed_axes
from bot.reviewing.reading import axis_name
from bot.reviewing.telling import HEADQUARTERS, PROVINCE, tell_reviews
from bot.said import Choice, Said
from handlers.reviewing.talk_view import TalkState, TalkView
from storage import audit, comments
from storage.audit import Act
from storage.transaction import Transaction


async def load(tx: Transaction, caller: Caller, state: TalkState, said: Said, now: datetime) -> TalkView:
    """Load what was said; an axis that is not the person's is none."""
    own = list(dict.fromkeys(duty.province for duty in caller.reporting_duties))
    province = _chosen(said, "province", state.province) or (own[0] if own else "")
    newest = week_at_hand(now, await hold_calendar(tx), province)[0]
    chosen = _chosen(said, "week", state.week)
    week = week_from_key(chosen) if chosen else newest
    may = bool(state.axis) and _may(caller, province, state.axis)
    key = (week.saturday, province, state.axis)
    axes = tuple(
        [
            (axis.code, axis.short, await comments.count(tx, (week.saturday, province, axis.code)))
            for axis in axes_due((await hold_programme(tx, week.year)).axes, week)
            if reports_on(caller.duties, province, axis.code)
        ]
    )
    return TalkView(
        state=TalkState(week.key, province, state.axis if may else "", state.older, state.note),
        week=week,
        province=_name(province),
        axis=await axis_name(tx, week.saturday, state.axis) if may else "",
        comments=tuple(await comments.list_of(tx, key)) if may else (),
        axes=axes,
        from_headquarters=may and not reports_on(caller.duties, province, state.axis),
        older=week.previous if await find_programme(tx, week.previous.year) else None,
        newer=week.next if week < newest else None,
        others=tuple((code, by_code(code).name) for code in own if code != province),
    )


def _chosen(said: Said, name: str, held: str) -> str:
    return said.args[0] if isinstance(said, Choice) and said.name == name else held


def _name(province: str) -> str:
    return by_code(province).name if province in {each.code for each in PROVINCES} else ""


def _may(caller: Caller, province: str, axis: str) -> bool:
    """Say whether a person reports on an axis for a province, or owns it at headquarters."""
    axes = reviewed_axes(caller)
    return bool(_name(province)) and (reports_on(caller.duties, province, axis) or axes is None or axis in axes)


async def save(tx: Transaction, caller: Caller, facts: tuple[AddComment, ...], now: datetime) -> None:
    """Keep what was said, and tell the other side."""
    for fact in facts:
        if not _may(caller, fact.province, fact.axis):
            continue
        side = PROVINCE if reports_on(caller.duties, fact.province, fact.axis) else HEADQUARTERS
        key = (week_from_key(fact.week).saturday, fact.province, fact.axis)
        number = await comments.add(tx, key, caller.person.id, (side, fact.words), now)
        subject = f"{fact.week}/{fact.province}/{fact.axis}"
        await audit.append(tx, now, Act(f"person:{caller.person.id}", "comment.add", subject, {"comment": number}))
        await tell_reviews(tx, now)
