"""Requests to be admitted that came before there was anybody to decide them."""

from tests.attack.acting import ADMIN, ask, come_in, tap
from tests.stage import Stage


async def test_admin_who_comes_in_finds_the_requests_that_wait(stage: Stage) -> None:
    stranger = stage.phone("بیگانه", "bale")
    stranger.start()
    await stage.settle()
    stranger.press_menu("ارسال شمارهٔ من")
    await stage.settle()
    assert "در فهرست نیست" in stranger.messages[-1].text
    admin = await come_in(stage, ADMIN)
    assert "سمت" in await tap(stage, admin, "پذیرش")
    await tap(stage, admin, "مدیر ستاد")
    assert ask(stage, "SELECT count(*) FROM people WHERE state = 'asking'") == [(0,)]
