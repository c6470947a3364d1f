"""The screens about estates. Pure."""

from bot.administering.edits import Part
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import in_rows, noted, pages
from bot.language.catalogue import t
from bot.programme.provinces import PROVINCES, by_code
from handlers.administering import edit_screens
from handlers.administering.estates.view import EstatesView
from handlers.administering.ways import back_row

PLACES_A_PAGE, IN_A_LIST = 16, 10


def show(view: EstatesView, note: str = "") -> Screen:
    """Return the screen of where it stands."""
    match view.state.at, view.part:
        case "review", _ if view.draft:
            return edit_screens.review(view.draft, view.names, view.state.page, view.problem, note)
        case "new", _ if view.state.province:
            return Screen(noted(note, t("admin_estates.ask.new", province=_province(view))), back_row())
        case "card", dict(part):
            return _card(view, part, note)
        case "rename", dict(part):
            return Screen(noted(note, t("admin_estates.ask.name", name=part["name"])), back_row())
        case "manager", dict(part):
            return _manager(view, part, note)
        case "retire", dict(part):
            return _retire(view, part, note)
        case "provinces", _:
            return _provinces(view, note)
        case _ if view.state.province:
            return _list(view, note)
        case _:
            return _provinces(view, note)


def _provinces(view: EstatesView, note: str) -> Screen:
    page = view.state.page
    shown = PROVINCES[page * PLACES_A_PAGE : (page + 1) * PLACES_A_PAGE]
    labels = {
        each.code: t("admin_estates.counted", province=each.name, count=view.counts[each.code])
        if view.counts.get(each.code)
        else each.name
        for each in shown
    }
    buttons = in_rows((Button(label, "province", (code,)) for code, label in labels.items()), 2)
    text = t("admin_estates.provinces", count=sum(view.counts.values()))
    turn = pages(page, len(PROVINCES), PLACES_A_PAGE)
    return Screen(noted(note, text), (*buttons, *turn, *_waiting(view), *back_row()))


def _list(view: EstatesView, note: str) -> Screen:
    """Return the estates of a province, the retired ones last."""
    page, every = view.state.page, sorted(view.estates.items(), key=lambda item: not item[1]["active"])
    shown = every[page * IN_A_LIST : (page + 1) * IN_A_LIST]
    lines = [t("admin_estates.list" if every else "admin_estates.no_list", province=_province(view))]
    lines += [_line(view, part) for _number, part in shown]
    buttons = in_rows((Button(part["name"], "estate", (str(number),)) for number, part in shown), 2)
    new: Rows = ((Button(t("admin_estates.button.new"), "new"),),)
    turn = pages(page, len(every), IN_A_LIST)
    return Screen(noted(note, "\n".join(lines)), (*buttons, *turn, *new, *_waiting(view), *back_row()))


def _line(view: EstatesView, part: Part) -> str:
    if not part["active"]:
        return t("admin_estates.retired", name=part["name"])
    if not part["managers"]:
        return t("admin_estates.unmanaged", name=part["name"])
    return t("admin_estates.managed", name=part["name"], manager=_managers(view, part))


def _card(view: EstatesView, part: Part, note: str) -> Screen:
    lines = [t("admin_estates.card", name=part["name"], province=_province(view))]
    if not part["active"]:
        lines.append(t("admin_estates.idle"))
    elif part["managers"]:
        lines.append(t("admin_estates.manager", manager=_managers(view, part)))
    else:
        lines.append(t("admin_estates.no_manager"))
    buttons = [Button(t("admin_estates.button.rename"), "rename")]
    if part["active"]:
        buttons += [
            Button(t("admin_estates.button.manager"), "manager"),
            Button(t("admin_estates.button.retire"), "retire"),
        ]
    else:
        buttons.append(Button(t("admin_estates.button.restore"), "restore"))
    return Screen(noted(note, "\n".join(lines)), (*in_rows(buttons, 2), *_waiting(view), *back_row()))


def _manager(view: EstatesView, part: Part, note: str) -> Screen:
    """Return those of the province, or those whom a typed name may mean."""
    page, every = view.state.page, candidates(view)
    shown = every[page * IN_A_LIST : (page + 1) * IN_A_LIST]
    buttons: Rows = tuple((Button(view.managers[number], "person", (str(number),)),) for number in shown)
    nobody: Rows = ((Button(t("admin_estates.button.nobody"), "nobody"),),)
    text = t("admin_estates.ask.manager", name=part["name"])
    return Screen(noted(note, text), (*buttons, *pages(page, len(every), IN_A_LIST), *nobody, *back_row()))


def candidates(view: EstatesView) -> list[int]:
    """Return who is offered to look after an estate: active people, of the province where nobody was named."""
    found = [int(number) for number in view.state.found.split(";") if number]
    of_province = [row for row in view.roster if row.province == view.state.province and row.id in view.active]
    own = sorted(of_province, key=lambda row: row.role != "estate_manager")
    return [number for number in found if number in view.active] or list(dict.fromkeys(row.id for row in own))


def _retire(view: EstatesView, part: Part, note: str) -> Screen:
    """Return what is open at an estate, before it is retired."""
    lines = [t("admin_estates.ask.retire", name=part["name"])]
    if view.open and view.open.asked:
        lines.append(
            t("admin_estates.open.asked", week=view.open.week, asked=view.open.asked, answered=view.open.answered)
        )
    else:
        lines.append(t("admin_estates.open.nothing"))
    if view.open and view.open.obstacles:
        lines.append(t("admin_estates.open.obstacles", count=view.open.obstacles))
    if part["managers"]:
        lines.append(t("admin_estates.open.manager", manager=_managers(view, part)))
    lines.append(t("admin_estates.open.past"))
    go_on: Rows = ((Button(t("admin_estates.button.retire"), "sure"),),)
    return Screen(noted(note, "\n".join(lines)), (*go_on, *back_row()))


def _managers(view: EstatesView, part: Part) -> str:
    names = (view.managers.get(number, "") for number in part["managers"])
    return t("common.comma").join(t("admin.text", text=name) for name in names)


def _province(view: EstatesView) -> str:
    return by_code(view.state.province).name


def _waiting(view: EstatesView) -> Rows:
    return ((Button(t("admin.button.waiting", count=len(view.draft)), "review"),),) if view.draft else ()
