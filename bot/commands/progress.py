"""Lines that say how far a long work has come, on standard error, where a person is watching."""

import sys
import time
from collections.abc import Callable

from bot.language.catalogue import t

EVERY = 2.0
"""Least seconds between two lines."""


def telling(total: int) -> Callable[[int], None]:
    """Return what hears of bytes that were dealt with, of ``total``, and says «۴۰ درصد» now and then."""
    if not sys.stderr.isatty():
        return lambda _bytes: None
    done, said = 0, time.monotonic()

    def tell(count: int) -> None:
        nonlocal done, said
        done += count
        if time.monotonic() - said >= EVERY:
            said = time.monotonic()
            print(t("commands.progress", percent=min(99, 100 * done // max(1, total))), file=sys.stderr, flush=True)

    return tell
