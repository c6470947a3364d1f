"""A browser, and the page of phones in it: of the local messenger alone, and with the real service behind it."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from sandbox.cast import CastMember
from sandbox.clock import Clock
from sandbox.server import Messenger
from tests.page.hands import WIDE, Desk
from tests.stage import ROSTER, Stage, fill_roster

MONDAY = datetime.fromisoformat("2026-11-23T09:10:00+03:30")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
CAST = (
    ("مدیرعامل یزد", "bale"),
    ("مدیرعامل فارس", "telegram"),
    ("رئیس سازمان", "bale"),
    ("معاون فنی ستاد", "telegram"),
    ("راهبر سامانه", "bale"),
)


def find_chromium() -> str:
    """Return the browser's path; without one the test is skipped, or fails where a browser is required."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None and os.environ.get("MEHVAR_TEST_BROWSER") == "required":
        pytest.fail("MEHVAR_TEST_BROWSER is «required», but there is no chromium")
    return found or pytest.skip("there is no chromium: THE PAGE OF PHONES WAS NOT TESTED")


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    chromium = find_chromium()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        await browser.close()


@asynccontextmanager
async def open_desk(browser: Browser, messenger: Messenger, size: tuple[int, int]) -> AsyncIterator[Desk]:
    """Open the page in a new window; at its end nothing may have been complained of."""
    context = await browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="fa-IR")
    context.set_default_timeout(10_000)
    desk = Desk(await context.new_page(), messenger)
    await desk.open()
    yield desk
    await context.close()
    assert desk.complaints == []


@pytest_asyncio.fixture(loop_scope="session")
async def bare(browser: Browser) -> AsyncIterator[Desk]:
    """The page of a messenger that no service is connected to."""
    async with Messenger() as messenger, open_desk(browser, messenger, WIDE) as desk:
        yield desk


@pytest_asyncio.fixture(loop_scope="session")
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """The real service on the real local messenger, on a Monday morning, with a clock that runs."""
    clock = Clock(MONDAY)
    async with Messenger(clock=clock, limits=False) as messenger:
        stage = Stage(messenger, clock, tmp_path)
        members = [(name, ROSTER[name].phone, platform) for name, platform in CAST]
        messenger.cast = [CastMember(name, int(phone[-7:]) + 1000, phone, on) for name, phone, on in members]
        messenger.hooks = {"restart": stage.restart}
        await fill_roster(stage.database, tmp_path / "secret", MONDAY)
        await stage.start()
        yield stage
        await stage.drop()


@pytest_asyncio.fixture(loop_scope="session")
async def desk(browser: Browser, stage: Stage) -> AsyncIterator[Desk]:
    """The page of the whole demo on a wide screen."""
    async with open_desk(browser, stage.messenger, WIDE) as desk:
        yield desk
