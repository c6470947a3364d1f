"""`mehvar audit` on a file that the service may be using; 10,000 changes of the trail against the printed head."""

import asyncio
import json
import random
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot import exits
from bot.__main__ import main
from bot.briefing.trail_head import head_of
from bot.clock import SystemClock
from bot.compose import compose
from storage import audit
from storage.database import open_reader
from storage.memory import Memory
from storage.process_lock import hold_process_lock
from storage.secret import read_secret
from storage.transaction import Reading
from tests.fresh import open_content
from tests.operations.conftest import NOW, config_of

LINKS = 20
Change = Callable[[list[tuple[object, ...]], random.Random], None]
Links = list[tuple[object, ...]]


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def mismatches(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, int]]:
    """Return how each report differs that was told of."""
    return [(each["how"], each["report_id"]) for each in json.loads(capsys.readouterr().out)["mismatches"]]


def change(house: Path, *statements: str) -> None:
    """Do what somebody could do who has the file: without our triggers."""
    with closing(sqlite3.connect(house / "mehvar.db", isolation_level=None)) as connection:
        for trigger in ("audit_stays_unchanged", "audit_stays_whole"):
            connection.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        for statement in statements:
            connection.execute(statement)


async def links(house: Path) -> int:
    async with open_reader(house / "mehvar.db") as tx:
        return await audit.count_links(tx)


