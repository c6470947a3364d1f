"""The screens about Thursdays. Pure."""

from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import in_rows, noted, pages
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.provinces import PROVINCES, by_code
from handlers.administering import edit_screens
from handlers.administering.thursdays.view import ThursdaysView
from handlers.administering.ways import back_row
from handlers.administering.week_screens import choose_week

A_PAGE = 16


def show(view: ThursdaysView, note: str = "") -> Screen:
    """Return the screen of where it stands."""
    match view.state.at:
        case "review" if view.draft:
            return edit_screens.review(view.draft, view.names, view.state.page, view.problem, note)
        case "weeks":
            return choose_week(view.first, note)
        case _:
            return _list(view, note)


def _list(view: ThursdaysView, note: str) -> Screen:
    """Return the provinces, those that work on Thursdays with a mark."""
    page, worked = view.state.page, view.worked(view.week.key)
    shown = PROVINCES[page * A_PAGE : (page + 1) * A_PAGE]
    marked = [(each, t("admin_schedule.chosen", label=each.name) if worked[each.code] else each.name) for each in shown]
    buttons = in_rows((Button(label, "toggle", (each.code,)) for each, label in marked), 2)
    stored = view.stored[view.week.key]
    named = t("common.comma").join(each.name for each in PROVINCES if stored[each.code])
    waiting = t("common.comma").join(each.name for each in PROVINCES if stored[each.code] != worked[each.code])
    week = dates.week_label(view.week)
    lines = [t("admin_thursdays.title", week=week, provinces=named) if named else t("admin_thursdays.none", week=week)]
    for code, later in view.later.items():
        key = "ends" if stored[code] else "begins"
        lines.append(t(f"admin_thursdays.{key}", province=by_code(code).name, week=dates.week_label(later)))
    if waiting:
        lines.append(t("admin_thursdays.waiting", provinces=waiting))
    lines.append(t("admin_thursdays.how"))
    waits: Rows = ((Button(t("admin.button.waiting", count=len(view.draft)), "review"),),) if view.draft else ()
    weeks: Rows = ((Button(t("admin_schedule.button.weeks"), "weeks"),),)
    rows = (*buttons, *pages(page, len(PROVINCES), A_PAGE), *weeks, *waits, *back_row())
    return Screen(noted(note, "\n".join(lines)), rows)
