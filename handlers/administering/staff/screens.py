"""The screens about people. Pure."""

from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import in_rows, noted, pages
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.people.duty_titles import table_title
from bot.people.rights import WITH_AXES
from bot.people.roles import ROLES, role_title
from bot.programme.provinces import PROVINCES, by_code
from handlers.administering import edit_screens
from handlers.administering.staff.view import PAGE, StaffView
from handlers.administering.ways import back_row
from storage.people import Listed

IN_A_LIST = 10


def show(view: StaffView, note: str = "") -> Screen:
    """Return the screen of where it stands."""
    match view.state.at:
        case "roles":
            roles = [Button(role_title(role), "role", (role,)) for role in ROLES]
            return Screen(noted(note, t("admin_people.find.role")), (*in_rows(roles, 2), *back_row()))
        case "provinces" | "place":
            return _provinces(view, note)
        case "list":
            return _list(view, note)
        case "name":
            return Screen(noted(note, t("admin_people.new.name")), back_row())
        case "phone":
            return Screen(noted(note, t("admin_people.new.phone", name=view.state.name)), back_row())
        case "successor" if view.part:
            new = (Button(t("admin_people.button.new"), "new"),)
            return Screen(noted(note, t("admin_people.handover.who", name=view.part["name"])), (new, *back_row()))
        case "handing" if view.part and view.old:
            return _handing(view, note)
        case "review" if view.draft:
            return edit_screens.review(view.draft, view.names, view.state.page, view.problem, note)
        case "find" | "review":
            return _find(view, note)
        case _ if view.part is None:
            return _find(view.at("find"), note)
        case "rename":
            return Screen(noted(note, t("admin_people.rename", name=view.part["name"])), back_row())
        case "duties":
            return _duties(view, note)
        case "duty":
            return _duty(view, note)
        case "role":
            return _role(view, note)
        case "axes":
            return _axes(view, note)
        case _:
            return _card(view, note)


def code(view: StaffView) -> Screen:
    """Return a new code with its links; nothing shows it again."""
    lines = [
        t("admin_people.code.title", name=(view.part or {})["name"]),
        t("admin_people.code.code", code=view.code),
        *view.links_of_code,
        t("admin_people.code.valid"),
    ]
    return Screen("\n".join(lines), back_row())


def _find(view: StaffView, note: str) -> Screen:
    rows: Rows = (
        (
            Button(t("admin_people.button.roles"), "filter", ("roles",)),
            Button(t("admin_people.button.provinces"), "filter", ("provinces",)),
        ),
        (Button(t("admin_people.button.new"), "new"),),
        *_waiting(view),
        *back_row(),
    )
    active = len({row.id for row in view.roster if row.state == "active"})
    idle = len({row.id for row in view.roster if row.state != "active"})
    return Screen(noted(note, t("admin_people.find.title", active=active, idle=idle)), rows)


def _provinces(view: StaffView, note: str) -> Screen:
    page = view.state.page
    shown = PROVINCES[page * PAGE * 2 : (page + 1) * PAGE * 2]
    buttons = in_rows((Button(each.name, "province", (each.code,)) for each in shown), 2)
    if view.state.at == "place" and view.part:
        text = t("admin_people.new.place", name=view.part["name"], role=role_title(view.state.duty))
    else:
        text = t("admin_people.find.province")
    return Screen(noted(note, text), (*buttons, *pages(page, len(PROVINCES), PAGE * 2), *back_row()))


def _list(view: StaffView, note: str) -> Screen:
    rows = listed(view)
    if not rows:
        return Screen(noted(note, t("admin_people.list.none")), back_row())
    page = view.state.page
    shown = list(rows.items())[page * IN_A_LIST : (page + 1) * IN_A_LIST]
    buttons = tuple((Button(_label(duties), "card", (str(number),)),) for number, duties in shown)
    text = t("admin_people.list.title", count=len(rows))
    return Screen(noted(note, text), (*buttons, *pages(page, len(rows), IN_A_LIST), *back_row()))


def listed(view: StaffView) -> dict[int, list[Listed]]:
    """Return the people who are listed, each with the duties that say why."""
    state = view.state
    wanted = [int(number) for number in state.found.split(";") if number]
    found: dict[int, list[Listed]] = {number: [] for number in wanted}
    for row in view.roster:
        if row.id in found if wanted else row.role == state.role or (row.province and row.province == state.province):
            found.setdefault(row.id, []).append(row)
    return {number: duties for number, duties in found.items() if duties}


def _label(duties: list[Listed]) -> str:
    first = duties[0]
    if first.state != "active":
        return t("admin_people.list.suspended", name=first.full_name)
    if not first.role:
        return first.full_name
    where = by_code(first.province).name if first.province else t("roster.duty.headquarters")
    return t("admin_people.list.person", name=first.full_name, role=role_title(first.role), where=where)


