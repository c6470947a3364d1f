"""The lines of standard input, heard so that waiting for one never keeps the process from ending."""

import asyncio
import io
import threading
from collections.abc import AsyncIterator
from contextlib import suppress

STANDARD_INPUT = 0


async def typed_lines() -> AsyncIterator[str]:
    """Yield each line as it comes, without its end; a terminal, a pipe and a file serve alike.

    The thread that waits is given up at the end. It reads past `sys.stdin`, whose lock it would keep for ever.
    """
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def hear() -> None:
        with suppress(RuntimeError):  # the loop has ended meanwhile
            with suppress(OSError), io.FileIO(STANDARD_INPUT, closefd=False) as typed:
                for line in typed:
                    loop.call_soon_threadsafe(lines.put_nowait, line.decode(errors="replace").strip())
            loop.call_soon_threadsafe(lines.put_nowait, None)

    threading.Thread(target=hear, daemon=True).start()
    while (line := await lines.get()) is not None:
        yield line
