"""What the places of estates show. Pure."""

from bot.administering.edits import Part
from bot.conversing.screen import Button, Rows
from bot.conversing.widgets import in_rows
from bot.language.catalogue import t
from bot.programme.provinces import Province, by_code
from handlers.administering.estates.view import EstatesView
from handlers.administering.room import paged

IN_A_LIST = 10


def counted(view: EstatesView, each: Province) -> str:
    """Return a province with the number of its active estates."""
    count = view.counts.get(each.code)
    return t("admin_estates.counted", province=each.name, count=count) if count else each.name


def in_order(view: EstatesView) -> list[tuple[int, Part]]:
    """Return the estates of the province, the retired ones last."""
    return sorted(view.estates.items(), key=lambda item: not item[1]["active"])


def listed(view: EstatesView) -> str:
    """Return the estates on the page, each with who looks after it."""
    every, first = in_order(view), view.state.page * IN_A_LIST
    title = t("admin_estates.list" if every else "admin_estates.no_list", province=province(view))
    return "\n".join([title, *(_line(view, part) for _number, part in every[first : first + IN_A_LIST])])


def _line(view: EstatesView, part: Part) -> str:
    if not part["active"]:
        return t("admin_estates.retired", name=part["name"])
    if not part["managers"]:
        return t("admin_estates.unmanaged", name=part["name"])
    return t("admin_estates.managed", name=part["name"], manager=_managers(view, part))


def card(view: EstatesView) -> str:
    """Return an estate: its name, and who looks after it."""
    if not view.part["active"]:
        state = t("admin_estates.idle")
    elif view.part["managers"]:
        state = t("admin_estates.manager", manager=_managers(view, view.part))
    else:
        state = t("admin_estates.no_manager")
    return "\n".join([t("admin_estates.card", name=view.part["name"], province=province(view)), state])


def card_rows(view: EstatesView) -> Rows:
    """Return what may be done with an estate."""
    names = ("rename", "manager", "retire") if view.part["active"] else ("rename", "restore")
    return in_rows(Button(t(f"admin_estates.button.{name}"), name) for name in names)


def manager_rows(view: EstatesView) -> Rows:
    """Return those of the province, or those whom a typed name may mean, a page at a time."""
    people: Rows = tuple((Button(view.managers[number], "person", (str(number),)),) for number in _candidates(view))
    return (*paged(people, view.state.page, IN_A_LIST), (Button(t("admin_estates.button.nobody"), "nobody"),))


def _candidates(view: EstatesView) -> list[int]:
    """Return who is offered to look after an estate: active people, of the province where nobody was named."""
    found = [int(number) for number in view.state.found.split(";") if number]
    of_province = [row for row in view.roster if row.province == view.state.province and row.id in view.active]
    own = sorted(of_province, key=lambda row: row.role != "estate_manager")
    return [number for number in found if number in view.active] or list(dict.fromkeys(row.id for row in own))


def retire(view: EstatesView) -> str:
    """Return what is open at an estate, before it is retired."""
    lines, found = [t("admin_estates.ask.retire", name=view.part["name"])], view.open
    if found and found.asked:
        lines.append(t("admin_estates.open.asked", week=found.week, asked=found.asked, answered=found.answered))
    else:
        lines.append(t("admin_estates.open.nothing"))
    if found and found.obstacles:
        lines.append(t("admin_estates.open.obstacles", count=found.obstacles))
    if view.part["managers"]:
        lines.append(t("admin_estates.open.manager", manager=_managers(view, view.part)))
    return "\n".join([*lines, t("admin_estates.open.past")])


def _managers(view: EstatesView, part: Part) -> str:
    names = (view.managers.get(number, "") for number in part["managers"])
    return t("common.comma").join(t("admin.text", text=name) for name in names)


def province(view: EstatesView) -> str:
    """Return the name of the province."""
    return by_code(view.state.province).name
