"""The screens about the calendar. Pure."""

from datetime import date

from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import in_rows, noted, pages
from bot.language import dates
from bot.language.catalogue import t
from handlers.administering import edit_screens
from handlers.administering.days.view import DaysView
from handlers.administering.ways import back_row

A_PAGE = 8


def show(view: DaysView, note: str = "") -> Screen:
    """Return the screen of where it stands."""
    match view.state.at:
        case "review" if view.draft:
            return edit_screens.review(view.draft, view.names, view.state.page, view.problem, note)
        case "date":
            return Screen(noted(note, t("admin_days.ask.date")), back_row())
        case "reason":
            return Screen(noted(note, t("admin_days.ask.reason", day=dates.date(view.day))), back_row())
        case "day" if view.day in view.holidays:
            return _day(view, note)
        case _:
            return _list(view, note)


def which(days: tuple[date, ...]) -> Screen:
    """Return the question which of several days was meant."""
    rows = tuple((Button(dates.date(day), "sure", (day.isoformat(),)),) for day in days)
    return Screen(t("common.which_day"), (*rows, *back_row()))


def _list(view: DaysView, note: str) -> Screen:
    page, every = view.state.page, sorted(view.holidays)
    shown = every[page * A_PAGE : (page + 1) * A_PAGE]
    lines = [t("admin_days.list.title")]
    for day in shown:
        key = "added" if day in view.changed else "day"
        lines.append(t(f"admin_days.list.{key}", day=dates.date(day), reason=view.holidays[day]))
    worked = sorted(day for day, part in view.changed.items() if part["worked"] and day >= view.this_day)
    lines += [t("admin_days.list.worked", day=dates.date(day)) for day in worked]
    buttons = in_rows((Button(dates.day_and_month(day), "day", (day.isoformat(),)) for day in shown), 2)
    new: Rows = ((Button(t("admin_days.button.new"), "new"),),)
    waiting: Rows = ((Button(t("admin.button.waiting", count=len(view.draft)), "review"),),) if view.draft else ()
    return Screen(
        noted(note, "\n".join(lines)), (*buttons, *pages(page, len(every), A_PAGE), *new, *waiting, *back_row())
    )


def _day(view: DaysView, note: str) -> Screen:
    day = view.day
    buttons = [Button(t("admin_days.button.work"), "work")]
    if day in view.changed:
        buttons = [Button(t("admin_days.button.forget"), "forget")]
    text = t("admin_days.list.day", day=dates.date(day), reason=view.holidays[day])
    return Screen(noted(note, text), (tuple(buttons), *back_row()))
