"""Makes a database as an older version wrote it, in the middle of conversations, and keeps it as SQL.

    git worktree add CHECKOUT 261bde3 && PYTHONPATH=CHECKOUT python tests/operations/upgrading/making.py OUT.sql.gz

CHECKOUT is a checkout of the version that is to write. Its service runs on its local messenger: a CEO has handed an
axis in with a photo, another is in the middle of one, a third is being asked for a title, an admin for a yes.
"""

import asyncio
import gzip
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sandbox.phones import Phone
from tests.stage import Stage, open_stage

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)  # a Monday, 09:30 in Tehran: the week is open
PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4


async def act(stage: Stage) -> None:
    """Let four people get to where they are."""
    phone = await _registered(stage, "مدیرعامل قم")
    for said in ("۲۰", "۱۵", "۳۰", "۴۰"):
        phone.say(said)
        await stage.settle()
    phone.send_photo(PHOTO)
    await stage.settle()
    await _tap(stage, phone, "ثبت")
    phone = await _registered(stage, "مدیرعامل یزد")
    phone.say("۱۲")
    await stage.settle()
    phone = stage.phone("مدیرعامل گیلان", "telegram")
    await _share(stage, phone)
    phone = stage.phone("راهبر سامانه", "bale")
    await _share(stage, phone)
    await _tap(stage, phone, "جناب آقای مهندس")
    phone.press_menu("اطلاعیهٔ جدید")
    await stage.settle()
    phone.say("جلسهٔ مدیران عامل یکشنبه ساعت ۱۰ برگزار می‌شود.")
    await stage.settle()


async def _registered(stage: Stage, name: str) -> Phone:
    """Register a CEO and open the first axis."""
    phone = stage.phone(name, "bale")
    await _share(stage, phone)
    await _tap(stage, phone, "جناب آقای مهندس")
    phone.press_menu("گزارش این هفته")
    await stage.settle()
    await _tap(stage, phone, "تأمین برق")
    return phone


async def _share(stage: Stage, phone: Phone) -> None:
    phone.start()
    await stage.settle()
    phone.press_menu("ارسال شمارهٔ من")
    await stage.settle()


async def _tap(stage: Stage, phone: Phone, beginning: str) -> None:
    """Tap the first button of the newest message that begins so: versions differ in what follows."""
    phone.tap(next(label for label in phone.messages[-1].labels if label.startswith(beginning)))
    await stage.settle()


async def _make(out: Path) -> None:
    with TemporaryDirectory() as name:
        async with open_stage(Path(name), NOW) as stage:
            await act(stage)
        with closing(sqlite3.connect(stage.database)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            sql = "\n".join([*connection.iterdump(), f"PRAGMA user_version = {version};"])
    out.write_bytes(gzip.compress(sql.encode(), mtime=0))


if __name__ == "__main__":
    asyncio.run(_make(Path(sys.argv[1])))
