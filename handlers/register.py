"""Registers every door, in the one order in which they are tried."""

from telegram import Message, Update
from telegram.ext import CommandHandler, MessageHandler, TypeHandler, filters

from bot.conversing import menu
from handlers.answering import answer
from handlers.conversations import enter_all
from handlers.doors import BUTTONS, WORDS
from handlers.registering.entrance import only_private, opening
from handlers.registering.registering import share_contact, start
from handlers.turn import AnyApplication, AnyHandler, door, note_problem, pressed


class MenuWord(filters.MessageFilter):
    """Lets the messages through that are one word of the menu, however it is spelt."""

    def __init__(self, key: str) -> None:
        super().__init__(name=key)
        self._key = key

    def filter(self, message: Message) -> bool:
        """Say whether the message is the word."""
        return menu.read_word(message.text or "") == self._key


MESSAGE = filters.UpdateType.MESSAGE
DOORS: list[AnyHandler] = [
    CommandHandler("start", door(only_private(start)), MESSAGE),  # begins anew whatever conversation there was
    MessageHandler(filters.CONTACT & MESSAGE, door(only_private(share_contact))),
    *(MessageHandler(MenuWord(key) & MESSAGE, door(opening(opens))) for key, _, opens in WORDS),  # never an answer
    *(CommandHandler(command, door(opening(opens)), MESSAGE) for _, command, opens in WORDS),
    *(pressed(takes, flow) for flow, takes in BUTTONS.items()),
    TypeHandler(Update, door(answer)),  # whatever else was said belongs to the conversation that the person is in
]


def register(application: AnyApplication) -> None:
    """Give an application its doors, and the engine its conversations."""
    enter_all()
    application.add_handlers(DOORS)
    application.add_error_handler(note_problem)
