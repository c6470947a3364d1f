"""Steps a second, waiting times, start and memory of a whole turn, beside two echoes in the same run."""

import asyncio
import json
import shutil
import sqlite3
import statistics
import tempfile
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from bench.load import Crowd
from bench.seeding import DATABASE
from bench.services import MEHVAR, SERVICES, Running, Service, run
from sandbox.server import Messenger

WARM_UP = 2.0
"""Least seconds of load before the measured ones; they begin once everybody has had a reply, and last as long."""


@dataclass(frozen=True)
class Setting:
    """So many people at once, and so many seconds between service and messenger."""

    people: int
    latency: float = 0.0

    @property
    def title(self) -> str:
        return f"{self.people:,} at once" + (f", {self.latency * 1000:.0f} ms away" if self.latency else "")


@dataclass(frozen=True)
class Result:
    """What one run showed; times in seconds, memory in MB, ``work`` in processor-seconds a step."""

    steps: float
    p50: float
    p95: float
    start: float
    memory: float
    work: float


ALL = (Setting(1), Setting(31), Setting(1_000), Setting(31, 0.1), Setting(200, 0.1))
QUICK = (Setting(31), Setting(31, 0.1))


def main(*, quick: bool, as_json: bool) -> None:
    """Run everything in turn, twice unless ``quick``, and print the medians."""
    rounds, seconds = (1, 2.0) if quick else (2, 6.0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for service in SERVICES:
            (folder / service.name).mkdir()
            service.prepare(folder / service.name)
            service.command()
        for setting in QUICK if quick else ALL:
            results = [[measure(service, setting, seconds, folder) for service in SERVICES] for _ in range(rounds)]
            medians = {service: _median([row[place] for row in results]) for place, service in enumerate(SERVICES)}
            print(_line(setting, medians) if as_json else _table(setting, medians), flush=True)


def measure(service: Service, setting: Setting, seconds: float, folder: Path) -> Result:
    """Run one service under one setting."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        shutil.copytree(folder / service.name, place, dirs_exist_ok=True)
        crowd, result = asyncio.run(_measure(service, setting, seconds, Path(place)))
        with closing(sqlite3.connect(Path(place) / DATABASE)) as database:
            stored = service.count_stored(database)
        if stored != len(crowd.replies):
            raise RuntimeError(f"{service.name}: {len(crowd.replies)} replies, {stored} answers stored")
    return result


async def _measure(service: Service, setting: Setting, seconds: float, folder: Path) -> tuple[Crowd, Result]:
    async with Messenger(light=True, limits=False) as messenger:
        crowd = Crowd(messenger, setting.people)
        began = perf_counter()
        first = asyncio.create_task(crowd.first_reply())
        async with run(service, messenger, folder) as running:
            await first
            start = perf_counter() - began
            for faults in (messenger.faults, messenger.poll_faults):
                faults.set(latency=setting.latency)
            since, until, used = await _observe(crowd, running, seconds)
            memory = running.memory
        took = sorted(reply.took for reply in crowd.replies if since <= reply.at < until)
        steps = len(took) / (until - since)
        p50, p95 = took[len(took) // 2], took[len(took) * 95 // 100]
        return crowd, Result(steps, p50, p95, start, memory, used / len(took))


async def _observe(crowd: Crowd, running: Running, seconds: float) -> tuple[float, float, float]:
    """Return when the measured seconds began and ended, and the processor-seconds used in them."""
    began = perf_counter()
    async with asyncio.TaskGroup() as group:
        group.create_task(crowd.work())
        await asyncio.sleep(WARM_UP)
        await crowd.warm.wait()
        since, used = perf_counter(), running.processor
        await asyncio.sleep(max(seconds, since - began))
        until, used = perf_counter(), running.processor - used
        crowd.stop()
    return since, until, used


def _median(results: list[Result]) -> Result:
    rows = [asdict(result) for result in results]
    return Result(**{name: statistics.median(row[name] for row in rows) for name in rows[0]})


def _table(setting: Setting, medians: dict[Service, Result]) -> str:
    ours = medians[MEHVAR].steps
    lines = [f"{setting.title:26} steps/s  ours ÷  p50 ms  p95 ms  start s  MB  CPU ms/step"]
    for service, result in medians.items():
        lines.append(
            f"  {service.name:24} {result.steps:7.0f} {ours / result.steps:7.2f} {result.p50 * 1000:7.1f}"
            f" {result.p95 * 1000:7.1f} {result.start:8.2f} {result.memory:3.0f} {result.work * 1000:12.2f}"
        )
    return "\n".join(lines)


def _line(setting: Setting, medians: dict[Service, Result]) -> str:
    return json.dumps({"setting": asdict(setting), **{service.name: asdict(r) for service, r in medians.items()}})
