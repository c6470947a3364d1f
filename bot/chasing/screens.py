"""What the schedule says: what is missing, how much time is left, what happens next and to whom. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.chasing.calls import Calls
from bot.chasing.owing import Debt
from bot.chasing.rules import next_calls, offer_snoozes
from bot.conversing.screen import Button, Screen
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.calendar import Calendar
from bot.programme.provinces import HEADQUARTERS_UNIT, PROVINCES, by_code, place_of

TO_REPORTERS = ("opening", "reminder", "last_reminder", "overdue", "snooze")
MOST_NAMES = 8
HOUR = timedelta(hours=1)


def show(kind: str, debts: Sequence[Debt], now: datetime, calendar: Calendar, calls: Calls) -> Screen:
    """Return the message of a call to one person: a block for each province and week."""
    if kind == "owner":
        return Screen("\n\n".join(_owners_lines(debts)))
    if kind == "headquarters":
        return Screen("\n\n".join(_headquarters_lines(debts)))
    blocks = [t(f"chase.title.{kind}"), *(_block(kind, debt, now, calls) for debt in debts)]
    if kind not in TO_REPORTERS:
        return Screen("\n\n".join(blocks))
    offers = offer_snoozes(
        now, min(limit_of(debt, now) for debt in debts), calendar, place_of(debts[0].province), calls
    )
    rows = tuple((Button(t(f"chase.snooze.{name}"), "snooze", (name,)),) for name in offers)
    label = t("chase.button.start" if kind == "opening" else "chase.button.complete")
    ways = [(Button(label, "complete"),)]
    if any(debt.reported for debt in debts):
        ways.append((Button(t("chase.button.all_same"), "all_same"),))
    return Screen("\n\n".join(blocks), (*ways, *rows))


def brief(kind: str, debts: Sequence[Debt]) -> Screen | None:
    """Return what a call says in the message of another one, a line for each province; None: as it says it alone."""
    if kind != "deputy":
        return None
    lines = [
        t(
            "chase.brief",
            unit=_unit(debt.province),
            left=len(debt.missing),
            axes=_names("axes", [axis.short for axis in debt.missing], len(debt.due)),
        )
        for debt in debts
    ]
    return Screen("\n".join(lines))


def answer(text: str, *, owing: bool) -> Screen:
    """Return what is said to a tap on «remind me»; who still owes keeps the way to the report."""
    return Screen(text, ((Button(t("chase.button.complete"), "complete"),),) if owing else ())


def _block(kind: str, debt: Debt, now: datetime, calls: Calls) -> str:
    """Return what one province owes for one week."""
    late = now > debt.times.deadline
    unit, lines = _unit(debt.province), [dates.week_label(debt.week)]
    if kind == "opening" and not debt.done:
        lines.append(t("chase.block.open", unit=unit, all=len(debt.due)))
    else:
        missing = _names("axes", [axis.short for axis in debt.missing], len(debt.due))
        counts = {"all": len(debt.due), "done": debt.done, "left": len(debt.missing)}
        lines.append(t("chase.block.owed", unit=unit, **counts, axes=missing))
    limit = limit_of(debt, now)
    lines.append(t("chase.block.lock" if late else "chase.block.deadline", moment=dates.moment(limit)))
    if kind != "opening":
        lines += [t("chase.block.left", time=dates.left(now, limit)), *_next_lines(debt, now, calls)]
    return "\n".join(lines)


def _unit(province: str) -> str:
    """Return «استان یزد», or «ستاد»."""
    name = by_code(province).name
    return name if province == HEADQUARTERS_UNIT else t("chase.block.province", province=name)


def _next_lines(debt: Debt, now: datetime, calls: Calls) -> list[str]:
    """Return what happens next while something is missing, and to whom it is said."""
    following = next_calls(now, debt.times, debt.roles, calls)
    if following is None:
        return []
    instant, said = following
    what = t("chase.and").join(t(f"chase.next.{call.kind}") for call in said)
    return [t("chase.then", moment=dates.moment(instant), what=what)]


def _owners_lines(debts: Sequence[Debt]) -> list[str]:
    """Return, week by week and axis by axis, the provinces that an owner at headquarters still waits for."""
    parts = []
    for week, of_week in _by_week(debts):
        waiting: dict[str, list[str]] = {}
        for debt in of_week:
            for axis in debt.missing:
                waiting.setdefault(axis.short, []).append(by_code(debt.province).name)
        lines = [
            t("chase.owner.axis", axis=axis, provinces=_names("provinces", names, len(PROVINCES)))
            for axis, names in waiting.items()
        ]
        lock = max(debt.times.lock for debt in of_week)
        parts += [t("chase.owner.title", week=week), "\n".join(lines), t("chase.owner.lock", moment=dates.moment(lock))]
    return parts


def _headquarters_lines(debts: Sequence[Debt]) -> list[str]:
    """Return, week by week, the provinces of which something was missing at the lock."""
    parts = []
    for week, of_week in _by_week(debts):
        silent = [by_code(debt.province).name for debt in of_week if not debt.done]
        partial = [
            t("chase.headquarters.partial", province=by_code(debt.province).name, done=debt.done, all=len(debt.due))
            for debt in of_week
            if debt.done
        ]
        names = t("chase.all.provinces", count=len(silent)) if len(silent) == len(PROVINCES) else _joined(silent)
        lines = [*partial, t("chase.headquarters.silent", count=len(silent), provinces=names)] if silent else partial
        parts += [t("chase.headquarters.title", week=week, count=len(of_week)), "\n".join(lines)]
    return parts


def _joined(names: Sequence[str]) -> str:
    return t("common.comma").join(names)


def _by_week(debts: Sequence[Debt]) -> list[tuple[str, list[Debt]]]:
    weeks = dict.fromkeys(debt.week for debt in debts)
    return [(dates.week_label(week), [debt for debt in debts if debt.week == week]) for week in weeks]


def limit_of(debt: Debt, now: datetime) -> datetime:
    """Return until when something can still be done about a debt: on time, or, after that, with delay."""
    return debt.times.deadline if now <= debt.times.deadline else debt.times.lock


def _names(what: str, names: Sequence[str], everything: int) -> str:
    """Return names as a list, «all» where nothing else is left, and how many more there are."""
    if len(names) == everything > MOST_NAMES:
        return t(f"chase.all.{what}", count=everything)
    shown = _joined(names[:MOST_NAMES])
    return t(f"chase.and_more.{what}", names=shown, count=len(names) - MOST_NAMES) if names[MOST_NAMES:] else shown
