"""The screens of a recipient: the board, an announcement with what was answered, a promise, a thread. Pure."""

import datetime as dt

from bot.announcing.body import answer_buttons, body_of, named, show_body
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import noted
from bot.language import dates
from bot.language.catalogue import t
from handlers.announcing import picking
from handlers.announcing.respond_view import BoardItem, RespondView
from storage.announcements import Announcement
from storage.recipients import Recipient

LONGEST_LABEL = 40


def show(view: RespondView, note: str = "") -> Screen:
    """Return the screen of where things stand now."""
    found = view.found
    if found is None:
        return _board(view, note)
    match view.state.at:
        case "number":
            return _ask(note, t("announce.pledge.number", question=found.question), (_back(),))
        case "day":
            rows = (*picking.day_buttons(view.this_day, view.state.month), (_back(),))
            return Screen(noted(note, t("announce.pledge.day", named=named(found))), rows)
        case "ask":
            key = "announce.thread.write_answer" if view.may_answer else "announce.thread.write"
            return _ask(note, "\n".join([*_thread(view), t(key, named=named(found))]), (_back(),))
        case "history":
            again = Button(t("announce.button.reply" if view.may_answer else "announce.button.ask_again"), "ask")
            lines = [t("announce.thread.title", named=named(found)), *_thread(view)]
            return _ask(note, "\n".join(lines), (again, _back()))
        case _:
            return _item(view, found, note)


def which_day(days: tuple[dt.date, ...]) -> Screen:
    """Ask which of the days was meant."""
    return Screen(t("announce.which_day"), (*picking.doubt_buttons(days), (_back(),)))


def receipt(found: Announcement, answer: str, at: dt.datetime) -> str:
    """Return what a recipient reads after an answer of one tap."""
    late = bool(found.due_at and at > found.due_at)
    key = f"announce.receipt.{answer}_late" if late else f"announce.receipt.{answer}"
    return t(key, named=named(found), moment=dates.moment(at))


def pledge_receipt(found: Announcement, day: dt.date, amount: int | None, at: dt.datetime) -> str:
    """Return what a recipient reads after a promise."""
    lines = [t("announce.receipt.pledge", named=named(found), day=dates.date(day))]
    if amount is not None:
        lines.append(t("announce.receipt.amount", question=found.question, amount=amount))
    if found.due_at and at > found.due_at:
        lines.append(t("announce.receipt.late"))
    return "\n".join([*lines, t("announce.receipt.reminded")])


def standing(found: Announcement, recipient: Recipient) -> str:
    """Return how a recipient stands to an announcement, in words."""
    if recipient.done_at:
        return t("announce.standing.done", moment=dates.moment(recipient.done_at))
    if recipient.pledge_day:
        return t("announce.standing.pledged", day=dates.date(recipient.pledge_day))
    if recipient.seen_at:
        return t("announce.standing.seen", moment=dates.moment(recipient.seen_at))
    return t("announce.standing.open" if found.level != "inform" else "announce.standing.told")


def _board(view: RespondView, note: str) -> Screen:
    rows = [(Button(_label(item), "open", (str(item.found.id),)),) for item in view.items]
    authored = (Button(t("announce.board.authored"), "authored"),) if view.author else ()
    rows.append((Button(t("announce.board.consultations"), "consultations"), *authored))
    rows.append((Button(t("announce.button.end"), "later"),))
    text = t("announce.board.title") if view.items else t("announce.board.empty")
    return Screen(noted(note, text), tuple(rows))


def _label(item: BoardItem) -> str:
    """Return what the button of a line says: which announcement, its first words, and what is owed."""
    first = item.found.text.split("\n", 1)[0]
    words = first if len(first) <= LONGEST_LABEL else first[:LONGEST_LABEL].rsplit(" ", 1)[0] + "…"
    kind = "done" if item.recipient.done_at else "seen" if _has_answered(item) else "open"
    return t(f"announce.board.{kind}", number=item.found.id, words=words)


def _has_answered(item: BoardItem) -> bool:
    level, recipient = item.found.level, item.recipient
    if level in {"expect", "commit"}:
        return False
    return level == "inform" or recipient.seen_at is not None


def _item(view: RespondView, found: Announcement, note: str) -> Screen:
    shown = show_body(body_of(found), found.id, found.version)
    if view.recipient is None:
        return Screen(noted(note, shown.text), ((_back_to_board(),),))
    text = f"{shown.text}\n\n{standing(found, view.recipient)}"
    return Screen(noted(note, text), (*own_buttons(found, view.recipient), (_back_to_board(),)))


def own_buttons(found: Announcement, recipient: Recipient) -> Rows:
    """Return the buttons of an announcement without the answers that were given."""
    over = {"seen"} if recipient.seen_at else set()
    over |= {"done", "pledge", "seen"} if recipient.done_at else set()
    rows = tuple(
        tuple(button for button in row if button.name not in over) for row in answer_buttons(found.level, found.id)
    )
    if found.level == "commit" and recipient.pledge_day and not recipient.done_at:
        rows = ((Button(t("announce.answer.done"), "done", (str(found.id),)),), *rows)
    return rows


def _thread(view: RespondView) -> list[str]:
    return [
        t("announce.thread.line", name=each.author, text=each.text, moment=dates.moment(each.at))
        for each in view.thread
    ]


def _ask(note: str, text: str, row: tuple[Button, ...]) -> Screen:
    return Screen(noted(note, text), (row,))


def _back() -> Button:
    return Button(t("announce.button.back"), "back")


def _back_to_board() -> Button:
    return Button(t("announce.board.button"), "board")
