"""A post goes from one person to another in one step: all that belongs to it, and nothing stays behind."""

from datetime import timedelta

import pytest

from bot.administering.handing_over import hand_over
from bot.errors import UserError
from bot.language.catalogue import t
from bot.people.caller import recall
from bot.said import Choice
from storage import drafts, handovers, people, snoozes
from storage.snoozes import Snooze
from tests.delegating.office import MONDAY, WATER, YAZD, Office

TABLES = ("duties", "drafts", "obstacle_drafts", "snoozes", "excused", "signing_cards")


async def hand(office: Office, old: int, new: int) -> None:
    async with office.world.turn() as tx:
        await hand_over(tx, "person:9", old, new, MONDAY)


async def test_all_that_belongs_to_the_post_goes_over(office: Office) -> None:
    await office.give("AX05")
    await office.report(office.ceo, Choice("open", (WATER,)), "12")
    async with office.world.turn() as tx:
        await snoozes.save(tx, Snooze(office.ceo, MONDAY + timedelta(hours=1)), MONDAY)
    new = await office.world.person(MONDAY, "observer")
    await hand(office, office.ceo, new)
    assert all(office.world.ask(f"SELECT 1 FROM {table} WHERE person_id = ?", office.ceo) == [] for table in TABLES)
    async with office.world.turn() as tx:
        assert {(duty.role, duty.province) for duty in await people.list_duties(tx, new)} == {
            ("observer", ""),
            ("ceo", YAZD),
        }
        assert [each.axis for each in await drafts.list_of_week(tx, new, MONDAY.date() - timedelta(days=2), YAZD)] == [
            WATER
        ]
    assert office.world.ask("SELECT giver_id FROM delegations") == [(new,)]
    assert office.world.ask("SELECT person_id FROM snoozes") == [(new,)]
    assert "12" not in await office.report(new, Choice("open", (WATER,)), "8", "5", Choice("submit"))
    assert office.standing() == [("submitted", 0, new, new)]


async def test_the_old_account_loses_everything_and_both_are_told(office: Office) -> None:
    new = await office.world.person(MONDAY, "observer")
    chat = office.world.ask("SELECT user_id, platform FROM accounts WHERE person_id = ?", office.ceo)[0]
    await hand(office, office.ceo, new)
    async with office.world.turn() as tx:
        assert await recall(tx, chat[1], chat[0], MONDAY) is None
        assert await handovers.get_successor(tx, office.ceo) == new
    texts = [row[0] for row in office.world.ask("SELECT text FROM outbox ORDER BY id")]
    begin = t("delegate.handover.old", name="", duties="")[:20]
    assert [text.startswith(begin) for text in texts] == [True, False]


async def test_what_was_written_stays_under_its_writers_name(office: Office) -> None:
    await office.hand_in(office.ceo)
    new = await office.world.person(MONDAY, "observer")
    await hand(office, office.ceo, new)
    assert office.standing() == [("submitted", 0, office.ceo, office.ceo)]
    assert t("report.card.done") in await office.report(new, Choice("open", (WATER,)))


async def test_the_draft_of_who_takes_over_stays_where_both_have_begun(office: Office) -> None:
    await office.give(WATER)
    await office.report(office.ceo, Choice("open", (WATER,)), "12")
    await office.report(office.colleague, Choice("open", (WATER,)), "99")
    await hand(office, office.ceo, office.colleague)
    bodies = office.world.ask("SELECT person_id, body FROM drafts")
    assert len(bodies) == 1
    assert bodies[0][0] == office.colleague
    assert "99" in bodies[0][1]


async def test_a_deputy_who_becomes_ceo_signs_what_waits(office: Office) -> None:
    await office.give(WATER)
    await hand(office, office.ceo, office.colleague)
    await office.hand_in(office.colleague)
    assert office.standing() == [("submitted", 0, office.colleague, office.colleague)]
    assert office.world.ask("SELECT count(*) FROM delegations WHERE ended_at IS NULL") == [(0,)]


@pytest.mark.parametrize("what", ["same", "nobody", "suspended", "without duties"])
async def test_nothing_is_handed_to_nobody(office: Office, what: str) -> None:
    new = {"same": office.ceo, "nobody": 999}.get(what, office.colleague)
    async with office.world.turn() as tx:
        if what == "suspended":
            await people.save_state(tx, new, "suspended")
        if what == "without duties":
            await tx.run("DELETE FROM duties WHERE person_id = :old", old=office.ceo)
        with pytest.raises(UserError):
            await hand_over(tx, "person:9", office.ceo, new, MONDAY)
