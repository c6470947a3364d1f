"""Who does each kind of errand: the slow work that a turn or the clock orders."""

from collections.abc import Mapping
from functools import partial

from bot.announcing.attaching import Attaching
from bot.announcing.exporting import Exporting
from bot.asking.sending import send_answer
from bot.backup.making import Order
from bot.backup.nightly import Backups
from bot.briefing.axis_picture import AxisPictures
from bot.briefing.sending import send_digest, send_period, send_table
from bot.briefing.showing import show_brief
from bot.briefing.workbook.errand import HqBooks
from bot.clock import Clock
from bot.config import Config
from bot.delivery.beats import Beats
from bot.delivery.errands import GiveUp, Work
from bot.delivery.fetching import Source
from bot.delivery.outgoing_files import OutgoingFiles
from bot.evidence.downloading import Downloads
from bot.handbook.printing import send_book
from handlers.administering.files.errands import AdminBooks
from handlers.workbooks.week_errands import WeekBooks


def list_works(
    config: Config,
    secret: bytes,
    clock: Clock,
    outgoing: OutgoingFiles,
    reading: tuple[Mapping[str, Source], Beats],
) -> tuple[dict[str, Work], dict[str, GiveUp]]:
    """Return who does each kind of errand, and what follows where one has failed for the last time.

    ``reading`` is what files are fetched with: the messengers' sources, and the beats of who waits for them.
    """
    downloads = Downloads(config.evidence, clock, *reading)
    books = WeekBooks(outgoing, clock, *reading)
    admin_books = AdminBooks(outgoing, clock, *reading)
    attaching = Attaching(outgoing, clock, *reading)
    order = Order(config.database, config.backups, config.backup_keys)
    backups = Backups(order, secret, clock, reading[1], outgoing if config.backup_send else None)
    works: dict[str, Work] = {
        "digest": send_digest,
        "table": send_table,
        "period": send_period,
        "brief": partial(show_brief, outgoing),
        "ask": partial(send_answer, outgoing),
        "download": downloads.download,
        "discard": downloads.discard,
        "tidy": outgoing.tidy,
        "week_workbook": books.send,
        "returned_workbook": books.take,
        "draw_axis": AxisPictures(outgoing, clock).send,
        "attach": attaching.attach,
        "announcement_answers": Exporting(outgoing).send,
        "hq_workbook": HqBooks(outgoing).send,
        "handbook": partial(send_book, outgoing),
        "admin_export": admin_books.send,
        "admin_import": admin_books.take,
        "backup": backups.make,
    }
    return works, {
        "download": downloads.give_up,
        "returned_workbook": books.give_up,
        "attach": attaching.give_up,
        "admin_import": admin_books.give_up,
    }
