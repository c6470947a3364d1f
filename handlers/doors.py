"""The doors: each menu word with its command, and each kind of button, with what they open."""

from bot.conversing import menu
from bot.delivery.turn import Turn
from bot.people.caller import Caller
from bot.said import Heard, Sender
from handlers.administering.home.flow import open_admin
from handlers.administering.plan.flow import open_year
from handlers.announcing.managing import manage
from handlers.announcing.opening import open_announcement
from handlers.announcing.responding import open_board, open_thread, respond
from handlers.announcing.second import decide_second
from handlers.answering import answer
from handlers.asking.opening import ask_again, open_asking
from handlers.briefing.asking import ask_brief, ask_digest
from handlers.chasing.quiet_flow import open_quiet
from handlers.chasing.snoozing import take_button
from handlers.closing.flow import open_closing
from handlers.delegating.opening import open_delegating
from handlers.estates.flow import open_estates, open_own_estate
from handlers.estates.inbox import open_inbox
from handlers.excepting.flow import open_exception
from handlers.handbook.opening import give_help
from handlers.handbook.opening import take_button as take_help
from handlers.looking_back.flow import open_look
from handlers.more import chosen_word, open_more
from handlers.obstacles.opening import open_hq, open_noticed, open_own
from handlers.promises.flow import open_promises
from handlers.registering.admission import decide
from handlers.registering.entrance import Open, UseCase, hearing, only_private, opening
from handlers.reporting.opening import open_report, submit_open
from handlers.reviewing.opening import open_review, open_talk, take_notice
from handlers.signing.signing import take_signature
from handlers.workbooks.asking import order_workbook
from handlers.workbooks.reopening import reopen_review

WORDS: tuple[tuple[str, str, Open], ...] = (
    (menu.REPORT, "report", open_report),
    (menu.SUBMIT, "submit", submit_open),
    (menu.EXCEL, "excel", order_workbook),
    (menu.OWN_OBSTACLES, "obstacles", open_own),  # the command opens either side's list
    (menu.OBSTACLES, "hq_obstacles", open_hq),
    (menu.PROMISES, "promises", open_promises),
    (menu.DIGEST, "digest", ask_digest),
    (menu.ANNOUNCE, "announce", open_announcement),
    (menu.BOARD, "board", open_board),
    (menu.QUIET, "reminders", open_quiet),
    (menu.LOOK, "status", open_look),
    (menu.CLOSE, "closure", open_closing),
    (menu.EXCEPT, "exception", open_exception),
    (menu.ASK, "ask", open_asking),
    (menu.DELEGATE, "delegate", open_delegating),
    (menu.ADMIN_ROOM, "admin", open_admin),
    (menu.ESTATES, "estates", open_estates),
    (menu.OWN_ESTATE, "own_estate", open_own_estate),
    (menu.FROM_ESTATES, "from_estates", open_inbox),
    (menu.REVIEW, "review", open_review),
    (menu.TALK, "talk", open_talk),
    (menu.HELP, "help", give_help),
    (menu.MORE, "more", open_more),
)
"""A word of the menu, the command that does the same, and what both open for a person on the roster."""


async def _take_books(turn: Turn, sender: Sender, said: Heard) -> None:
    if not await reopen_review(turn, sender, said):
        await answer(turn, sender, said)


async def _open_word(turn: Turn, caller: Caller, said: Heard) -> None:
    word = await chosen_word(turn, caller, said)
    for key, _command, opens in WORDS:
        if key == word:
            await opens(turn, caller)


BUTTONS: dict[str, UseCase] = {
    "request": only_private(decide),
    "books": only_private(_take_books),
    "obstacle_notice": only_private(open_noticed),
    "review_notice": hearing(take_notice),
    "announced": hearing(respond),
    "thread": hearing(open_thread),
    "sent": hearing(manage),
    "second": hearing(decide_second),
    "ask": hearing(ask_again),
    "digest": hearing(ask_brief),
    "brief": hearing(ask_brief),
    "estate_reminder": opening(open_estates),
    "estate_told": opening(open_own_estate),
    "estates_sent": opening(open_inbox),
    "year_plan": opening(open_year),
    "more": hearing(_open_word),
    "help": hearing(take_help),  # help is no conversation: another stays open
    "signing": hearing(take_signature),
    "reminder": only_private(take_button),
}
"""Buttons that stay good whatever else is open, by the flow that their message names."""
