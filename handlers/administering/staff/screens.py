"""What the places of people show. Pure."""

from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import in_rows
from bot.language import dates, writing
from bot.language.catalogue import t
from bot.people.duty_titles import table_title
from bot.people.roles import ROLES, role_title
from bot.programme.provinces import PROVINCES, by_code
from handlers.administering.room import A_PAGE, paged
from handlers.administering.staff.view import StaffView
from storage.people import Listed

IN_A_LIST = 10


def code(view: StaffView) -> Screen:
    """Return a new code with its links; nothing shows it again."""
    lines = [
        t("admin_people.code.title", name=view.part["name"]),
        t("admin_people.code.code", code=view.code),
        *view.links_of_code,
        t("admin_people.code.valid"),
    ]
    return Screen("\n".join(lines))


def find(view: StaffView) -> str:
    """Return how many people there are, and how they are found."""
    active = len({row.id for row in view.roster if row.state == "active"})
    return t("admin_people.find.title", active=active, idle=len({row.id for row in view.roster}) - active)


def find_rows(_view: StaffView) -> Rows:
    """Return the ways to find people, and to add somebody."""
    filters = (Button(t(f"admin_people.button.{name}"), "filter", (name,)) for name in ("roles", "provinces"))
    return (tuple(filters), (Button(t("admin_people.button.new"), "new"),))


def role_rows(_view: StaffView) -> Rows:
    """Return the roles."""
    return in_rows(Button(role_title(role), "role", (role,)) for role in ROLES)


def province_rows(view: StaffView) -> Rows:
    """Return the provinces, a page at a time."""
    buttons = in_rows(Button(each.name, "province", (each.code,)) for each in PROVINCES)
    return paged(buttons, view.state.page, A_PAGE)


def listed_title(view: StaffView) -> str:
    """Return of what role or province people are listed, and how many."""
    count, state = len(_listed(view)), view.state
    found = t("admin_people.list.title", count=count) if count else t("admin_people.list.none")
    if state.province:
        return t("admin_people.list.province", province=by_code(state.province).name, found=found)
    return t("admin_people.list.role", role=role_title(state.role), found=found) if state.role else found


def listed_rows(view: StaffView) -> Rows:
    """Return the people who are listed, a page at a time."""
    rows: Rows = tuple((Button(_label(duties), "card", (str(n),)),) for n, duties in _listed(view).items())
    return paged(rows, view.state.page, IN_A_LIST)


def _listed(view: StaffView) -> dict[int, list[Listed]]:
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


def card(view: StaffView) -> str:
    """Return somebody's card."""
    part = view.part
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
    return "\n".join(lines)


def card_rows(view: StaffView) -> Rows:
    """Return what may be done with somebody."""
    active = view.part["state"] == "active"
    verdict = (_button("suspend"), _button("invite")) if active else (_button("activate"),)
    links = (Button(_unlink(link.platform), "unlink", (link.platform, str(link.user_id))) for link in view.links)
    handover = ((_button("handover"),),) if active and view.duties else ()
    return ((_button("duties"), _button("rename")), verdict, *in_rows(links, 1), *handover)


def _button(name: str) -> Button:
    return Button(t(f"admin_people.button.{name}"), name)


def _unlink(platform: str) -> str:
    return t("admin_people.button.unlink", messenger=t(f"admin.messenger.{platform}"))


def handing(view: StaffView) -> str:
    """Return what goes over from whom to whom."""
    duties = t("admin.semicolon").join(table_title(duty, view.axes) for duty in view.old["duties"])
    text = t("admin_people.handover.ask", duties=duties, old=view.old["name"], new=view.part["name"])
    return f"{text}\n\n{view.problem}" if view.problem else text
