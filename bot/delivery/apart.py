"""What the clock does is kept apart: a mistake in one work is told to the admins and stops no other."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.delivery import alerts
from bot.language.catalogue import t
from storage.database import is_storage_trouble
from storage.transaction import Transaction

TRIED_AGAIN = timedelta(seconds=30)
"""How soon after a mistake."""

log = logging.getLogger(__name__)


@asynccontextmanager
async def apart(tx: Transaction, now: datetime, work: str) -> AsyncIterator[None]:
    """Do a work behind a savepoint; where it fails nothing of it is kept, the log says why, and admins read of it.

    The clockwork then tries it again (`Transaction.again`). Trouble with the disk is raised: nothing is
    known to be stored any more.
    """
    try:
        async with tx.savepoint():
            yield
            await tx.flush()
    except Exception as problem:
        if is_storage_trouble(problem):
            raise
        log.exception("the clock could not do its work: %s", work)
        tx.again.append(now + TRIED_AGAIN)
        await alerts.alert(
            tx, now, f"clock {work}", t("delivery.alert_work", work=work, problem=type(problem).__name__)
        )
