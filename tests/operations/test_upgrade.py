"""The operator's road in a root folder: a release installed, a newer one beside its running service, and back again."""

import asyncio

import pytest

from bot import __version__
from sandbox.clock import Clock
from sandbox.server import Messenger
from storage import migrations
from tests.operations.host import OLD, Host, say, settle_in, yazd
from tests.operations.host import host as host  # the fixtures
from tests.operations.host import releases as releases
from tests.operations.old_databases import VERSIONS, rows_of, version_of
from tests.operations.upgrading.making import NOW

pytestmark = pytest.mark.wheel
ROSTER = "phone,full_name,honorific,role,province,estate,axes\n09121234567,مدیر آزمایشی,,ceo,یزد,,\n"
FIRST = "اعتبار تخصیص‌یافته: \N{FIRST STRONG ISOLATE}۱۲ میلیارد تومان"
SECOND = "اعتبار جذب‌شده: \N{FIRST STRONG ISOLATE}۸ میلیارد تومان"
THIRD = "ظرفیت برق تأمین‌شده: \N{FIRST STRONG ISOLATE}۳۰ مگاوات"


async def test_data_of_an_early_version_are_taken_over_and_brought_back_whole(host: Host) -> None:
    async with Messenger(clock=Clock.standing(NOW)) as messenger:
        settle_in(host, messenger, "bd6c67f")
        before, phone = rows_of(host.data / "mehvar.db"), yazd(messenger)
        next((host.data / "evidence").iterdir()).unlink()  # a file that is lost is told, and stops nobody
        said = await asyncio.to_thread(host.upgrade)
        assert host.version == __version__ in said
        assert host.calls == ["stop"]  # it did not run, so it is not started
        assert rows_of(host.data / "mehvar.db") == before
        await asyncio.to_thread(host.do, "systemctl", "start", "mehvar.service")
        await say(phone, "۸", FIRST)
        assert "اعتبار جذب‌شده، ۸ میلیارد تومان" in phone.messages[-1].text
        assert version_of(host.data / "mehvar.db") == len(migrations.SCRIPTS)
        await asyncio.to_thread(host.do, "systemctl", "stop", "mehvar.service")
        said = await asyncio.to_thread(host.do, "mehvar-upgrade", "--back")
        assert host.version == OLD in said
        assert version_of(host.data / "mehvar.db") == VERSIONS["bd6c67f"]
        after = rows_of(host.data / "mehvar.db")
        assert {name for name in before if before[name] != after[name]} == {"audit"}
        assert set(before["audit"]) < set(after["audit"])
        assert "nothing to go back to" in host.do("mehvar-upgrade", "--back", ends=1)
        assert host.version == OLD


async def test_beside_a_running_service_nothing_changes_until_all_is_well_and_then_it_goes_on(host: Host) -> None:
    async with Messenger(clock=Clock.standing(NOW)) as messenger:
        settle_in(host, messenger, "261bde3")
        phone = yazd(messenger)
        await asyncio.to_thread(host.do, "systemctl", "start", "mehvar.service")
        await say(phone, "۸", "اعتبار جذب‌شده، ۸ میلیارد تومان")
        before = host.program()
        assert host.calls == ["start"]
        # no backup can be made: the service is back as it was
        (host.data / "before-upgrade").write_text("a file stands in the way")
        assert "nothing was changed" in await asyncio.to_thread(host.upgrade, ends=1)
        assert (host.calls, host.program()) == (["stop", "start"], before)
        (host.data / "before-upgrade").unlink()
        # the new program is not content: the old one is in use again
        (host.data / "mehvar.db").chmod(0o644)
        assert "not content" in await asyncio.to_thread(host.upgrade, ends=1)
        assert (host.calls, host.program()) == (["stop", "start"], before)
        (host.data / "mehvar.db").chmod(0o600)
        # nobody can stop it for us
        (host.root / "run/systemd").rename(host.root / "run/nothing")
        assert "stop it first" in await asyncio.to_thread(host.upgrade, ends=1)
        (host.root / "run/nothing").rename(host.root / "run/systemd")
        assert (host.calls, host.program()) == ([], before)
        await say(phone, "۳۰", "ظرفیت برق تأمین‌شده، ۳۰ مگاوات")
        # all is well
        await asyncio.to_thread(host.upgrade)
        assert (host.calls, host.version) == (["stop", "start"], __version__)
        await say(phone, "۴۰", "۴۰ درصد")
        assert THIRD in phone.messages[-1].text
        assert "in use already" in await asyncio.to_thread(host.upgrade, ends=1)
        # and back, with the data of then; what was said since is kept apart
        await asyncio.to_thread(host.do, "mehvar-upgrade", "--back")
        assert (host.calls, host.version) == (["stop", "start"], OLD)
        await say(phone, "۴۱", "۴۱ درصد")
        assert THIRD in phone.messages[-1].text
        (aside,) = host.data.glob("before-restore-*")
        assert "40" in str(rows_of(aside / "mehvar.db")["drafts"])


async def test_a_newer_program_that_does_not_start_gives_way_to_the_older_with_its_data(host: Host) -> None:
    async with Messenger(clock=Clock.standing(NOW)) as messenger:
        settle_in(host, messenger, "261bde3")
        phone = yazd(messenger)
        await asyncio.to_thread(host.do, "systemctl", "start", "mehvar.service")
        await say(phone, "۸", "اعتبار جذب‌شده، ۸ میلیارد تومان")
        unit = host.releases[__version__] / "deploy" / "mehvar.service"
        sound = unit.read_text(encoding="utf-8")
        unit.write_text(sound.replace("bin/mehvar run", "bin/mehvar run --no-such-option"), encoding="utf-8")
        try:
            assert "SHA256SUMS" in await asyncio.to_thread(host.upgrade, ends=1)  # not what was released
            sums = unit.parents[1] / "SHA256SUMS"
            sums.rename(sums.with_suffix(".away"))
            assert "going back" in await asyncio.to_thread(host.upgrade, ends=1)
            sums.with_suffix(".away").rename(sums)
        finally:
            unit.write_text(sound, encoding="utf-8")
        assert host.version == OLD
        await say(phone, "۳۰", "ظرفیت برق تأمین‌شده، ۳۰ مگاوات")
        assert SECOND in phone.messages[-1].text


async def test_the_command_takes_paths_from_where_it_is_called(host: Host) -> None:
    async with Messenger(clock=Clock.standing(NOW)) as messenger:
        settle_in(host, messenger, "261bde3")
        (host.root / "people.csv").write_text(ROSTER, encoding="utf-8")
        assert "people.csv" in host.do("mehvar", "import", "roster", "people.csv")
        host.do("mehvar", "export", "weeks", "--out", "week.xlsx")
        assert (host.root / "week.xlsx").stat().st_size > 1_000
        assert not (host.data / "week.xlsx").exists()
