"""Announces to many with python-telegram-bot and its AIORateLimiter, and echoes what is said meanwhile.

`BENCH_AT_ONCE` chooses: every send is a task that waits for the limiter, or one send waits for the other.
"""

import asyncio
import os
from typing import Any

from telegram import Update
from telegram.ext import AIORateLimiter, ApplicationBuilder, MessageHandler, filters


def main() -> None:
    """Run until SIGTERM."""
    chats = range(int(os.environ["BENCH_FIRST"]), int(os.environ["BENCH_FIRST"]) + int(os.environ["BENCH_MANY"]))

    async def echo(update: Update, _context: Any) -> None:
        message = update.message
        assert message is not None
        await message.reply_text(message.text or "")

    async def announce(application: Any) -> None:
        sends = (application.bot.send_message(chat, os.environ["BENCH_WORDS"]) for chat in chats)
        if os.environ["BENCH_AT_ONCE"] == "1":
            await asyncio.gather(*sends)
        else:
            for send in sends:
                await send

    async def begin(application: Any) -> None:
        application.bot_data["task"] = asyncio.create_task(announce(application))

    limiter = AIORateLimiter(overall_max_rate=30, overall_time_period=1, max_retries=5)
    application = (
        ApplicationBuilder()
        .token(os.environ["BENCH_TOKEN"])
        .base_url(os.environ["BENCH_URL"] + "/bot")
        .rate_limiter(limiter)
        .post_init(begin)
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main()
