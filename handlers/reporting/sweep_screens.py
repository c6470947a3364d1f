"""The screens of the sweep: the week's one message, what was handed in, and what stays as it is. Pure."""

from bot.conversing.screen import Button, Screen
from bot.conversing.widgets import ButtonRow, back, in_rows, later, noted
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.provinces import HEADQUARTERS_UNIT, Province
from bot.reporting.cards import AxisCard, ReportView
from bot.reporting.rules import (
    SweepGroup,
    as_ordered,
    complete_drafts,
    in_group,
    may_all_stand,
    next_owed,
)
from bot.signing.screens import waiting

STANDSTILLS = ("agency", "credit", "season", "on_plan", "other")
MOST_BUTTONS = 12
"""Of the week's message."""
MOST_NAMES = 9
"""Axes of a group that are named in the week's message."""


def week(view: ReportView, note: str = "") -> Screen:
    """Return the week's one message: all axes that are due, in their groups, and how much time is left."""
    done = in_group(view, SweepGroup.DONE)
    lines = [
        t("report.list.title", week=dates.week_label(view.week)),
        *([_progress(view, len(done))] if view.cards else []),
        _deadline(view),
        "",
        *(_group(view, group) for group in SweepGroup if in_group(view, group)),
    ]
    if len(done) == len(view.cards):
        lines.append(t("report.list.complete" if done else "report.list.nothing"))
    return Screen(noted(note, "\n".join(lines)), _week_buttons(view, done))


def done(view: ReportView, note: str = "") -> Screen:
    """Return the axes that were handed in, each a button to look at it or to correct it."""
    cards = in_group(view, SweepGroup.DONE)
    text = "\n".join([t("report.done.title", week=dates.week_label(view.week)), t("report.done.ask")])
    states = [("unsigned" if card.unsigned else card.state, card) for card in cards]
    buttons = [Button(t(f"report.done.{state}", axis=card.short), "open", (card.code,)) for state, card in states]
    return Screen(noted(note, text), (*in_rows(buttons), (back(), later())))


def nothing(cards: tuple[AxisCard, ...], note: str = "") -> Screen:
    """Return the question whether there is no report on any of some axes."""
    names = t("common.comma").join(card.short for card in cards)
    text = "\n".join([t("report.nothing.title", count=len(cards), axes=names), "", t("report.nothing.ask")])
    rows = ((Button(t("report.button.nothing", count=len(cards)), "no_report"),), (back(), later()))
    return Screen(noted(note, text), rows)


def put_off(view: ReportView) -> Screen:
    """Return what is said when the rest is put off: nothing is lost, and until when there is time."""
    return Screen(t("report.later", deadline=dates.moment(view.times.deadline)))


def _progress(view: ReportView, done: int) -> str:
    if view.province.code == HEADQUARTERS_UNIT:
        return t("report.list.headquarters", done=done, all=len(view.cards))
    return t("report.list.province", province=view.province.name, done=done, all=len(view.cards))


def _deadline(view: ReportView) -> str:
    if view.early:
        return t("report.list.early", opens=dates.moment(view.times.opens))
    if view.grace:
        return t("report.list.grace", until=dates.moment(view.grace))
    if view.moment > view.times.deadline:
        return t("report.list.late", lock=dates.moment(view.times.lock))
    left = dates.left(view.moment, view.times.deadline)
    return t("report.list.deadline", deadline=dates.moment(view.times.deadline), left=left)


def _group(view: ReportView, group: SweepGroup) -> str:
    cards, complete = in_group(view, group), complete_drafts(view)
    named = [t("report.in_group.complete", axis=card.short) if card in complete else _named(card) for card in cards]
    axes = t("common.comma").join(named[:MOST_NAMES])
    if more := len(named[MOST_NAMES:]):
        if group in {SweepGroup.SAME, SweepGroup.DONE}:  # which have a button of their own, and are named there
            return t(f"report.counted.{group}", count=len(named))
        axes = t("report.in_group.more", axes=axes, count=more)
    return t(f"report.group.{group}", count=len(cards), axes=axes)


