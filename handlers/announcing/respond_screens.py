"""The screens of a recipient: the board, an announcement with what was answered, a promise, a thread. Pure."""

import datetime as dt

from bot.announcing.body import answer_buttons, body_of, named, show_body
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import back, first_words
from bot.language import dates
from bot.language.catalogue import t
from handlers.announcing.respond_view import BoardItem, RespondView
from storage.announcements import Announcement
from storage.recipients import Recipient

LONGEST_LABEL = 40


def ask_words(view: RespondView) -> str:
    """Return what was said so far, and the request to write."""
    key = "announce.thread.write_answer" if view.may_answer else "announce.thread.write"
    return "\n".join([*_thread(view), t(key, named=named(view.open))])


def history(view: RespondView) -> Screen:
    """Return what was asked and answered."""
    again = Button(t("announce.button.reply" if view.may_answer else "announce.button.ask_again"), "ask")
    lines = [t("announce.thread.title", named=named(view.open)), *_thread(view)]
    return Screen("\n".join(lines), ((again, back()),))


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


def board(view: RespondView) -> Screen:
    """Return what came and what is owed."""
    rows = [(Button(_label(line), "open", (str(line.found.id),)),) for line in view.items]
    authored = (Button(t("announce.board.authored"), "authored"),) if view.author else ()
    rows.append((Button(t("announce.board.consultations"), "consultations"), *authored))
    rows.append((Button(t("common.end"), "later"),))
    text = t("announce.board.title") if view.items else t("announce.board.empty")
    return Screen(text, tuple(rows))


def _label(line: BoardItem) -> str:
    """Return what the button of a line says: which announcement, its first words, and what is owed."""
    kind = "done" if line.recipient.done_at else "seen" if _has_answered(line) else "open"
    return t(f"announce.board.{kind}", number=line.found.id, words=first_words(line.found.text, LONGEST_LABEL))


def _has_answered(line: BoardItem) -> bool:
    level, recipient = line.found.level, line.recipient
    if level in {"expect", "commit"}:
        return False
    return level == "inform" or recipient.seen_at is not None


def item(view: RespondView) -> Screen:
    """Return an announcement, how one stands to it, and what may be answered."""
    found, to_board = view.open, (Button(t("announce.board.button"), "board"),)
    text = show_body(body_of(found), found.id, found.version).text
    if view.recipient is None:
        return Screen(text, (to_board,))
    rows = (*own_buttons(found, view.recipient), to_board)
    return Screen(f"{text}\n\n{standing(found, view.recipient)}", rows)


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
