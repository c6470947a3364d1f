"""The doors of the main menu: each word of the reply keyboard, and the command that does the same."""

from telegram import Message
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.conversing import menu
from handlers.administering.home.flow import open_admin
from handlers.announcing.managing import manage
from handlers.announcing.opening import open_announcement
from handlers.announcing.responding import open_board, open_thread, respond
from handlers.announcing.second import decide_second
from handlers.asking.opening import ask_again, open_asking
from handlers.briefing.asking import ask_brief, ask_digest
from handlers.chasing.quiet_flow import open_quiet
from handlers.chasing.snoozing import take_button
from handlers.closing.flow import open_closing
from handlers.delegating.opening import open_delegating
from handlers.estates.flow import open_estates
from handlers.excepting.flow import open_exception
from handlers.handbook.opening import give_help
from handlers.handbook.opening import take_button as take_help
from handlers.looking_back.flow import open_look
from handlers.obstacles.opening import open_hq, open_noticed, open_own
from handlers.registering.doors import Open, hearing, only_private, opening
from handlers.reporting.opening import open_report, submit_open
from handlers.reviewing.opening import open_review, open_talk, take_notice
from handlers.signing.signing import take_signature
from handlers.turn import AnyHandler, door
from handlers.workbooks.asking import order_workbook
from handlers.workbooks.reopening import reopen_review

WORDS: list[tuple[str, str, Open]] = [
    (menu.REPORT, "report", open_report),
    (menu.SUBMIT, "submit", submit_open),
    (menu.EXCEL, "excel", order_workbook),
    (menu.OWN_OBSTACLES, "obstacles", open_own),  # the command opens either side's list
    (menu.OBSTACLES, "hq_obstacles", open_hq),
    (menu.DIGEST, "digest", ask_digest),
    (menu.ANNOUNCE, "announce", open_announcement),
    (menu.BOARD, "board", open_board),
    (menu.QUIET, "reminders", open_quiet),
    (menu.LOOK, "status", open_look),
    (menu.CLOSE, "closure", open_closing),
    (menu.EXCEPT, "exception", open_exception),
    (menu.ASK, "ask", open_asking),
    (menu.DELEGATE, "delegate", open_delegating),
    (menu.ADMIN, "admin", open_admin),
    (menu.ESTATES, "estates", open_estates),
    (menu.REVIEW, "review", open_review),
    (menu.TALK, "talk", open_talk),
    (menu.HELP, "help", give_help),
]


class MenuWord(filters.MessageFilter):
    """Lets the messages through that are one word of the menu, however it is spelt."""

    def __init__(self, key: str) -> None:
        super().__init__(name=key)
        self._key = key

    def filter(self, message: Message) -> bool:
        """Say whether the message is the word."""
        return menu.read_word(message.text or "") == self._key


WORD_DOORS: list[AnyHandler] = [
    MessageHandler(MenuWord(key) & filters.UpdateType.MESSAGE, door(opening(use_case)))
    for key, _command, use_case in WORDS
]
COMMAND_DOORS: list[AnyHandler] = [
    CommandHandler(command, door(opening(use_case)), filters.UpdateType.MESSAGE) for _key, command, use_case in WORDS
]
BUTTON_DOORS: list[AnyHandler] = [
    CallbackQueryHandler(door(only_private(reopen_review)), pattern=r"^books:"),  # good although something else is open
    CallbackQueryHandler(door(only_private(open_noticed)), pattern=r"^obstacle_notice:"),  # and on these
    CallbackQueryHandler(door(hearing(take_notice)), pattern=r"^review_notice:"),
    CallbackQueryHandler(door(hearing(respond)), pattern=r"^announced:"),  # and so are those of announcements
    CallbackQueryHandler(door(hearing(open_thread)), pattern=r"^thread:"),
    CallbackQueryHandler(door(hearing(manage)), pattern=r"^sent:"),
    CallbackQueryHandler(door(hearing(decide_second)), pattern=r"^second:"),
    CallbackQueryHandler(door(hearing(ask_again)), pattern=r"^ask:"),
    CallbackQueryHandler(door(hearing(ask_brief)), pattern=r"^(digest|brief):"),
    CallbackQueryHandler(door(opening(open_estates)), pattern=r"^estate_reminder:"),
    CallbackQueryHandler(door(hearing(take_help)), pattern=r"^help:"),  # help is no conversation: another stays open
    CallbackQueryHandler(door(hearing(take_signature)), pattern=r"^signing:"),
    CallbackQueryHandler(door(only_private(take_button)), pattern=r"^reminder:"),  # good on every reminder, however old
]
DOORS = [*WORD_DOORS, *COMMAND_DOORS, *BUTTON_DOORS]
