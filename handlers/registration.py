"""The doors of registration: the start, the shared contact, an admin's decision on a request."""

from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from handlers.registering.admission import decide
from handlers.registering.doors import only_private
from handlers.registering.registering import share_contact, start
from handlers.turn import door

DOORS = [
    CommandHandler("start", door(only_private(start)), filters.UpdateType.MESSAGE),
    MessageHandler(filters.CONTACT & filters.UpdateType.MESSAGE, door(only_private(share_contact))),
    CallbackQueryHandler(door(only_private(decide)), pattern=r"^request:"),
]
