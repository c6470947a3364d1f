"""A year of reports held against the trail: what `mehvar audit verify` and the first seal of it cost."""

import asyncio
import json
import tempfile
from pathlib import Path
from time import perf_counter

from bench import history
from storage import seals
from storage.database import open_database, open_reader

SECRET = b"s" * 32  # as `history.fill` has it


def main(*, quick: bool, as_json: bool) -> None:
    """Seal a year (two with more time) of 31 provinces and 35 axes, look through it, and print what that took."""
    for years in (1,) if quick else (1, 2):
        found = asyncio.run(_measure(years))
        if as_json:
            print(json.dumps(found), flush=True)
        else:
            print(
                f"{years} year: {found['reports']:,} reports sealed in {found['sealing']:.1f} s,"
                f" {found['bytes'] / 2**20:.0f} MB more of trail; looked through in {found['verifying']:.1f} s",
                flush=True,
            )


async def _measure(years: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mehvar.db"
        await history.fill(path, years)
        async with open_database(path, SECRET) as database:
            begin = perf_counter()
            async with database.transaction() as tx:
                await seals.begin(tx, history.NOW)
            sealing = perf_counter() - begin
        async with open_reader(path) as reading:
            begin = perf_counter()
            found = await seals.look_through(reading, SECRET)
            verifying = perf_counter() - begin
            bytes_ = await reading.count("SELECT sum(length(detail) + length(mac) + 60) FROM audit")
        assert found.whole
        return {"reports": found.reports or 0, "sealing": sealing, "verifying": verifying, "bytes": bytes_}
