"""The screens about announcements that were confirmed. Pure."""

from bot.announcing import matrix
from bot.announcing.body import ANSWERS, LIVE, STOPPABLE, UNSENT, named, short_digest
from bot.announcing.progress_screens import describe
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import back, first_words, page_of
from bot.language import dates
from bot.language.catalogue import t
from handlers.announcing.managing_view import ManageView
from storage.announcements import Announcement
from storage.recipients import Recipient

LONGEST_WORDS = 40
LINES = 30


def missing(view: ManageView) -> tuple[Recipient, ...]:
    """Return whom it reached and who has not answered."""
    return matrix.count(view.open, view.recipients).missing if ANSWERS[view.open.level] else ()


def resend(view: ManageView) -> Screen:
    """Ask whether it is to be sent once more."""
    sure = Button(t("announce.button.really_resend"), "really_resend")
    return Screen(t("announce.ask_resend", count=len(view.lost)), ((sure,), (back("item"),)))


def delete(view: ManageView) -> Screen:
    """Ask whether it is to be taken back."""
    sure = Button(t("announce.button.really_delete"), "really_delete")
    return Screen(t("announce.ask_delete", named=named(view.open)), ((sure,), (back("item"),)))


def confirm_version(view: ManageView) -> str:
    """Return the question whether the next version is sent."""
    code = short_digest(view.edited_digest)
    return t("announce.confirm_version", version=view.open.version + 1, code=code)


def send_version(view: ManageView) -> Rows:
    """Return the button that sends the next version."""
    version = view.open.version + 1
    return ((Button(t("announce.button.send_version", version=version), "send_version", (str(version),)),),)


def stopped(found: Announcement) -> str:
    """Return what who stops an announcement reads."""
    return t("announce.stopped_unsent" if found.state in UNSENT else "announce.stopped", named=named(found))


def newest(view: ManageView) -> Screen:
    """Return the newest announcements, each a button."""
    rows: Rows = tuple((Button(_label(each), "open", (str(each.id),)),) for each in view.newest)
    end = (Button(t("announce.button.new"), "new"), Button(t("common.end"), "later"))
    return Screen(t("announce.manage.title" if view.newest else "announce.manage.empty"), (*rows, end))


def _label(found: Announcement) -> str:
    words = first_words(found.text, LONGEST_WORDS)
    return t("announce.manage.label", number=found.id, words=words, state=t(f"announce.state.{found.state}"))


def item(view: ManageView) -> Screen:
    """Return how an announcement stands."""
    found = view.open
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
    return Screen("\n".join(lines), _item_buttons(view, found))


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
        nudge = (Button(t("announce.button.nudge"), "nudge"),) if missing(view) else ()
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
    return (*rows, (Button(t("announce.button.list"), "list"), Button(t("common.end"), "later")))


def answered(view: ManageView) -> Screen:
    """Return who has answered, by province."""
    found = view.open
    lines = [t("announce.matrix.title", named=named(found)), *_answers(view, found), ""]
    lines += [*matrix.matrix_lines(found, view.recipients), *matrix.pledge_lines(view.recipients)]
    nudge = (Button(t("announce.button.nudge"), "nudge"),) if missing(view) else ()
    exports = (
        Button(t("announce.button.xlsx"), "export", ("xlsx",)),
        Button(t("announce.button.png"), "export", ("png",)),
    )
    rows = ((Button(t("announce.button.refresh"), "matrix"), *nudge), exports, (back("item"),))
    return Screen("\n".join(lines), rows)


def threads(view: ManageView) -> Screen:
    """Return the threads, each a button."""
    keys = {True: "announce.thread.open", False: "announce.thread.closed"}
    rows = [
        (Button(t(keys[bool(each.open)], name=each.recipient), "thread", (str(each.recipient_id),)),)
        for each in view.threads[:LINES]
    ]
    return Screen(t("announce.thread.list"), (*rows, (back("item"),)))


def undelivered(view: ManageView) -> Screen:
    """Return a page of those whom it did not reach."""
    shown, turning = page_of(matrix.undelivered_lines(view.recipients), view.state.page, LINES)
    again = Button(t("announce.button.resend", count=len(view.lost)), "resend")
    rows: Rows = ((again,),) if view.lost and view.open.state in LIVE else ()
    return Screen("\n".join([t("announce.undelivered.title"), *shown]), (*turning, *rows, (back("item"),)))
