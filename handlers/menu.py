"""The doors of the main menu: each word of the reply keyboard, and the command that does the same."""

from telegram.ext import CommandHandler, MessageHandler, filters

from bot.announcing.opening import open_announcement
from bot.answering import Open, give_help, opening
from bot.briefing.asking import ask_digest
from bot.conversing import menu
from bot.language.catalogue import t
from bot.reporting.opening import open_report
from handlers.turn import AnyHandler, door

WORDS: list[tuple[str, str, Open]] = [
    (menu.REPORT, "report", open_report),
    (menu.DIGEST, "digest", ask_digest),
    (menu.ANNOUNCE, "announce", open_announcement),
    (menu.HELP, "help", give_help),
]
DOORS: list[AnyHandler] = [
    handler
    for key, command, use_case in WORDS
    for handler in (
        MessageHandler(filters.Text([t(key)]) & filters.UpdateType.MESSAGE, door(opening(use_case))),
        CommandHandler(command, door(opening(use_case))),
    )
]
