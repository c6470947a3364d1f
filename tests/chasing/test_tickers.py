"""Three tickers on one database, without the process lock: the ledger alone keeps everything to once."""

import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

import bot
from bot.programme.provinces import PROVINCES
from tests.chasing.nursery import JUMPS, KILLS, KINDS, WEEKS
from tests.chasing.world import open_world, tehran

ROOT = Path(bot.__file__).parents[1]


@pytest.mark.kill
async def test_a_hundred_kills_and_forty_jumps_leave_each_of_four_hundred_periods_done_once(tmp_path: Path) -> None:
    before = tehran("1405/08/09 00:10") - timedelta(days=1)
    async with open_world(tmp_path / "mehvar.db") as world:
        ceos = {province.code: await world.person(before, "ceo", province.code) for province in PROVINCES}
        await world.person(before, "head")
        await world.tick(before)
        done = subprocess.run(  # noqa: ASYNC221 - nothing else is to be done meanwhile
            [sys.executable, "-m", "tests.chasing.nursery", str(tmp_path / "mehvar.db"), "1405"],
            cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert done.stdout.split() == [str(KILLS), str(JUMPS)]
        assert world.ask("PRAGMA integrity_check") == [("ok",)]
        assert world.ask("PRAGMA journal_mode") == [("delete",)]
        told = Counter(
            (kind, period[:10], subject)
            for seen in world.seen()
            for kind, period, subject in seen.entries
            if kind in KINDS
        )
        expected = {(kind, week.key, f"{code}/{ceo}") for kind in KINDS for week in WEEKS for code, ceo in ceos.items()}
        assert len(expected) > 400
        assert told == Counter(expected)
        assert world.count("pushes") == world.ask("SELECT count(DISTINCT id) FROM outbox WHERE kind = 'push'")[0][0]
        assert world.ask("SELECT outbox_id FROM pushes WHERE outbox_id NOT IN (SELECT id FROM outbox)") == []
        digests = world.ask("SELECT count(*), count(DISTINCT payload) FROM errands WHERE kind = 'digest'")
        done_days = world.ask("SELECT count(*) FROM ledger WHERE kind = 'digest' AND outcome = 'done'")
        assert digests[0][0] == digests[0][1] == done_days[0][0]
