"""Questions of commands, while the service may be running on the same file."""

import sqlite3
from pathlib import Path

import pytest

from bot.commands.once import ask_once
from bot.config import read_config
from storage.database import open_database
from storage.transaction import Reading


async def write(tx: Reading) -> object:
    return await tx.value("DELETE FROM settings")


async def test_question_neither_migrates_nor_makes_anything(tmp_path: Path) -> None:
    file = tmp_path / "mehvar.db"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE of_an_older_version (a TEXT)")
    connection.close()
    config = read_config({"MEHVAR_DATABASE": str(file)}, tmp_path / "none.toml")
    tables = "SELECT count(*) FROM sqlite_schema"
    assert await ask_once(config, lambda tx: tx.value(tables)) == 1
    assert await ask_once(config, lambda tx: tx.value("PRAGMA user_version")) == 0


async def test_question_cannot_write(tmp_path: Path) -> None:
    file = tmp_path / "mehvar.db"
    async with open_database(file, b"s" * 32):
        config = read_config({"MEHVAR_DATABASE": str(file)}, tmp_path / "none.toml")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            await ask_once(config, write)
