"""A python-telegram-bot echo with one durable commit a message: its default transport, its own polling."""

import os
import sqlite3
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, MessageHandler, filters


def main() -> None:
    """Run until SIGTERM."""
    database = sqlite3.connect(os.environ["BENCH_DATABASE"], isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, chat_id INTEGER, text TEXT)")

    async def echo(update: Update, _context: Any) -> None:
        message = update.message
        assert message is not None
        database.execute("INSERT INTO said (chat_id, text) VALUES (?, ?)", (message.chat_id, message.text))  # commits
        await message.reply_text(message.text or "")

    application = (
        ApplicationBuilder().token(os.environ["BENCH_TOKEN"]).base_url(os.environ["BENCH_URL"] + "/bot").build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
