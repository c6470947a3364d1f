"""Loads and saves the talk about an axis of a week, for who reports on it and for who owns it."""

from datetime import datetime
from typing import Any

from bot.language.week import Week, week_from_key
from bot.people.caller import HEADQUARTERS as ROLES
from bot.people.caller import Caller
from bot.people.scope import axes_of, reports_on
from bot.programme.held import hold_calendar, hold_programme
from bot.programme.provinces import PROVINCES, by_code
from bot.reporting.due import axes_due, week_at_hand
from bot.reviewing.facts import Comment
from bot.reviewing.talk_view import TalkState, TalkView
from bot.reviewing.telling import HEADQUARTERS, PROVINCE, axis_name, order_notice
from bot.said import Said
from storage import audit, comments
from storage.audit import Act
from storage.transaction import Transaction


def load(tx: Transaction, caller: Caller, state: TalkState, _said: Said, now: datetime) -> TalkView:
    """Load what was said; an axis that is not the person's is none."""
    own = [duty.province for duty in caller.reporting_duties]
    province = state.province or (own[0] if own else "")
    week = _week(state) or week_at_hand(now, hold_calendar(tx), province)[0]
    may = bool(state.axis) and _may(caller, province, state.axis)
    key = (week.saturday, province, state.axis)
    axes = tuple(
        (axis.code, axis.short, comments.count(tx, (week.saturday, province, axis.code)))
        for axis in axes_due(hold_programme(tx, week.year).axes, week)
        if reports_on(caller.duties, province, axis.code)
    )
    return TalkView(
        state=TalkState(week.key, province, state.axis if may else "", state.note),
        week=week,
        province=_name(province),
        axis=axis_name(tx, week.saturday, state.axis) if may else "",
        comments=tuple(comments.list_of(tx, key)) if may else (),
        axes=axes,
        from_headquarters=may and not reports_on(caller.duties, province, state.axis),
    )


def _week(state: TalkState) -> Week | None:
    return week_from_key(state.week) if state.week else None


def _name(province: str) -> str:
    return by_code(province).name if province in {each.code for each in PROVINCES} else ""


def _may(caller: Caller, province: str, axis: str) -> bool:
    """Say whether a person reports on an axis for a province, or owns it at headquarters."""
    axes = axes_of(caller.duties) if caller.has(*ROLES) else frozenset[str]()
    return bool(_name(province)) and (reports_on(caller.duties, province, axis) or axes is None or axis in axes)


def save(tx: Transaction, caller: Caller, facts: tuple[Any, ...], now: datetime) -> None:
    """Keep what was said, and tell the other side."""
    for fact in facts:
        if not isinstance(fact, Comment) or not _may(caller, fact.province, fact.axis):
            continue
        side = PROVINCE if reports_on(caller.duties, fact.province, fact.axis) else HEADQUARTERS
        key = (week_from_key(fact.week).saturday, fact.province, fact.axis)
        number = comments.add(tx, key, caller.person.id, (side, fact.words), now)
        subject = f"{fact.week}/{fact.province}/{fact.axis}"
        audit.append(tx, now, Act(f"person:{caller.person.id}", "comment", subject, {"comment": number}))
        order_notice(tx, now, "comment", number, fact.province if side == HEADQUARTERS else "")