def _named(card: AxisCard) -> str:
    """Return an axis as it stands in its group, with what is particular about it."""
    if card.awaits_me:
        return t("report.in_group.colleague", axis=card.short, name=card.signing.writer)
    if card.done:
        return t(f"report.in_group.{'unsigned' if card.unsigned else card.state}", axis=card.short)
    if card.state in {"draft", "returned"}:
        return t(f"report.in_group.{card.state}", axis=card.short)
    return t("report.in_group.colleague", axis=card.short, name=card.colleague) if card.colleague else card.short


def axes(view: ReportView, note: str = "") -> Screen:
    """Return every axis that lacks its report, each a button."""
    buttons = [Button(card.short, "open", (card.code,)) for card in _owed(view)]
    text = t("report.axes", week=dates.week_label(view.week), count=len(buttons))
    return Screen(noted(note, text), (*in_rows(buttons), (back(), later())))


def _owed(view: ReportView) -> list[AxisCard]:
    return as_ordered(card for card in view.cards if not card.done)


def _week_buttons(view: ReportView, done: tuple[AxisCard, ...]) -> tuple[ButtonRow, ...]:
    """Return at most `MOST_BUTTONS` where that is enough for the other ways: of the axes, those that come first."""
    above, below, owed = _ways_to_many(view), _ways_elsewhere(view, done), _owed(view)
    onward = next_owed(view)
    if onward and len(owed) > 1:
        above.append((Button(t("report.button.next", axis=onward.short), "open", (onward.code,)),))
    room = MOST_BUTTONS - sum(map(len, (*above, *below)))
    named = owed if len(owed) <= room else owed[: max(room - 1, 2)]
    rows = [*in_rows([Button(card.short, "open", (card.code,)) for card in named])]
    if len(named) < len(owed):
        rows.append((Button(t("report.button.axes", count=len(owed)), "axes"),))
    return (*above, *rows, *below)


def _ways_to_many(view: ReportView) -> list[ButtonRow]:
    """Return the buttons for several axes at once: what is complete, handed back, to be signed, or stays as it is."""
    buttons: list[Button] = []
    same, every, complete = in_group(view, SweepGroup.SAME), may_all_stand(view), complete_drafts(view)
    if complete and not view.early:
        buttons.append(Button(t("report.button.submit_complete", count=len(complete)), "submit_complete"))
    if view.returned:
        buttons.append(Button(t("report.button.returned", count=view.returned), "returned"))
    if view.from_estates:
        buttons.append(Button(t("entry.button.waiting", count=view.from_estates), "from_estates"))
    if waiting(view):
        buttons.append(Button(t("report.button.ready", count=len(waiting(view))), "ready"))
    if len(every) > len(same) and not view.early:
        buttons.append(Button(t("report.button.all_same", count=len(every)), "all_same"))
    if same and not view.early:
        buttons.append(Button(t("report.button.same_group", count=len(same)), "unchanged"))
    return [(button,) for button in buttons]


def _ways_elsewhere(view: ReportView, done: tuple[AxisCard, ...]) -> list[ButtonRow]:
    """Return the buttons that lead to what was handed in, to other weeks and units, and away."""
    rows: list[ButtonRow] = [(Button(t("report.button.done", count=len(done)), "done"),)] if done else []
    rows += [
        (Button(t("report.button.week", week=dates.day_and_month(other.wednesday)), "week", (other.key,)),)
        for other in view.weeks
    ]
    provinces = [Button(_unit(one), "province", (one.code,)) for one in view.others]
    return [*rows, *in_rows(provinces), *way_to_rows(view), (later(),)]


def way_to_rows(view: ReportView) -> tuple[ButtonRow, ...]:
    """Return the button that goes back to the rows of a free message, while some are open."""
    return ((Button(t("report.button.reading"), "reading"),),) if view.state.reading else ()


def _unit(unit: Province) -> str:
    return unit.name if unit.code == HEADQUARTERS_UNIT else t("report.button.province", province=unit.name)
