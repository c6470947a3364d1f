"""Opens a workbook that somebody sent, in a process that may take little and is gone afterwards."""

import asyncio
import json
import logging
import os
import sys

from bot.errors import UserError

SECONDS = 20.0
CHILD = "bot.sheets.child"
log = logging.getLogger(__name__)

Table = list[list[tuple[str, str]]]
"""The cells of a sheet: the kind («text», «number», «truth», «date») and the text of each."""


async def open_workbook(data: bytes) -> dict[str, Table]:
    """Return the sheets of a workbook by their names; raises UserError for a hostile one, or what is none."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", CHILD),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "LC_ALL": "C", "PYTHONUTF8": "1"},
    )
    try:
        async with asyncio.timeout(SECONDS):
            answer, _nothing = await process.communicate(data)
    except TimeoutError:
        log.warning("a workbook of %d bytes was not read in time", len(data))
        raise UserError("books.sheet.bomb") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:  # it has met one of its limits
        log.warning("a workbook of %d bytes ended its reader: %d", len(data), process.returncode)
        raise UserError("books.sheet.bomb")
    return _sheets(answer)


def _sheets(answer: bytes) -> dict[str, Table]:
    found = json.loads(answer)
    if "problem" in found:
        name = found["problem"].removeprefix("sheet.")
        raise UserError(f"books.sheet.{name}")
    return {name: [[(kind, text) for kind, text in row] for row in rows] for name, rows in found["sheets"].items()}
