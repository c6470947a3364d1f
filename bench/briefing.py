"""What headquarters' morning costs after one year and after ten: digest, picture, workbook, weekly report."""

import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

from bench.history import NOW, fill
from bot.briefing.digest import write_digest
from bot.briefing.drawing.heatmap import draw_heatmap
from bot.briefing.drawing.paper import print_paper
from bot.briefing.papers import load_paper
from bot.briefing.readers import Reader
from bot.briefing.workbook.book import load_hq_book
from bot.briefing.workbook.errand import hq_workbook
from bot.figures.loading import count
from bot.language.catalogue import sentences
from storage.database import Database, open_database

HEAD = Reader(None)
LOOK = 0.001
"""Seconds between two looks at whether the loop is free."""


def main(*, quick: bool, as_json: bool) -> None:
    """Measure after one year of history and after ten (two if ``quick``), in turn; print both and the ratio."""
    most = 2 if quick else 10
    with tempfile.TemporaryDirectory() as folder:
        paths = {years: Path(folder) / f"{years}.db" for years in (1, most)}
        for years, path in paths.items():
            asyncio.run(fill(path, years))
        runs = [{years: run_once(path) for years, path in paths.items()} for _ in range(1 if quick else 5)]
    found = {years: best([run[years] for run in runs]) for years in paths}
    for years, told in found.items():
        if as_json:
            print(json.dumps({"years": years, **told}))
        else:
            print(f"{years:3} years: " + ", ".join(f"{name} {value}" for name, value in told.items()))
    ratios = {name: found[most][name] / found[1][name] for name in found[1] if name.endswith("_s")}
    print(f"{most} to 1:   " + ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items()))


def run_once(path: Path) -> dict[str, float]:
    """Return what a process of its own found: the first drawing of one, for typst remembers what it has laid out."""
    command = [sys.executable, "-m", "bench.briefing", str(path)]
    told: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return told


def best(runs: list[dict[str, float]]) -> dict[str, float]:
    """Return the least times, the least time that the loop was not free, and the most memory of some runs."""
    return {name: (max if name.endswith("_mb") else min)(run[name] for run in runs) for name in runs[0]}


async def _measure(path: Path) -> dict[str, float]:
    sentences()  # which a service that runs has read at its start
    async with open_database(path, b"s" * 32) as database:
        morning = await _time(partial(_morning, database))
        paper = await _time(partial(_paper, database))
    return {
        "morning_s": morning[0],
        "morning_cpu_s": morning[1],
        "paper_s": paper[0],
        "paper_cpu_s": paper[1],
        "loop_blocked_ms": max(morning[2], paper[2]),
        "peak_memory_mb": _memory(resource.RUSAGE_SELF),
        "peak_memory_of_press_mb": _memory(resource.RUSAGE_CHILDREN),
    }


async def _time(work: Callable[[], Awaitable[None]]) -> tuple[float, float, float]:
    """Return the seconds and processor seconds of some work, and the longest that the loop was not free, in ms."""
    gaps = [0.0]
    watch = asyncio.create_task(_watch(gaps))
    wall, cpu = time.perf_counter(), _processor_time()
    await work()
    took = time.perf_counter() - wall, _processor_time() - cpu
    watch.cancel()
    return round(took[0], 3), round(took[1], 3), round(max(gaps) * 1000, 1)


async def _watch(gaps: list[float]) -> None:
    """Look every millisecond, and keep how long it was between two looks."""
    last = time.perf_counter()
    while True:
        await asyncio.sleep(LOOK)
        now = time.perf_counter()
        gaps.append(now - last)
        last = now


async def _morning(database: Database) -> None:
    await database.read(write_digest, NOW, HEAD)
    figures = await database.read(count, NOW, None)
    await asyncio.to_thread(draw_heatmap, figures)
    book = await database.read(load_hq_book, NOW, None)
    await asyncio.to_thread(hq_workbook, book)


async def _paper(database: Database) -> None:
    await asyncio.to_thread(print_paper, await database.read(load_paper, NOW, None))


def _processor_time() -> float:
    """Return the processor seconds so far, those of ended children too: a picture is drawn in one."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def _memory(of: int) -> int:
    return resource.getrusage(of).ru_maxrss // 1024


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_measure(Path(sys.argv[1])))))
