"""What the clock does is kept apart: a mistake in one work is told to the admins and stops no other."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from bot.delivery import alerts
from bot.language.catalogue import t
from storage.database import is_storage_trouble, savepoint
from storage.transaction import Transaction

TRIED_AGAIN = timedelta(seconds=30)
"""How soon after a mistake."""

log = logging.getLogger(__name__)


@contextmanager
def apart(tx: Transaction, now: datetime, work: str) -> Iterator[None]:
    """Do a work behind a savepoint; where it fails nothing of it is kept, the log says why, and admins read of it.

    The clockwork then tries it again (`Transaction.again`). Trouble with the disk is raised: nothing is
    known to be stored any more.
    """
    try:
        with savepoint(tx):
            yield
    except Exception as problem:
        if is_storage_trouble(problem):
            raise
        log.exception("the clock could not do its work: %s", work)
        tx.again.append(now + TRIED_AGAIN)
        alerts.alert(tx, now, f"clock {work}", t("delivery.alert_work", work=work, problem=type(problem).__name__))
