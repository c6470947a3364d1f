"""The hard rules of a report: how the week is grouped, bounds, what may not exceed what, the pace to a target. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from functools import wraps
from typing import TypeVar

from bot.errors import UserError
from bot.language import writing
from bot.language.week import Week
from bot.programme.kinds import rules_of
from bot.programme.pace import needed_weekly, weeks_left
from bot.reporting.cards import AxisCard, IndicatorView, ReportView
from bot.reporting.ceilings import exceeds, unexplained
from bot.reporting.draft import Draft

LOOK_AGAIN = timedelta(days=14)
LONG_STANDSTILL = 2
"""Weeks without a change, after which one more wants a reason."""


class SweepGroup(StrEnum):
    """Where an axis stands in the sweep."""

    NUMBER = "number"
    MOVES = "moves"
    OBSTACLE = "obstacle"
    SAME = "same"
    COLLEAGUE = "colleague"
    READY = "ready"
    DONE = "done"


Reckoned = TypeVar("Reckoned")


def _once(rule: Callable[[AxisCard], Reckoned]) -> Callable[[AxisCard], Reckoned]:
    """Reckon a rule once for a card: a card never changes, and is asked about in every screen that it is on."""

    @wraps(rule)
    def reckon(card: AxisCard) -> Reckoned:
        kept = vars(card)
        if rule.__name__ not in kept:
            kept[rule.__name__] = rule(card)
        found: Reckoned = kept[rule.__name__]
        return found

    return reckon


@_once
def group_of(card: AxisCard) -> SweepGroup:
    """Return the group of an axis: what was begun, or has no past to stay at, needs a number."""
    if card.done:
        return SweepGroup.READY if card.awaits_me else SweepGroup.DONE
    if card.colleague:
        return SweepGroup.COLLEAGUE
    if card.state != "missing" or not may_stand(card):
        return SweepGroup.NUMBER
    if card.obstacles:
        return SweepGroup.OBSTACLE
    return SweepGroup.MOVES if card.moved else SweepGroup.SAME


@_once
def may_stand(card: AxisCard) -> bool:
    """Say whether a whole axis can be confirmed as unchanged."""
    if not card.indicators or card.draft.answered or not card.rest_may_stay:
        return False
    return not card.estates.asked or not unsettled(replace(card, draft=as_unchanged(card)))


WITH_NEWS = frozenset({SweepGroup.NUMBER, SweepGroup.MOVES})
"""What wants an answer of its own, or usually has one."""


def as_ordered(cards: Iterable[AxisCard]) -> list[AxisCard]:
    """Return axes in the order in which they are asked: by group, and what moves most often first."""
    groups = list(SweepGroup)
    return sorted(cards, key=lambda card: (groups.index(group_of(card)), -card.moved, card.position))


def may_all_stand(view: ReportView) -> tuple[AxisCard, ...]:
    """Return every axis that can be confirmed as it stood, those that usually move or are blocked among them."""
    mine = (card for card in view.cards if card.state == "missing" and not card.colleague)
    return tuple(as_ordered(card for card in mine if may_stand(card)))


def in_group(view: ReportView, group: SweepGroup) -> tuple[AxisCard, ...]:
    """Return the axes of a group, in order."""
    return tuple(card for card in view.cards if group_of(card) is group)


def shown_same(view: ReportView) -> tuple[AxisCard, ...]:
    """Return the axes whose values were shown, that were not taken out, and that still may stay as they are."""
    off = view.state.off.split(";")
    return tuple(card for card in may_be_picked(view) if card.code not in off)


def may_be_picked(view: ReportView) -> tuple[AxisCard, ...]:
    """Return the same with those that were taken out."""
    shown = view.state.axes.split(";")
    return tuple(card for card in view.cards if card.code in shown and card.state == "missing" and may_stand(card))


def look_again(view: ReportView) -> date:
    """Return the day on which a standstill is looked at again: the chosen one, else the second Wednesday from now."""
    return date.fromisoformat(view.state.day) if view.state.day else view.week.wednesday + LOOK_AGAIN


def to_sign(view: ReportView, keys: str) -> tuple[AxisCard, ...]:
    """Return the axes whose reports were shown to be signed («;»), as far as they stand as they were shown."""
    shown = keys.split(";")
    return tuple(card for card in view.cards if card.signing.key in shown and (card.awaits_me or card.unsigned))


def complete_drafts(view: ReportView) -> tuple[AxisCard, ...]:
    """Return the axes that were answered but not handed in."""
    begun = (card for card in view.cards if card.state == "draft" and not card.missing and not unsettled(card))
    return tuple(card for card in begun if not _broken(card) and not unexplained(card))


def figure_of(card: AxisCard, code: str) -> int | None:
    """Return the province's own figure of this week: answered, or unchanged since the last one."""
    indicator = card.get(code)
    return card.draft.values.get(code, indicator.last if indicator and code in card.draft.unchanged else None)


