"""The screens about announcements that were confirmed. Pure."""

from bot.announcing import matrix
from bot.announcing.body import ANSWERS, LIVE, STOPPABLE, UNSENT, named, short_digest
from bot.announcing.progress_screens import describe
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import noted
from bot.language import dates
from bot.language.catalogue import t
from handlers.announcing.managing_view import ManageView
from handlers.announcing.view import AnnounceState
from storage.announcements import Announcement
from storage.recipients import Recipient

LONGEST_WORDS = 40
LINES = 30


def compose_state() -> AnnounceState:
    """Return where composing begins."""
    return AnnounceState()


def missing(view: ManageView, found: Announcement) -> tuple[Recipient, ...]:
    """Return whom it reached and who has not answered."""
    return matrix.count(found, view.recipients).missing if ANSWERS[found.level] else ()


def show(view: ManageView, note: str = "") -> Screen:
    """Return the screen of where things stand now."""
    found = view.found
    if found is None:
        return _list(view, note)
    match view.state.at:
        case "matrix":
            return _matrix(view, found, note)
        case "undelivered":
            return _undelivered(view, found, note)
        case "resend":
            sure = Button(t("announce.button.really_resend"), "really_resend")
            return _screen(note, t("announce.ask_resend", count=len(view.lost)), ((sure,), (_back(),)))
        case "threads":
            return _threads(view, note)
        case "edit":
            return _screen(note, t("announce.ask_version", named=named(found), text=found.text), ((_back(),),))
        case "edited":
            version = found.version + 1
            send = Button(t("announce.button.send_version", version=version), "send_version", (str(version),))
            code = short_digest(view.edited_digest)
            return _screen(note, t("announce.confirm_version", version=version, code=code), ((send,), (_back(),)))
        case "delete":
            sure = Button(t("announce.button.really_delete"), "really_delete")
            return _screen(note, t("announce.ask_delete", named=named(found)), ((sure,), (_back(),)))
        case _:
            return _item(view, found, note)


def stopped(found: Announcement) -> str:
    """Return what who stops an announcement reads."""
    return t("announce.stopped_unsent" if found.state in UNSENT else "announce.stopped", named=named(found))


def _list(view: ManageView, note: str) -> Screen:
    rows: list[tuple[Button, ...]] = [(Button(_label(each), "open", (str(each.id),)),) for each in view.newest]
    rows.append((Button(t("announce.button.new"), "new"), Button(t("announce.button.end"), "later")))
    return _screen(note, t("announce.manage.title" if view.newest else "announce.manage.empty"), tuple(rows))


def _label(found: Announcement) -> str:
    line = found.text.split("\n", 1)[0]
    words = line if len(line) <= LONGEST_WORDS else line[:LONGEST_WORDS].rsplit(" ", 1)[0] + "…"
    return t("announce.manage.label", number=found.id, words=words, state=t(f"announce.state.{found.state}"))


def _item(view: ManageView, found: Announcement, note: str) -> Screen:
    lines = [
        t("announce.manage.head", named=named(found), version=found.version, author=view.author),
        t("announce.card.text", text=found.text),
        "",
        t("announce.card.level", level=t(f"announce.level.{found.level}")),
    ]
    if found.send_at:
        lines.append(t(f"announce.manage.when.{found.state}", moment=dates.moment(found.send_at)))
    if found.due_at:
        lines.append(t("announce.card.due", due=dates.moment(found.due_at)))
    if view.recipients and found.state not in {*UNSENT, "refused"}:
        lines += ["", describe(view.tally, found), *_answers(view, found)]
    return _screen(note, "\n".join(lines), _item_buttons(view, found))


def _answers(view: ManageView, found: Announcement) -> list[str]:
    """Return how many have answered."""
    if not ANSWERS[found.level]:
        return []
    counted = matrix.count(found, view.recipients)
    lines = [t(f"announce.manage.answered.{found.level}", count=counted.answered, all=len(view.recipients))]
    if counted.late:
        lines.append(t("announce.manage.late", count=counted.late))
    if found.level in {"commit", "expect"}:
        lines.append(t("announce.manage.done", count=counted.done))
    return lines


def _item_buttons(view: ManageView, found: Announcement) -> Rows:
    live = found.state in LIVE
    rows: list[tuple[Button, ...]] = []
    if live and ANSWERS[found.level]:
        nudge = (Button(t("announce.button.nudge"), "nudge"),) if missing(view, found) else ()
        rows.append((Button(t("announce.button.matrix"), "matrix"), *nudge))
    if matrix.undelivered_lines(view.recipients) and found.state in {*LIVE, "cancelled"}:
        rows.append((Button(t("announce.button.undelivered"), "undelivered"),))
    if view.threads:
        waiting = sum(thread.open for thread in view.threads)
        rows.append((Button(t("announce.button.threads", count=len(view.threads), open=waiting), "threads"),))
    if live:
        rows.append((Button(t("announce.button.edit"), "edit"), Button(t("announce.button.delete"), "delete")))
    elif found.state == "cancelled" and view.tally.get("sent"):
        rows.append((Button(t("announce.button.delete"), "delete"),))
    if found.state in STOPPABLE:
        rows.append((Button(t("announce.button.stop"), "stop"),))
    return (*rows, (Button(t("announce.button.list"), "list"), Button(t("announce.button.end"), "later")))


def _matrix(view: ManageView, found: Announcement, note: str) -> Screen:
    lines = [t("announce.matrix.title", named=named(found)), *_answers(view, found), ""]
    lines += [*matrix.matrix_lines(found, view.recipients), *matrix.pledge_lines(view.recipients)]
    nudge = (Button(t("announce.button.nudge"), "nudge"),) if missing(view, found) else ()
    exports = (
        Button(t("announce.button.xlsx"), "export", ("xlsx",)),
        Button(t("announce.button.png"), "export", ("png",)),
    )
    rows = ((Button(t("announce.button.refresh"), "matrix"), *nudge), exports, (_back(),))
    return _screen(note, "\n".join(lines), rows)


def _threads(view: ManageView, note: str) -> Screen:
    rows = [
        (
            Button(
                t("announce.thread.open" if thread.open else "announce.thread.closed", name=thread.recipient),
                "thread",
                (str(thread.recipient_id),),
            ),
        )
        for thread in view.threads[:LINES]
    ]
    return _screen(note, t("announce.thread.list"), (*rows, (_back(),)))


def _undelivered(view: ManageView, found: Announcement, note: str) -> Screen:
    """Return a page of those whom it did not reach."""
    lines, page = matrix.undelivered_lines(view.recipients), view.state.page
    title = t("announce.undelivered.title")
    shown = lines[page * LINES : (page + 1) * LINES]
    before = (Button(t("common.before"), "page", (str(page - 1),)),) if page else ()
    after = (Button(t("common.after"), "page", (str(page + 1),)),) if (page + 1) * LINES < len(lines) else ()
    pages: Rows = ((*before, *after),) if before or after else ()
    resend: Rows = ()
    if view.lost and found.state in LIVE:
        resend = ((Button(t("announce.button.resend", count=len(view.lost)), "resend"),),)
    return _screen(note, "\n".join([title, *shown]), (*pages, *resend, (_back(),)))


def _screen(note: str, text: str, rows: Rows) -> Screen:
    return Screen(noted(note, text), rows)


def _back() -> Button:
    return Button(t("announce.button.back"), "item")
