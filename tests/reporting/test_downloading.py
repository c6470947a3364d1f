"""Downloads with a messenger written by hand: limits while reading, failures, and what is taken back meanwhile."""

import itertools
from collections.abc import AsyncGenerator, AsyncIterator, Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.delivery.beats import Beats
from bot.delivery.fetching import FetchError
from bot.evidence.downloading import Downloads
from bot.evidence.rules import recognise
from bot.evidence.saving import DiscardErrand, DownloadErrand
from bot.programme.loading import ensure_programme
from sandbox.clock import Clock
from storage import evidence, people, reports
from storage.database import Database
from storage.evidence import AxisKey, NewEvidence
from storage.reports import Submission
from tests import samples
from tests.fresh import open_fresh

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
KEY: AxisKey = (datetime(2026, 11, 21).date(), "IR-21", "AX05")  # noqa: DTZ001 - a day
SARA, OMID = 1, 2


class HandSource:
    """Gives these pieces; tells how many were taken, and whether it was closed."""

    def __init__(self, pieces: Iterable[bytes | Exception]) -> None:
        self._pieces = pieces
        self.taken = 0
        self.closed = False

    async def fetch(self, file_id: str) -> AsyncGenerator[bytes, None]:
        try:
            for piece in self._pieces:
                if isinstance(piece, Exception):
                    raise piece
                self.taken += 1
                yield piece
        finally:
            self.closed = True


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with open_fresh(tmp_path / "mehvar.db", b"s" * 32) as opened:
        async with opened.transaction() as tx:
            await ensure_programme(tx, 1405, NOW)
            for name in ("Sara", "Omid"):
                await people.add(tx, name, "", "active", NOW)
        yield opened


async def send(database: Database, kind: str = "photo", person: int = SARA) -> int:
    async with database.transaction() as tx:
        return await evidence.add(tx, person, KEY, NewEvidence(kind, "", "bale", "file"), NOW)


def downloads(folder: Path, source: HandSource) -> Downloads:
    return Downloads(folder / "evidence", Clock.standing(NOW), {"bale": source}, Beats())


async def test_a_file_without_end_is_left_at_its_limit(database: Database, tmp_path: Path) -> None:
    source = HandSource(itertools.chain([samples.JPEG], itertools.repeat(bytes(1024**2))))
    finish = await downloads(tmp_path, source).download(database, DownloadErrand(await send(database)))
    async with database.transaction() as tx:
        await finish(tx)
        found = await evidence.get(tx, 1)
    assert found
    assert found.state == "refused"
    assert source.taken == 11
    assert source.closed
    assert not (tmp_path / "evidence").exists()


async def test_a_download_cut_off_midway_leaves_nothing(database: Database, tmp_path: Path) -> None:
    source = HandSource([samples.JPEG, FetchError("cut")])
    with pytest.raises(FetchError):
        await downloads(tmp_path, source).download(database, DownloadErrand(await send(database)))
    assert source.closed
    assert not (tmp_path / "evidence").exists()


async def test_what_was_taken_back_while_it_came_is_discarded(database: Database, tmp_path: Path) -> None:
    number = await send(database)
    works = downloads(tmp_path, HandSource([samples.JPEG]))
    finish = await works.download(database, DownloadErrand(number))
    async with database.transaction() as tx:
        await evidence.drop(tx, SARA, number)
        await finish(tx)
        assert await tx.column("SELECT kind FROM errands") == ["discard"]
        sha256 = next(path.name for path in (tmp_path / "evidence").iterdir())
    await works.discard(database, DiscardErrand(sha256))
    assert list((tmp_path / "evidence").iterdir()) == []
    await works.discard(database, DiscardErrand(sha256))


async def test_a_download_done_twice_asks_nobody_the_second_time(database: Database, tmp_path: Path) -> None:
    source = HandSource([samples.JPEG])
    works = downloads(tmp_path, source)
    number = await send(database)
    for _ in range(2):
        finish = await works.download(database, DownloadErrand(number))
        async with database.transaction() as tx:
            await finish(tx)
    assert source.taken == 1


async def test_evidence_is_ones_own_until_it_is_handed_in(database: Database) -> None:
    number = await send(database)
    async with database.transaction() as tx:
        assert await evidence.list_of_axis(tx, OMID, KEY) == []
        assert await evidence.drop(tx, OMID, number) is None
        report = await reports.submit(tx, SARA, Submission(1, *KEY, "", "", False, ()), NOW)
        await evidence.hand_in(tx, OMID, KEY, report.id)
        assert [piece.report_id for piece in await evidence.list_of_axis(tx, SARA, KEY)] == [None]
        await evidence.hand_in(tx, SARA, KEY, report.id)
        assert [piece.report_id for piece in await evidence.list_of_axis(tx, OMID, KEY)] == [report.id]
        assert await evidence.drop(tx, SARA, number) is None


@pytest.mark.parametrize(
    ("kind", "content", "mime"),
    [
        ("photo", samples.JPEG, "image/jpeg"),
        ("photo", samples.PNG, "image/png"),
        ("photo", samples.WEBP, "image/webp"),
        ("photo", samples.WEBP.replace(b"WEBP", b"WAVE"), ""),
        ("photo", b" " + samples.JPEG, ""),
        ("photo", samples.OGG, ""),
        ("document", samples.PDF, "application/pdf"),
        ("document", b"\n" + samples.PDF, ""),
        ("document", samples.JPEG, ""),
        ("document", samples.ZIP, ""),
        ("voice", samples.OGG, "audio/ogg"),
        ("voice", b"ID3\x04" + bytes(9), "audio/mpeg"),
        ("voice", b"\xff\xfb\x90\x00", "audio/mpeg"),
        ("voice", b"\xff\xf1\x50\x80", "audio/aac"),
        ("voice", samples.MP4, "audio/mp4"),
        ("voice", b"#!AMR\n", "audio/amr"),
        ("voice", samples.JPEG, ""),
        ("voice", "\ufeff<html>".encode("utf-16-le"), ""),
        ("voice", samples.EXE, ""),
    ],
)
def test_a_file_is_what_its_first_bytes_say(kind: str, content: bytes, mime: str) -> None:
    assert recognise(kind, content) == mime