def unsettled(card: AxisCard) -> tuple[IndicatorView, ...]:
    """Return the indicators whose own figure differs from a whole sum without a reason."""
    asked = (each for each in card.indicators if each.code in card.estates.asked)
    return tuple(each for each in asked if not card.estates.is_settled(each.code, figure_of(card, each.code)))


def next_owed(view: ReportView) -> AxisCard | None:
    """Return the next axis that lacks its report, after the open one and then from the first."""
    owed = _others_owed(view)
    by_itself = [card for card in owed if group_of(card) is not SweepGroup.SAME]
    return next(iter([*by_itself, *owed]), None)


def next_with_news(view: ReportView) -> AxisCard | None:
    """Return the next axis that wants an answer of its own, or usually has one; None where all others may stay."""
    return next((card for card in _others_owed(view) if group_of(card) in WITH_NEWS), None)


def _others_owed(view: ReportView) -> list[AxisCard]:
    """Return the axes that lack their report, but for the open one: those after it, then from the first."""
    ordered = as_ordered(card for card in view.cards if card.code == view.opened or not (card.done or card.colleague))
    place = next((number for number, card in enumerate(ordered) if card.code == view.opened), len(ordered))
    return [*ordered[place + 1 :], *ordered[:place]]


def stand_long(cards: tuple[AxisCard, ...]) -> tuple[AxisCard, ...]:
    """Return those of some axes for which this would be the third week in a row without a change."""
    return tuple(card for card in cards if card.standing_weeks >= LONG_STANDSTILL)


def asked(view: ReportView, card: AxisCard) -> IndicatorView | None:
    """Return the indicator that typed text answers: the chosen one, else the first that is missing."""
    return card.get(view.state.cursor) or next(iter(card.missing), None)


def as_unchanged(card: AxisCard) -> Draft:
    """Return the draft of an axis with «unchanged» for all that is missing."""
    return card.draft.with_unchanged(*(indicator.code for indicator in card.missing))


def owed(view: ReportView) -> tuple[AxisCard, ...]:
    """Return the axes that are due from the person and lack an answer: of all of them «no report» can be said."""
    mine = (card for card in view.cards if not card.done and not card.colleague and card.state != "returned")
    return tuple(card for card in mine if card.missing)


def shown_owed(view: ReportView) -> tuple[AxisCard, ...]:
    """Return those of them that were shown."""
    shown = view.state.axes.split(";")
    return tuple(card for card in owed(view) if card.code in shown)


def as_nothing(card: AxisCard) -> Draft:
    """Return the draft of an axis with «no report» for all that is missing."""
    draft = card.draft
    for indicator in card.missing:
        draft = draft.with_no_report(indicator.code)
    return draft


def check_figure(indicator: IndicatorView, value: int) -> None:
    """Refuse a value that cannot be (stored units): below the least, or far over the ceiling; others are explained."""
    low, high = indicator.minimum, indicator.maximum
    if (low is not None and value < low) or (high is not None and value > high and not exceeds(indicator, value)):
        raise UserError(
            "report.out_of_bounds" if high is not None else "report.under_bound",
            title=indicator.title,
            value=writing.quantity(value, indicator.unit),
            low=writing.amount(low or 0, indicator.unit),
            **({"high": writing.quantity(high, indicator.unit)} if high is not None else {}),
        )


def check_submission(card: AxisCard) -> None:
    """Refuse to hand in an axis with a missing answer, a part over its whole, or an unexplained one over a ceiling."""
    if missing := card.missing:
        raise UserError("report.incomplete", title=missing[0].title, count=len(missing))
    if over := unexplained(card):
        raise UserError("report.over_unexplained", title=over[0].title)
    if broken := _broken(card):
        part, whole = broken
        raise UserError(
            "report.part_over_whole",
            part=part.title,
            value=writing.quantity(_standing(card, part) or 0, part.unit),
            whole=whole.title,
            limit=writing.quantity(_standing(card, whole) or 0, whole.unit),
        )


def weekly_pace(indicator: IndicatorView, draft: Draft, week: Week) -> int | None:
    """Return how much a week is needed to reach the year's target (stored units), None where nothing is to be said."""
    if not rules_of(indicator).lasts or indicator.target is None:
        return None
    value = draft.values.get(indicator.code, indicator.last or 0)
    need = needed_weekly(value, indicator.target, weeks_left(week.year, week.previous))
    return indicator.unit.nearest(need) if need else None


def _broken(card: AxisCard) -> tuple[IndicatorView, IndicatorView] | None:
    """Return a part that exceeds its whole, with that whole."""
    for part in card.indicators:
        whole = card.get(part.not_over)
        if whole is None:
            continue
        value, limit = _standing(card, part), _standing(card, whole)
        if value is not None and limit is not None and value > limit:
            return part, whole
    return None


def _standing(card: AxisCard, indicator: IndicatorView) -> int | None:
    """Return the value that holds after this report: what was said now, else what was said last."""
    return card.draft.values.get(indicator.code, indicator.last)


STATUSES = ("on_plan", "attention", "stopped")
LONGEST_ACTION = 300
