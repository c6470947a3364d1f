"""The screens of an admin's first room. Pure."""

from bot.administering.edit_lines import title
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import back, in_rows, noted, pages
from bot.language import dates
from bot.language.catalogue import t
from handlers.administering.edit_screens import A_PAGE, page_lines
from handlers.administering.home.view import CHANGES_A_PAGE, PEOPLE_A_PAGE, AdminView, Logged, System


def show(view: AdminView, note: str = "") -> Screen:
    """Return the screen of where the admin stands."""
    match view.state.at:
        case "changes":
            return _changes(view, note)
        case "change" if view.change:
            return _change(view, view.change, note)
        case "health":
            return _health(view, note)
        case "system" if view.system:
            return Screen(noted(note, _system_text(view.system)), ((back(),),))
        case _:
            return _home(view, note)


def _home(view: AdminView, note: str) -> Screen:
    rooms = [
        *(Button(t(f"admin.room.{name}"), "room", (flow,)) for name, flow in view.rooms.items()),
        Button(t("admin.room.health"), "to", ("health",)),
        Button(t("admin.room.system"), "to", ("system",)),
        Button(t("admin.room.changes"), "to", ("changes",)),
    ]
    lines = [t("admin.home")]
    if view.waiting:
        names = t("common.comma").join(t(f"admin.room.{name}") for name in view.waiting)
        lines += ["", t("admin.waiting", rooms=names)]
    return Screen(noted(note, "\n".join(lines)), (*in_rows(rooms, 2), (Button(t("common.end"), "end"),)))


def _changes(view: AdminView, note: str) -> Screen:
    if not view.changes:
        return Screen(noted(note, t("admin.changes.none")), ((back(),),))
    lines = [t("admin.changes.title"), *(_logged_line(view, change) for change in view.changes)]
    buttons = [
        Button(t("admin.changes.open", number=change.id), "change", (str(change.id),)) for change in view.changes
    ]
    turn = pages(view.state.page, view.count, CHANGES_A_PAGE)
    return Screen(noted(note, "\n".join(lines)), (*in_rows(buttons, 3), *turn, (back(),)))


def _logged_line(view: AdminView, change: Logged) -> str:
    what = title(change.edits[0], view.names) if change.edits else ""
    more = t("admin.changes.more", what=what, count=len(change.edits) - 1) if len(change.edits) > 1 else what
    key = "takes_back" if change.reverts else "taken_back" if change.reverted else "line"
    moment = dates.moment(change.at)
    return t(f"admin.changes.{key}", number=change.id, moment=moment, person=change.person, what=more)


def _change(view: AdminView, change: Logged, note: str) -> Screen:
    lines = [t("admin.changes.one", number=change.id, moment=dates.moment(change.at), person=change.person), ""]
    lines += page_lines(change.edits, view.names, view.state.page)
    if change.reverted:
        lines += ["", t("admin.changes.gone")]
    elif change.problem:
        lines += ["", t("admin.changes.stuck", problem=change.problem)]
    revert: Rows = () if change.reverted or change.problem else ((Button(t("admin.button.revert"), "revert"),),)
    turn = pages(view.state.page, len(change.edits), A_PAGE)
    return Screen(noted(note, "\n".join(lines)), (*turn, *revert, (back(),)))


def _health(view: AdminView, note: str) -> Screen:
    if not view.silent:
        return Screen(noted(note, t("admin.health.none")), ((back(),),))
    page = view.state.page
    shown = view.silent[page * PEOPLE_A_PAGE : (page + 1) * PEOPLE_A_PAGE]
    counts = {why: sum(each.why == why for each in view.silent) for why in ("never", "blocked", "failed", "unknown")}
    lines = [t("admin.health.title", people=view.people, **counts), ""]
    for each in shown:
        since = {"moment": dates.moment(each.since)} if each.since else {}
        lines.append(
            t(
                f"admin.health.{each.why}" if since or each.why == "never" else "admin.health.other",
                name=each.name,
                **since,
            )
        )
    buttons = [Button(t("admin.health.open", name=each.name), "person", (str(each.id),)) for each in shown]
    turn = pages(page, len(view.silent), PEOPLE_A_PAGE)
    return Screen(noted(note, "\n".join(lines)), (*in_rows(buttons, 2), *turn, (back(),)))


def _system_text(system: System) -> str:
    lines = [t("admin.system.title"), t("admin.system.version", version=system.version, database=system.database)]
    if not system.backups:
        lines.append(t("admin.system.no_backups"))
    elif system.last_backup is None:
        lines.append(t("admin.system.no_backup_yet"))
    else:
        lines.append(t("admin.system.backup", moment=dates.moment(system.last_backup)))
    for name, waiting, since in system.queues:
        what = t(f"admin.queue.{name.replace(' ', '_')}")
        if since is None or not waiting:
            lines.append(t("admin.system.empty", what=what))
        else:
            lines.append(t("admin.system.queue", what=what, count=waiting, moment=dates.moment(since)))
    lines.append(t("admin.system.dead", **system.dead))
    if system.ahead:
        apart = max(abs(seconds) for seconds in system.ahead.values())
        lines.append(t("admin.system.clock_off" if apart > MOST_APART else "admin.system.clock", seconds=apart))
    for name, problem in system.problems.items():
        key = "admin.system.messenger" if problem == "good" else "admin.system.messenger_away"
        lines.append(t(key, messenger=t(f"admin.messenger.{name}")))
    return "\n".join(lines)


MOST_APART = 120
"""Seconds between our clock and a messenger's from which the admins are to look at it."""
