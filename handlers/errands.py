"""Who does each kind of errand: the slow work that a turn or the clock orders."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from bot.announcing.attaching import AttachErrand, Attaching
from bot.announcing.exporting import AnswersErrand, Exporting
from bot.asking.sending import AskErrand, send_answer
from bot.backup.making import BackupOrder
from bot.backup.nightly import BackupErrand, Backups
from bot.briefing.axis_picture import AxisPictures, PictureErrand
from bot.briefing.errands import BriefErrand, DigestErrand, PeriodErrand, TableErrand
from bot.briefing.province_week.errand import ProvinceWeekErrand
from bot.briefing.province_week.sending import send_province_week
from bot.briefing.sending import send_digest, send_period, send_table
from bot.briefing.showing import show_brief
from bot.briefing.workbook.errand import HqBookErrand, HqBooks
from bot.clock import Clock
from bot.config import Config
from bot.delivery.beats import Beats
from bot.delivery.errands import ErrandKind
from bot.delivery.fetching import Source
from bot.delivery.outgoing_files import OutgoingFiles, TidyErrand
from bot.evidence.downloading import Downloads
from bot.evidence.saving import DiscardErrand, DownloadErrand
from bot.evidence.showing import EvidenceShowing, SeeEvidenceErrand
from bot.handbook.printing import HandbookErrand, send_book
from handlers.administering.files.errands import AdminBooks
from handlers.administering.files.steps import ExportErrand, ImportErrand
from handlers.workbooks.view import WeekBookErrand
from handlers.workbooks.week_errands import WeekBooks


def list_errand_kinds(
    config: Config,
    secret: bytes,
    clock: Clock,
    outgoing: OutgoingFiles,
    reading: tuple[Mapping[str, Source], Beats],
) -> dict[str, ErrandKind[Any]]:
    """Return every kind of errand: what it says, who does it, and what follows where it has failed for the last time.

    ``reading`` is what files are fetched with: the messengers' sources, and the beats of who waits for them.
    """
    downloads = Downloads(config.evidence, clock, *reading)
    books = WeekBooks(outgoing, clock, *reading)
    admin_books = AdminBooks(outgoing, clock, *reading)
    attaching = Attaching(outgoing, clock, *reading)
    order = BackupOrder(config.database, config.backups, config.backup_keys)
    backups = Backups(order, secret, clock, reading[1], outgoing if config.backup_send else None)
    return {
        "digest": ErrandKind(DigestErrand, send_digest),
        "table": ErrandKind(TableErrand, send_table),
        "period": ErrandKind(PeriodErrand, send_period),
        "province_week": ErrandKind(ProvinceWeekErrand, partial(send_province_week, outgoing)),
        "brief": ErrandKind(BriefErrand, partial(show_brief, outgoing)),
        "ask": ErrandKind(AskErrand, partial(send_answer, outgoing)),
        "download": ErrandKind(DownloadErrand, downloads.download, downloads.give_up),
        "discard": ErrandKind(DiscardErrand, downloads.discard),
        "see_evidence": ErrandKind(SeeEvidenceErrand, EvidenceShowing(config.evidence, outgoing, clock).show),
        "tidy": ErrandKind(TidyErrand, outgoing.tidy),
        "week_workbook": ErrandKind(WeekBookErrand, books.send),
        "returned_workbook": ErrandKind(WeekBookErrand, books.take, books.give_up),
        "draw_axis": ErrandKind(PictureErrand, AxisPictures(outgoing, clock).send),
        "attach": ErrandKind(AttachErrand, attaching.attach, attaching.give_up),
        "announcement_answers": ErrandKind(AnswersErrand, Exporting(outgoing).send),
        "hq_workbook": ErrandKind(HqBookErrand, HqBooks(outgoing).send),
        "handbook": ErrandKind(HandbookErrand, partial(send_book, outgoing)),
        "admin_export": ErrandKind(ExportErrand, admin_books.send),
        "admin_import": ErrandKind(ImportErrand, admin_books.take, admin_books.give_up),
        "backup": ErrandKind(BackupErrand, backups.make),
    }
