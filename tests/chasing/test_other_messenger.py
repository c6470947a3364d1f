"""What one messenger refuses for good goes over the other that the person has linked, once; the ledger says which."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sandbox.phones import Phone
from storage import outbox
from storage.outbox import Address, Letter
from tests.attack.acting import CEO, HEAD, ask, come_in, tap
from tests.stage import Stage, open_stage

TUESDAY = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
REMINDED = """SELECT outcome, reason FROM ledger
              WHERE kind = 'reminder' AND period LIKE '2026-11-21%' AND subject LIKE 'IR-21/%'"""
PUSHES = "SELECT platform, state FROM outbox WHERE kind = 'push' AND text LIKE '%یادآوری گزارش هفتگی%' ORDER BY id"


async def both(stage: Stage, name: str = CEO) -> tuple[Phone, Phone]:
    """Let somebody come in on Telegram, then on Bale, which is used last."""
    first = await come_in(stage, name, "telegram")
    stage.clock.advance(60)
    second = stage.phone(name, "bale")
    second.start()
    await stage.settle()
    second.press_menu("ارسال شمارهٔ من")
    await stage.settle()
    return first, second


async def at_the_reminder(stage: Stage) -> None:
    stage.clock.advance(timedelta(hours=23).total_seconds())
    await stage.restart()


async def test_a_reminder_that_the_one_refuses_comes_over_the_other(tmp_path: Path) -> None:
    async with open_stage(tmp_path, TUESDAY) as stage:
        telegram, bale = await both(stage)
        bale.chat.blocked = True
        await at_the_reminder(stage)
        assert ask(stage, PUSHES) == [("bale", "blocked"), ("telegram", "sent")]
        assert ask(stage, REMINDED) == [("done", "telegram")]
        await tap(stage, telegram, "تکمیل گزارش")
        assert [shown.text for shown in telegram.messages if "یادآوری" in shown.text and not shown.deleted] == []


async def test_who_has_blocked_both_was_not_reminded(tmp_path: Path) -> None:
    async with open_stage(tmp_path, TUESDAY) as stage:
        for phone in await both(stage):
            phone.chat.blocked = True
        await at_the_reminder(stage)
        assert ask(stage, PUSHES) == [("bale", "blocked"), ("telegram", "blocked")]
        assert ask(stage, REMINDED) == [("skipped", "blocked")]
        assert ask(stage, "SELECT sum(counted) FROM pushes") == [(0,)]


async def test_a_digest_that_the_one_refuses_comes_over_the_other(tmp_path: Path) -> None:
    async with open_stage(tmp_path, TUESDAY) as stage:
        telegram, bale = await both(stage, HEAD)
        bale.chat.blocked = True
        await at_the_reminder(stage)
        assert [shown.text[:19] for shown in telegram.messages if "گزارش روزانهٔ ستاد" in shown.text] != []


async def test_what_may_go_over_the_one_alone_stays_there(tmp_path: Path) -> None:
    async with open_stage(tmp_path, TUESDAY) as stage:
        telegram, bale = await both(stage)
        bale.chat.blocked = True
        ((number,),) = ask(stage, "SELECT DISTINCT person_id FROM accounts")
        async with stage.service.database.transaction() as tx:
            for only_on in ("bale", ""):
                letter = Letter(f"تنها بر {only_on}", kind="notice", only_on=only_on)
                await outbox.save(tx, Address("bale", bale.chat.chat_id, number), letter, stage.clock.now())
        await stage.settle()
        assert [shown.text for shown in telegram.messages if shown.text.startswith("تنها")] == ["تنها بر"]