async def test_whole_trail_is_whole_also_while_the_service_runs(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with hold_process_lock(house / "mehvar.db"):
        assert await asyncio.to_thread(main, ["audit", "verify", "--json"]) == exits.GOOD
    found = told(capsys)
    assert found["whole"] is True
    assert found["links"] == await links(house) > 1_000
    assert await asyncio.to_thread(main, ["audit", "verify", "--head", str(found["head"])[:12]]) == exits.GOOD


async def test_head_that_admins_are_told_is_what_verify_takes(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with open_reader(house / "mehvar.db") as tx:
        head = (await audit.get_head(tx))[:12]
        assert head == await head_of(tx, NOW)
    assert await asyncio.to_thread(main, ["audit", "verify", "--head", f" {head.upper()} "]) == exits.GOOD
    change(house, "DELETE FROM audit WHERE id > 1000")
    capsys.readouterr()
    assert await asyncio.to_thread(main, ["audit", "verify", "--json"]) == exits.FAILED
    assert told(capsys)["broken_at"] == 1001, "its end stands beside the database"
    (house / "mehvar.db.head").unlink()
    assert await asyncio.to_thread(main, ["audit", "verify", "--json"]) == exits.FAILED
    assert {how for how, _report in mismatches(capsys)} == {"added"}, "reports are left that the trail knows no more"
    assert await asyncio.to_thread(main, ["audit", "verify", "--head", head, "--json"]) == exits.FAILED
    assert told(capsys)["broken_at"] == 1001


@pytest.mark.parametrize("head", ["", "abc", "a" * 65, "x" * 12, "a" * 12])
def test_head_that_never_was_is_refused(house: Path, head: str) -> None:
    expected = exits.GOOD if head == "" else exits.FAILED
    assert main(["audit", "verify", "--head", head]) == expected


async def test_change_is_told_by_its_number(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(house, "UPDATE audit SET actor = 'person:2' WHERE id = 40")
    assert await asyncio.to_thread(main, ["audit", "verify", "--json"]) == exits.FAILED
    assert told(capsys) == {
        "whole": False,
        "broken_at": 40,
        "reports": None,
        "mismatches": [],
        "links": await links(house),
        "head": await told_head(house),
    }
    assert await asyncio.to_thread(main, ["audit", "verify"]) == exits.FAILED


async def told_head(house: Path) -> str:
    async with open_reader(house / "mehvar.db") as tx:
        return await audit.get_head(tx)


BY_TEN = "UPDATE answers SET value = value * 10 WHERE indicator = 'elec_absorbed' AND province = 'IR-21' AND value > 0"


def test_answers_that_are_multiplied_by_ten_in_the_database_are_found_and_named(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "verify"]) == exits.GOOD
    whole = capsys.readouterr()
    assert "گزارش همان است که ثبت شده بود." in whole.out
    assert whole.err == ""
    change(house, BY_TEN)
    assert main(["audit", "verify"]) == exits.FAILED
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].endswith("مورد در گزارش‌ها با دفتر رویدادها یکی نیست:")
    assert lines[1].startswith("رقم یا متن شاخص «اعتبار جذب‌شده» همان نیست که ثبت شده بود: محور «")
    assert "استان یزد، هفتهٔ منتهی به چهارشنبه " in lines[1]


def test_reports_of_before_are_sealed_at_the_first_start_and_the_trail_says_how_many(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unsealed(house)
    assert main(["audit", "verify"]) == exits.GOOD
    assert "هنوز مهر نشده‌اند" in capsys.readouterr().out
    asyncio.run(start(house))
    capsys.readouterr()
    assert main(["audit", "verify", "--json"]) == exits.GOOD
    found = told(capsys)
    assert main(["audit", "export"]) == exits.GOOD
    acts = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [act["detail"] for act in acts if act["action"] == "seal.begin"] == [{"reports": found["reports"]}]
    assert sum(act["action"] == "report.seal" for act in acts) == found["reports"]
    change(house, "DELETE FROM reports WHERE id = 5")
    assert main(["audit", "verify", "--json"]) == exits.FAILED
    assert mismatches(capsys) == [("gone", 5)]


def unsealed(house: Path) -> None:
    """Leave a database as one was before any report was sealed: with an older trail."""
    change(house, "DELETE FROM audit")
    (house / "mehvar.db.head").unlink()


def test_links_that_were_taken_from_the_end_are_missed_without_being_asked_and_at_the_start(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(house, "DELETE FROM audit WHERE id > (SELECT max(id) - 3 FROM audit)")
    assert main(["audit", "verify"]) == exits.FAILED
    assert "پایان دفتر رویدادها بریده شده است" in capsys.readouterr().err
    assert asyncio.run(start(house)), "the service has missed them"
    assert main(["audit", "verify"]) == exits.FAILED, "it stays found, though the trail goes on"


async def start(house: Path) -> bool:
    """Start the service, and stop it; return whether it missed the end of the trail."""
    async with compose(config_of(house), SystemClock()) as service:
        return service.database.cut


async def test_export_has_every_link_with_both_times_and_is_noted(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = house / "trail.jsonl"
    assert await asyncio.to_thread(main, ["audit", "export", "--to", str(place), "--json"]) == exits.GOOD
    assert told(capsys)["noted"] is True
    lines = [json.loads(line) for line in place.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == list(range(1, await links(house)))  # but the one that notes it
    at_six = next(line for line in lines if line["at"] == "2026-11-10T06:00:00.000+00:00")
    assert at_six["tehran"] == "1405/08/19 09:30:00"
    assert isinstance(lines[-1]["detail"], dict)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    place.unlink()
    assert await asyncio.to_thread(main, ["audit", "export"]) == exits.GOOD
    newest = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (newest["actor"], newest["action"], newest["subject"]) == ("command", "audit.read", "export")
    assert await asyncio.to_thread(main, ["audit", "verify"]) == exits.GOOD


def test_export_replaces_no_file_and_tells_when_it_cannot_be_noted(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "export", "--to", str(house / "secret")]) == exits.FAILED
    assert len((house / "secret").read_text()) == 65
    with hold_process_lock(house / "mehvar.db"):
        assert main(["audit", "export", "--to", str(house / "trail"), "--json"]) == exits.GOOD
    assert told(capsys)["noted"] is False


def test_export_shows_what_somebody_has_spoilt(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(house, "UPDATE audit SET detail = '{', at = 'yesterday' WHERE id = 2")
    assert main(["audit", "export"]) == exits.GOOD
    second = json.loads(capsys.readouterr().out.splitlines()[1])
    assert (second["at"], second["tehran"], second["detail"]) == ("yesterday", None, "{")


def test_without_database_or_secret_nothing_is_made(house: Path) -> None:
    (house / "secret").unlink()
    assert main(["audit", "verify"]) == exits.FAILED
    for path in house.glob("mehvar.db*"):
        path.unlink()
    assert main(["audit", "verify"]) == exits.FAILED
    assert not (house / "secret").exists()
    assert not (house / "mehvar.db").exists()


def edit(links: Links, chance: random.Random) -> None:
    """Change a character of a field."""
    number = chance.randrange(len(links))
    fields = list(links[number])
    place = chance.randrange(1, len(fields))
    text = str(fields[place])
    at = chance.randrange(len(text)) if text else 0
    other = chance.choice([sign for sign in "0123456789abcdef،{}" if sign != text[at : at + 1]])
    fields[place] = text[:at] + other + text[at + 1 :]
    links[number] = tuple(fields)


def renumber(links: Links) -> None:
    links[:] = [(number, *fields[1:]) for number, fields in enumerate(links, start=1)]


def delete(links: Links, chance: random.Random) -> None:
    """Take links out, perhaps closing the gap."""
    for _count in range(chance.randint(1, 3)):
        del links[chance.randrange(len(links))]
    if chance.random() < 0.5:
        renumber(links)


def cut(links: Links, chance: random.Random) -> None:
    """Cut off the end, one link or all of them."""
    del links[chance.randrange(len(links)) :]


def cut_and_put(links: Links, chance: random.Random) -> None:
    """Cut off the end and put links there that stood elsewhere."""
    place = chance.randrange(1, len(links))
    others = chance.choices(links[:place], k=chance.randint(1, 5))
    links[place:] = others
    renumber(links)


def behead(links: Links, chance: random.Random) -> None:
    """Cut off the beginning and number anew."""
    del links[: chance.randint(1, len(links) - 1)]
    renumber(links)


def turn(links: Links, chance: random.Random) -> None:
    """Let two links change places."""
    one, other = chance.sample(range(len(links)), 2)
    links[one], links[other] = links[other], links[one]
    renumber(links)


async def test_ten_thousand_edits_deletions_and_cuts_are_detected_against_the_printed_head(filled: Path) -> None:
    columns = "id, at, actor, action, subject, detail, mac"
    with closing(sqlite3.connect(f"file:{filled / 'mehvar.db'}?mode=ro", uri=True)) as source:
        whole: Links = source.execute(f"SELECT {columns} FROM audit ORDER BY id LIMIT {LINKS}").fetchall()
    secret, head = read_secret(filled / "secret"), str(whole[-1][-1])[:12]
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    changes: list[Change] = [edit, edit, delete, cut, cut, cut_and_put, behead, turn]
    async with open_content(b"") as trail:
        await trail.execute(f"CREATE TABLE audit ({columns})")
        for number in range(10_000):
            links = list(whole)
            done = chance.choice(changes)
            done(links, chance)
            await trail.execute("BEGIN")
            await trail.executemany("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", links)
            found = await audit.find_break(Reading(trail, Memory()), secret, head)
            await trail.rollback()
            assert found is not None, f"{done.__name__} number {number} was not detected"
        await trail.executemany("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", whole)
        assert await audit.find_break(Reading(trail, Memory()), secret, head) is None
