"""A whole week of the country: every CEO sweeps all 35 axes by exception, on the local messenger."""

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.compose import Service, compose
from bot.config import Config, PlatformConfig
from bot.language.week import week_of
from bot.people.roster import apply_roster, compare_roster
from bot.people.sample import sample_roster
from bot.programme.provinces import PROVINCES
from sandbox.chats import Shown
from sandbox.clock import Clock
from sandbox.phones import Phone
from sandbox.server import Messenger
from sandbox.world import TOKENS
from storage import accounts, people
from storage.database import open_database
from storage.secret import read_secret
from tests.reporting.whole_programme import fill_slots, report_week

MONDAY = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
CHANGED = (0, 1, 2, 6, 7, 9, 11, 12, 13, 14)
"""Places of the ten axes with news on two indicators each, as in `tests/reporting/test_whole_week.py`."""
VALUES = {"از ابتدای سال": "۲۱", "رقم کنونی": "۳۱", "": "۴۱"}
"""What is typed, by what the question says: a little above last week's value."""
GIVEN_UP = 60.0
"""Seconds without a reply after which a run is a failure."""


@dataclass
class Measured:
    """What the country's week took."""

    steps: list[float] = field(default_factory=list)
    commits: int = 0

    def row(self, seconds: float, ceos: int) -> dict[str, float]:
        ordered = sorted(self.steps)
        return {
            "provinces": ceos,
            "steps": len(ordered),
            "seconds": round(seconds, 1),
            "steps_s": round(len(ordered) / seconds),
            "p50_ms": round(statistics.median(ordered) * 1000, 1),
            "p95_ms": round(ordered[int(len(ordered) * 0.95)] * 1000, 1),
            "commits_a_step": round(self.commits / len(ordered), 2),
        }


def main(*, quick: bool, as_json: bool) -> None:
    """Measure one CEO alone, then all 31 at once (ten if ``quick``), and print the ratio."""
    alone, together = (asyncio.run(_measure(ceos)) for ceos in (1, 10 if quick else len(PROVINCES)))
    for row in (alone, together):
        print(json.dumps({"week": row}) if as_json else _line(row))
    if not as_json:
        print(f"steps a second together ÷ alone: {together['steps_s'] / alone['steps_s']:.1f}")


def _line(row: dict[str, float]) -> str:
    return (
        f"{row['provinces']:>3} provinces × 35 axes: {row['steps']} taps and messages in {row['seconds']} s, "
        f"{row['steps_s']} a second, p50 {row['p50_ms']} ms, p95 {row['p95_ms']} ms, "
        f"{row['commits_a_step']} commits a step"
    )


async def _measure(ceos: int) -> dict[str, float]:
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        clock = Clock.standing(MONDAY)
        messenger = await stack.enter_async_context(Messenger(clock=clock, limits=False))
        await seed(folder)
        urls = messenger.base_url, messenger.file_url
        platforms = tuple(PlatformConfig(name, token, *urls, pace="off") for name, token in TOKENS.items())
        config = Config(folder / "mehvar.db", folder / "secret", platforms, (), "", "", None, bale_codes=False)
        service = await stack.enter_async_context(compose(config, clock))
        measured = Measured()
        _count_commits(service, measured)
        tasks = [asyncio.ensure_future(loop) for loop in service.loops()]
        phones = [messenger.phone("telegram", 1000 + number, "CEO", "") for number in range(ceos)]
        began = time.perf_counter()
        await asyncio.gather(*(_sweep(phone, measured) for phone in phones))
        seconds = time.perf_counter() - began
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return measured.row(seconds, ceos)


async def seed(folder: Path) -> None:
    """Fill a database with CEOs who are registered, and two weeks' reports of all axes: in the last one ten moved."""
    secret = read_secret(folder / "secret")
    async with open_database(folder / "mehvar.db", secret) as database, database.transaction() as tx:
        plan = await fill_slots(tx, 1405, MONDAY)
        await apply_roster(tx, await compare_roster(tx, sample_roster()), MONDAY)
        for number, province in enumerate(PROVINCES):
            person = (await people.list_holders(tx, "ceo", province.code))[0].id
            await people.save_address(tx, person, "")
            await accounts.link(
                tx, await accounts.meet(tx, "telegram", 1000 + number, 1000 + number, MONDAY), person, MONDAY
            )
            last = week_of(MONDAY.date()).previous
            await report_week(tx, plan, last.previous, province.code, MONDAY, same=False)
            await report_week(tx, plan, last, province.code, MONDAY, same=True, but=CHANGED)


def _count_commits(service: Service, measured: Measured) -> None:
    """Count what the database commits."""
    writer = service.database._writer
    commit = writer.commit

    async def counted() -> None:
        measured.commits += 1
        await commit()

    writer.commit = counted  # type: ignore[method-assign]


async def _sweep(phone: Phone, measured: Measured) -> None:
    """Report a week: what has changed typed, the rest confirmed after its values were shown."""

    async def see(act: Callable[[], object]) -> Shown:
        began, before = time.perf_counter(), _screen(phone)
        act()
        while (screen := _screen(phone)) is None or screen == before:
            if not await phone.chat.changes.wait(phone.chat.changes.version, GIVEN_UP):
                raise TimeoutError(f"no reply within {GIVEN_UP:.0f} s")
        measured.steps.append(time.perf_counter() - began)
        return phone.messages[-1]

    def tap(label: str) -> Callable[[], object]:
        whole = next(each for each in phone.messages[-1].labels if each.startswith(label))
        return lambda: phone.tap(whole)

    phone.start()
    await phone.wait_for(lambda messages: len(messages) > 1 and messages[-1].from_bot, GIVEN_UP)
    shown = await see(lambda: phone.say("/report"))
    shown = await see(tap("ادامه از محور بعدی"))
    for _ in CHANGED:
        for _ in range(2):
            value = next(value for words, value in VALUES.items() if words in shown.text)
            shown = await see(lambda value=value: phone.say(value))  # type: ignore[misc]
        shown = await see(tap("ثبت"))
    await see(tap("تأیید بدون تغییر"))
    shown = await see(tap("تأیید می‌کنم"))
    if "از ۳۵ محور، ۳۵ محور" not in shown.text:
        raise RuntimeError(f"the week is not complete: {shown.text}")


def _screen(phone: Phone) -> tuple[int, str] | None:
    """Return what stands last, None while that is the person's own message."""
    last = phone.messages[-1] if phone.messages else None
    return (last.message_id, last.text) if last and last.from_bot else None
