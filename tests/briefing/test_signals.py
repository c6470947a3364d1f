"""Signals of a week: each told once, with its province, its axis and why, the worst first."""

from dataclasses import replace
from datetime import date, timedelta

from bot.briefing.signal_screens import MOST, show_signals
from bot.briefing.signals import Signal, find_signals, reason_of, signal_line
from bot.briefing.signals_loading import load_signs
from bot.figures.loading import count
from bot.figures.records import AxisCell, Figures
from bot.language.week import Week
from bot.obstacles.figures import list_open_lines
from bot.programme.in_memory import hold_programme
from storage import programme
from tests.briefing.organisation import Answer, Organisation, open_organisation
from tests.briefing.sample import NOW, open_sample

LAST = date(2026, 11, 21)


async def say(organisation: Organisation, back: int, value: int, status: str = "", action: str = "") -> None:
    """Report the first axis of Yazd, so many weeks back: the same number of what is counted up, and a status."""
    key = (LAST - timedelta(days=7 * back), "IR-21", "AX01")
    answers: dict[str, Answer] = dict.fromkeys(("sum_c", "sum_d"), ("value", value, ""))
    await organisation.hand_in(key, answers, signed=True, late=False)
    await organisation.tx.run(
        "UPDATE reports SET status = :status, action = :action WHERE week = :week", status=status, action=action,
        week=key[0],
    )  # fmt: skip


async def aim(organisation: Organisation, target: int) -> None:
    plan = await hold_programme(organisation.tx, 1405)
    for code in ("sum_c", "sum_d"):
        await programme.save_target(organisation.tx, plan.programme.id, code, "IR-21", target)
    await programme.note_change(organisation.tx)


async def signals_of(organisation: Organisation) -> tuple[Figures, tuple[Signal, ...]]:
    figures = await count(organisation.tx, organisation.now, None, Week(LAST))
    return figures, find_signals(await load_signs(organisation.tx, figures, ()))


async def kinds(organisation: Organisation) -> list[str]:
    return [each.kind for each in (await signals_of(organisation))[1]]


async def test_what_is_called_stopped_or_in_need_of_attention_is_told_with_province_and_reason() -> None:
    async with open_organisation() as organisation:
        await say(organisation, 0, 5, "stopped", "پیمانکار کار را رها کرده است")
        figures, (found,) = await signals_of(organisation)
        assert (found.kind, found.province) == ("stopped", "IR-21")
        assert "پیمانکار کار را رها کرده است" in signal_line(figures, found)
        await say(organisation, 0, 6, "attention")
        figures, (found,) = await signals_of(organisation)
        assert "علت اعلام نشده است" in signal_line(figures, found)


async def test_reason_is_what_the_oldest_open_obstacle_asks_for_where_the_province_says_nothing() -> None:
    async with open_sample() as tx:
        obstacles = await list_open_lines(tx, NOW)
        row = obstacles[0].row
        cell = AxisCell(row.province, row.axis, "done", status="stopped")
        assert reason_of(cell, obstacles).startswith(f"{row.agency}، ")
        assert reason_of(replace(cell, action="در دست اقدام"), obstacles) == "در دست اقدام"
        assert reason_of(replace(cell, action="س" * 70), obstacles).endswith("…")


async def test_same_figures_in_four_reports_are_a_standstill_called_so_or_copied() -> None:
    async with open_organisation() as organisation:
        for back in (3, 2, 1):
            await say(organisation, back, 5)
        assert await kinds(organisation) == []
        await say(organisation, 0, 5)
        figures, (found,) = await signals_of(organisation)
        assert signal_line(figures, found) == "۴ گزارش پیاپی بدون تغییر — یزد، AX01"


async def test_gain_of_five_times_the_usual_is_a_jump() -> None:
    async with open_organisation() as organisation:
        for back, value in ((4, 10), (3, 11), (2, 12), (1, 13)):
            await say(organisation, back, value)
        await say(organisation, 0, 16)
        assert await kinds(organisation) == []
        await say(organisation, 0, 20)
        figures, found = await signals_of(organisation)
        assert [each.kind for each in found] == ["jump", "jump"]
        assert "sum_c از ۱۳ به ۲۰ واحد" in signal_line(figures, found[0])


async def test_on_plan_below_the_pace_contradicts_the_figures_and_a_fall_from_the_pace_is_a_surprise() -> None:
    async with open_organisation() as organisation:
        await aim(organisation, 100)
        await say(organisation, 1, 90, "on_plan")
        await say(organisation, 0, 91, "on_plan")
        assert await kinds(organisation) == []
        await say(organisation, 0, 30, "on_plan")
        figures, found = await signals_of(organisation)
        assert [each.kind for each in found] == ["fell_behind", "contradicts"]
        assert "درصد روند لازم" in signal_line(figures, found[0])


async def test_worst_come_first_and_only_so_many_are_listed() -> None:
    async with open_sample() as tx:
        figures = await count(tx, NOW, None)
        found = find_signals(await load_signs(tx, figures, await list_open_lines(tx, NOW)))
        order = [each.kind for each in found]
        assert order == sorted(
            order, key=["stopped", "fell_behind", "contradicts", "attention", "jump", "frozen"].index
        )
        lines = show_signals(figures, found).text.splitlines()
        assert len(lines) <= MOST + 4
        assert lines[0] == f"**نیازمند نگاه ستاد ({_persian(len(found))} مورد)**"


def _persian(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
