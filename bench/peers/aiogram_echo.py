"""An aiogram 3 echo with one durable commit a message: its default session, its own polling."""

import asyncio
import os
import sqlite3
from typing import Any

from aiogram import Bot, Dispatcher  # type: ignore[import-not-found]
from aiogram.client.session.aiohttp import AiohttpSession  # type: ignore[import-not-found]
from aiogram.client.telegram import TelegramAPIServer  # type: ignore[import-not-found]


async def main() -> None:
    """Run until SIGTERM."""
    database = sqlite3.connect(os.environ["BENCH_DATABASE"], isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, chat_id INTEGER, text TEXT)")

    async def echo(message: Any) -> None:
        database.execute("INSERT INTO said (chat_id, text) VALUES (?, ?)", (message.chat.id, message.text))  # commits
        await message.answer(message.text)

    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BENCH_URL"]))
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    await dispatcher.start_polling(Bot(os.environ["BENCH_TOKEN"], session=session))


if __name__ == "__main__":
    asyncio.run(main())
