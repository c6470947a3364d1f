"""The clockwork has one timer, APScheduler's: nothing of what the clock does waits for a time by itself."""

import ast

import pytest

from tests.house.tree import Module, modules

WAITS = {"sleep", "sleep_until", "call_later", "call_at", "wait_for", "timeout", "timeout_at", "Timer", "setitimer"}
OTHERS = {
    "bot.clock": "the clock port",
    "bot.commands.child": "a process that ends",
    "bot.delivery.dispatch": "turns",
    "bot.delivery.errands": "slow work that is tried again",
    "bot.delivery.health": "a busy reader",
    "bot.delivery.lane": "a messenger's pace",
    "bot.delivery.waiting": "what errands and lanes wait with",
    "bot.judged_clock": "the clock port, as the messengers judge it",
    "bot.probing.asked_questions": "a live messenger",
    "bot.probing.quiet_questions": "a live messenger",
    "bot.probing.session": "a live messenger",
    "bot.sheets.opening": "a workbook in a process of its own",
}
"""Who else of `bot/` waits for a time, and for what."""


def waits_of(tree: ast.AST) -> list[int]:
    """Return the lines that wait for a time, `sleep(0)` left out: it only lets others go on."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            lets_on = [ast.unparse(argument) for argument in node.args] == ["0"]
            if name in WAITS and not (name == "sleep" and lets_on):
                found.append(node.lineno)
    return found


@pytest.mark.parametrize("module", [m for m in modules() if m.room == "bot"], ids=lambda module: module.name)
def test_nothing_of_the_clockwork_waits_by_itself(module: Module) -> None:
    assert bool(waits_of(module.tree)) == (module.name in OTHERS)


def test_the_works_of_the_clock_are_done_by_the_clockwork_alone() -> None:
    users = {module.name for module in modules() if "bot.ticking" in module.imports}
    assert {name.rpartition(".")[0] for name in users} == {"bot.clockwork"}


def test_each_way_to_wait_is_found() -> None:
    for text in ("asyncio.sleep(30)", "loop.call_later(3, wake)", "clock.sleep_until(noon)", "asyncio.timeout(9)"):
        assert waits_of(ast.parse(text)) == [1]
    assert waits_of(ast.parse("asyncio.sleep(0)")) == []


def test_the_messengers_library_makes_no_job_queue_of_its_own_though_apscheduler_is_there() -> None:
    builders = [
        line for module in modules() for line in module.path.read_text("utf-8").splitlines() if ".builder()" in line
    ]
    assert builders
    assert all(".job_queue(None)" in line for line in builders)