def _card(view: StaffView, note: str) -> Screen:
    part = view.part or {}
    lines = [
        t("admin_people.card.title", name=part["name"]),
        t("admin_people.card.state", state=t(f"admin.state.{part['state']}")),
    ]
    if part["honorific"]:
        lines.append(t("admin_people.card.honorific", honorific=part["honorific"]))
    if view.phone:
        lines.append(t("admin_people.card.phone", phone=writing.digits(view.phone)))
    lines += [t("admin_people.card.duty", duty=table_title(duty, view.axes)) for duty in part["duties"]] or [
        t("admin_people.card.no_duty")
    ]
    for link in view.links:
        key = "admin_people.card.blocked" if link.blocked_at else "admin_people.card.link"
        messenger = t(f"admin.messenger.{link.platform}")
        lines.append(t(key, messenger=messenger, moment=dates.moment(link.blocked_at or link.used_at)))
    if not view.links:
        lines.append(t("admin_people.card.no_link"))
    return Screen(noted(note, "\n".join(lines)), _card_buttons(view, part["state"]))


def _card_buttons(view: StaffView, state: str) -> Rows:
    active = state == "active"
    verdict = "suspend" if active else "activate"
    rows: list[tuple[Button, ...]] = [
        (Button(t("admin_people.button.duties"), "duties"), Button(t("admin_people.button.rename"), "rename")),
        (
            Button(t(f"admin_people.button.{verdict}"), verdict),
            *((Button(t("admin_people.button.invite"), "invite"),) if active else ()),
        ),
    ]
    rows += [
        (
            Button(
                t("admin_people.button.unlink", messenger=t(f"admin.messenger.{link.platform}")),
                "unlink",
                (link.platform, str(link.user_id)),
            ),
        )
        for link in view.links
    ]
    if active and view.part and view.part["duties"]:
        rows.append((Button(t("admin_people.button.handover"), "handover"),))
    return (*rows, *_waiting(view), *back_row())


def _handing(view: StaffView, note: str) -> Screen:
    """Return what goes over from whom to whom, with the tap that does it."""
    old, new = view.old or {}, view.part or {}
    duties = t("admin.semicolon").join(table_title(duty, view.axes) for duty in old["duties"])
    text = t("admin_people.handover.ask", duties=duties, old=old["name"], new=new["name"])
    if view.problem:
        return Screen(noted(note, f"{text}\n\n{view.problem}"), back_row())
    return Screen(noted(note, text), ((Button(t("admin.button.confirm"), "confirm"),), *back_row()))


def _waiting(view: StaffView) -> Rows:
    return ((Button(t("admin.button.waiting", count=len(view.draft)), "draft"),),) if view.draft else ()


def _duties(view: StaffView, note: str) -> Screen:
    part = view.part or {}
    held = part["duties"]
    buttons = tuple((Button(table_title(duty, view.axes), "duty", (str(place),)),) for place, duty in enumerate(held))
    text = t("admin_people.duties.title" if held else "admin_people.duties.none", name=part["name"])
    new = (Button(t("admin_people.button.new_duty"), "new"),)
    return Screen(noted(note, text), (*buttons, new, *back_row()))


def _duty(view: StaffView, note: str) -> Screen:
    part = view.part or {}
    role, _, province = view.state.duty.partition(" ")
    held = next((duty for duty in part["duties"] if (duty["role"], duty["province"]) == (role, province)), None)
    if held is None:
        return _duties(view, note)
    axes = (Button(t("admin_people.button.axes"), "axes"),) if role in WITH_AXES else ()
    rows = ((*axes, Button(t("admin_people.button.take"), "take")), *back_row())
    return Screen(noted(note, t("admin_people.duties.one", name=part["name"], duty=table_title(held, view.axes))), rows)


def _role(view: StaffView, note: str) -> Screen:
    roles = in_rows((Button(role_title(role), "role", (role,)) for role in ROLES), 2)
    return Screen(noted(note, t("admin_people.new.role", name=(view.part or {})["name"])), (*roles, *back_row()))


def _axes(view: StaffView, note: str) -> Screen:
    """Return the axes to choose from, a page at a time; what is chosen carries a mark."""
    page, codes = view.state.page, list(view.axes)
    held = view.state.axes.split(";")
    rows = []
    for code in codes[page * PAGE : (page + 1) * PAGE]:
        label = t("admin_people.axes.chosen" if code in held else "admin_people.axes.other", title=view.axes[code])
        rows.append((Button(label, "toggle", (code,)),))
    role, _, province = view.state.duty.partition(" ")
    duty = {"role": role, "province": province, "estate": "", "axes": view.state.axes}
    key = "admin_people.axes.ceo" if role == "ceo" else "admin_people.axes.title"
    text = t(key, name=(view.part or {})["name"], duty=table_title(duty, view.axes))
    given = (Button(t("admin_people.button.given"), "given"),)
    return Screen(noted(note, text), (*rows, *pages(page, len(codes), PAGE), given, *back_row()))
