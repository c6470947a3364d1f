"""What an estate sends on its own stands in the CEO's inbox, and the estate hears what became of it."""

from datetime import timedelta
from typing import Any

import pytest

from bot.evidence.showing import SeeEvidenceErrand, _list_seen
from bot.language.catalogue import t
from bot.reporting.estates.entry_telling import GATHERED, next_entries, tell_entries
from bot.reporting.estates.view import EstateState
from bot.said import Choice, Edited, File, Location, Said, Text, Unreadable
from handlers.estates.flow import ESTATES
from handlers.estates.inbox import FROM_ESTATES
from handlers.estates.inbox_view import InboxState
from handlers.estates.sending import MOST_WAITING
from handlers.obstacles.recording import OBSTACLE
from handlers.obstacles.view import ObstacleState
from storage import estate_register, people
from storage.estate_register import Estate
from storage.people import Duty
from tests.chasing.world import tehran
from tests.delegating.office import MONDAY, WATER, YAZD, Office
from tests.estates.test_estates import ARDAKAN, MEYBOD, PHOTO, ask, join

QOM, BLOCKED = "IR-26", "لولهٔ آب شکسته است و آب قطع است"


async def send(office: Office, person: int, *said: Said | str) -> Any:
    """Send things from the first screen of an estate; return the last step."""
    step = None
    for each in said:
        heard: Said = Text(each) if isinstance(each, str) else each
        step = await office.say(person, ESTATES, EstateState(), heard)
    return step


async def see_to(office: Office, person: int, said: Said, at: str = "card", entry: int = 1) -> Any:
    """Say something at the card of an entry."""
    return await office.say(person, FROM_ESTATES, InboxState(at, YAZD, entry), said)


def entries(office: Office, columns: str = "estate, kind, axis, words, state") -> list[tuple[Any, ...]]:
    return office.world.ask(f"SELECT {columns} FROM estate_entries ORDER BY id")


def trail(office: Office) -> list[str]:
    rows = office.world.ask("SELECT action FROM audit WHERE subject LIKE 'entry:%' ORDER BY id")
    return [row[0] for row in rows]


@pytest.mark.parametrize(("said", "kind", "axis", "words"), [
    ("جادهٔ شهرک خراب است", "words", "", "جادهٔ شهرک خراب است"),
    ("آب ۱۲ لیتر بر ثانیه", "figure", WATER, "آب ۱۲ لیتر بر ثانیه"),
    ("مانع آب: لوله شکسته است", "obstacle", WATER, "لوله شکسته است"),
    (File("photo", "file", "", 1000, "image/jpeg", "مخزن آب"), "piece", WATER, "مخزن آب"),
    (Location(31.0, 54.0), "piece", "", ""),
])  # fmt: skip
async def test_whatever_is_sent_unasked_is_kept_and_answered_at_once(
    office: Office, said: Any, kind: str, axis: str, words: str
) -> None:
    manager = await join(office, MEYBOD)
    step = await send(office, manager, said)
    assert entries(office) == [(MEYBOD, kind, axis, words, "open")]
    assert "به مدیرعامل استان یزد می‌رسد" in step.screens[0].text
    assert trail(office) == ["entry.send"]


@pytest.mark.parametrize("said", ["سلام", "ممنون", "۱۲", "/start", Text("نوشتهٔ دیگری", forwarded=True)])
async def test_courtesy_and_bare_figures_are_no_entries(office: Office, said: Any) -> None:
    manager = await join(office, MEYBOD)
    assert (await send(office, manager, said)).unheard
    assert entries(office) == []


async def test_of_several_estates_the_named_one_is_meant_else_it_is_asked(office: Office) -> None:
    manager = await join(office, f"{MEYBOD};{ARDAKAN}")
    await send(office, manager, "دیوار اردکان فرو ریخته است")
    step = await send(office, manager, "دیوار فرو ریخته است")
    assert [row[0] for row in entries(office)] == [ARDAKAN, ""]
    labels = [button.label for row in step.screens[0].rows for button in row]
    assert labels[:2] == [MEYBOD, ARDAKAN]
    await send(office, manager, Choice("place", ("2", YAZD, MEYBOD)), Choice("place", ("2", YAZD, ARDAKAN)))
    assert [row[0] for row in entries(office)] == [ARDAKAN, MEYBOD]
    assert trail(office) == ["entry.send", "entry.send", "entry.place"]


async def test_what_may_be_of_two_provinces_is_seen_by_neither_until_it_is_said(office: Office) -> None:
    manager = await join(office, MEYBOD)
    async with office.world.turn() as tx:
        await people.save_duty(tx, manager, Duty("estate_manager", QOM, "شکوهیه", ""))
    await send(office, manager, PHOTO)
    assert entries(office, "province, estate") == [("", "")]
    assert (await see_to(office, office.ceo, Choice("enter"))).screens[0].text.startswith(t("entry.gone"))
    await send(office, manager, Choice("place", ("1", QOM, "شکوهیه")))
    assert entries(office, "province, estate") == [(QOM, "شکوهیه")]
    assert office.world.ask("SELECT province FROM evidence") == [(QOM,)]
    assert (await see_to(office, office.ceo, Choice("enter"))).screens[0].text.startswith(t("entry.gone"))


async def test_a_person_may_not_place_what_another_sent(office: Office) -> None:
    manager, other = await join(office, f"{MEYBOD};{ARDAKAN}"), await join(office, f"{MEYBOD};{ARDAKAN}")
    await send(office, manager, "دیوار فرو ریخته است")
    await send(office, other, Choice("place", ("1", YAZD, MEYBOD)))
    assert [row[0] for row in entries(office)] == [""]


@pytest.mark.parametrize(("said", "told"), [(Edited(), "common.edited"), (Unreadable(), "common.other_kind")])
async def test_what_cannot_be_sent_is_told_in_a_sentence_of_its_own(office: Office, said: Any, told: str) -> None:
    manager = await join(office, MEYBOD)
    step = await send(office, manager, said)
    assert step.screens[0].text.startswith(t(told))
    assert entries(office) == []


async def test_nobody_sends_without_end(office: Office) -> None:
    manager = await join(office, MEYBOD)
    for number in range(MOST_WAITING):
        await send(office, manager, f"سطر {number} دربارهٔ جاده")
    step = await send(office, manager, "سطری دیگر دربارهٔ جاده")
    assert "سطری دیگر دربارهٔ جاده" in step.screens[0].text
    assert t("entry.too_many", count=MOST_WAITING) in step.screens[0].text
    assert len(entries(office)) == MOST_WAITING


async def test_a_photo_is_seen_by_who_sees_to_it_alone_and_becomes_evidence_by_one_tap(office: Office) -> None:
    manager = await join(office, MEYBOD)
    far = await office.world.person(MONDAY, "ceo", QOM)
    await send(office, manager, File("photo", "file", "", 1000, "image/jpeg", "مخزن آب"))
    office.world.ask("UPDATE evidence SET state = 'kept', sha256 = 'ab', mime = 'image/jpeg'")
    async with office.world.turn() as tx:
        seen = {
            person: len(await _list_seen(tx, SeeEvidenceErrand(person, "2026-11-21", YAZD, WATER, 1)))
            for person in (office.ceo, office.colleague, far, manager)
        }
    assert seen == {office.ceo: 1, office.colleague: 0, far: 0, manager: 0}
    await see_to(office, far, Choice("see"))
    assert office.world.ask("SELECT count(*) FROM errands WHERE kind = 'see_evidence'") == [(0,)]
    await see_to(office, office.ceo, Choice("see"))
    assert office.world.ask("SELECT count(*) FROM errands WHERE kind = 'see_evidence'") == [(1,)]
    await see_to(office, office.ceo, Choice("accept"))
    await see_to(office, office.ceo, Choice("accept"))  # a second tap adds nothing
    rows = office.world.ask("SELECT person_id, axis, note, sha256, state FROM evidence ORDER BY id")
    assert rows == [(manager, "", "مخزن آب", "ab", "kept"), (office.ceo, WATER, "مخزن آب", "ab", "kept")]
    assert [text for text in office.told(manager) if "مستندات" in text]
    assert trail(office) == ["entry.send", "entry.accept"]


async def test_an_album_is_answered_once_and_kept_whole(office: Office) -> None:
    manager = await join(office, MEYBOD)
    first = await send(office, manager, File("photo", "a", "", 1000, "image/jpeg", "آب", "album"))
    second = await office.say(manager, ESTATES, first.state, File("photo", "b", "", 1000, "image/jpeg", "", "album"))
    assert (len(first.screens), len(second.screens)) == (1, 0)
    assert len(entries(office)) == 2


async def test_a_photo_that_is_still_on_its_way_is_fetched_for_the_evidence_too(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await send(office, manager, PHOTO)
    await see_to(office, office.ceo, Choice("accept"))
    assert entries(office, "state") == [("open",)]  # it names no axis: that is asked
    await see_to(office, office.ceo, Choice("axis", (WATER,)), "axis")
    assert office.world.ask("SELECT state FROM evidence") == [("pending",), ("pending",)]
    assert office.world.ask("SELECT count(*) FROM errands WHERE kind = 'download'") == [(2,)]


async def test_a_photo_that_could_not_be_kept_is_not_accepted(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await send(office, manager, File("photo", "file", "", 1000, "image/jpeg", "آب"))
    office.world.ask("UPDATE evidence SET state = 'refused'")
    step = await see_to(office, office.ceo, Choice("accept"))
    assert "accept" not in [button.name for row in step.screens[0].rows for button in row]
    assert entries(office, "state") == [("open",)]


async def test_an_axis_holds_no_more_evidence_than_it_may(office: Office) -> None:
    manager = await join(office, MEYBOD)
    for _ in range(4):
        await send(office, manager, File("photo", "file", "", 1000, "image/jpeg", "آب"))
    for number in range(1, 4):
        await see_to(office, office.ceo, Choice("accept"), entry=number)
    step = await see_to(office, office.ceo, Choice("accept"), entry=4)
    assert t("evidence.too_many", limit=3) in step.screens[0].text
    assert entries(office, "state") == [("accepted",)] * 3 + [("open",)]


async def test_a_photo_and_an_obstacle_of_what_was_asked_stand_in_the_inbox_too(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await ask(office)
    card = EstateState("card", YAZD, MEYBOD, WATER)
    await office.say(manager, ESTATES, card, PHOTO)
    await office.say(manager, ESTATES, card, Text(BLOCKED))
    assert entries(office, "estate, kind, axis") == [(MEYBOD, "piece", WATER), (MEYBOD, "words", WATER)]
    assert office.world.ask("SELECT axis FROM evidence") == [(WATER,)]


async def test_a_figure_goes_to_the_report_as_a_proposal_that_says_whose_it_is(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await join(office, ARDAKAN)
    await send(office, manager, "آب تأمین‌شده ۱۲ لیتر بر ثانیه")
    step = await see_to(office, office.ceo, Choice("accept"))
    assert step.onward.flow == "fast"
    assert step.onward.values["text"] == "آب تأمین‌شده ۱۲ لیتر بر ثانیه"
    assert "(۱ از ۲ شهرک)" in step.onward.values["note"]
    assert office.world.count("answers") == office.world.count("drafts") == 0
    assert entries(office, "state, ended_by") == [("accepted", office.ceo)]


async def test_an_answer_goes_back_to_the_estate_once(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await send(office, manager, "آب کی وصل می‌شود؟")
    await see_to(office, office.ceo, Text("فردا وصل می‌شود."), "reply")
    await see_to(office, office.ceo, Text("دوباره"), "reply")
    assert office.told(manager) == [
        t("entry.told.answered", said="«\u2068آب کی وصل می‌شود؟\u2069»", words="فردا وصل می‌شود.")
    ]
    assert entries(office, "state, answer") == [("answered", "فردا وصل می‌شود.")]
    status = await office.say(manager, ESTATES, EstateState("status"), Choice("enter"))
    assert "فردا وصل می‌شود." in status.screens[0].text
    assert trail(office) == ["entry.send", "entry.answer"]


async def test_an_obstacle_remembers_the_estate_also_when_it_is_come_back_to(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await send(office, manager, f"مانع آب: {BLOCKED}")
    step = await see_to(office, office.ceo, Choice("obstacle"))
    state = ObstacleState(**step.onward.values)
    asked = await office.say(office.ceo, OBSTACLE, state, Choice("enter"))
    assert asked.state
    assert asked.state.at == "agency"
    agency = asked.screens[0].rows[0][0]
    again = ObstacleState("agency", YAZD, WATER, state.week, "list")  # opened anew, from elsewhere
    await office.say(office.ceo, OBSTACLE, again, Choice(agency.name, agency.args))
    assert entries(office, "state") == [("open",)]  # until it is recorded
    await office.say(office.ceo, OBSTACLE, ObstacleState("preview", YAZD, WATER, state.week, "list"), Choice("confirm"))
    assert entries(office, "state, obstacle") == [("obstacle", 1)]
    assert "۱۴۰۵/۱" in office.told(manager)[-1].translate({0x2068: None, 0x2069: None})
    assert trail(office) == ["entry.send", "entry.to_obstacle"]


async def test_a_colleague_sees_what_was_referred_alone_and_only_while_the_axis_is_theirs(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await send(office, manager, "مانع آب: لوله شکسته است")
    nobody = await see_to(office, office.ceo, Choice("enter"))
    assert "refer" not in [button.name for row in nobody.screens[0].rows for button in row]  # none has the axis
    async with office.world.turn() as tx:
        await people.save_duty(tx, office.colleague, Duty("liaison", YAZD, "", WATER))
    assert (await see_to(office, office.colleague, Choice("enter"))).screens[0].text.startswith(t("entry.gone"))
    await see_to(office, office.ceo, Choice("to", (str(office.colleague),)), "refer")
    assert entries(office, "assigned") == [(office.colleague,)]
    assert (await see_to(office, office.colleague, Choice("enter"))).screens[0].rows[0][0].name == "obstacle"
    async with office.world.turn() as tx:
        await people.save_duty(tx, office.colleague, Duty("liaison", YAZD, "", "AX01"))
    await see_to(office, office.colleague, Text("پاسخ"), "reply")
    await see_to(office, office.colleague, Choice("accept"))
    assert entries(office, "state") == [("open",)]
    await see_to(office, office.ceo, Choice("accept"))
    assert entries(office, "state") == [("accepted",)]
    assert trail(office) == ["entry.send", "entry.refer", "entry.accept"]


async def test_another_estate_and_another_province_see_nothing_of_it(office: Office) -> None:
    manager, other = await join(office, MEYBOD), await join(office, ARDAKAN)
    far = await office.world.person(MONDAY, "ceo", QOM)
    await send(office, manager, BLOCKED)
    status = await office.say(other, ESTATES, EstateState("status"), Choice("enter"))
    assert BLOCKED not in status.screens[0].text
    for said, at in ((Choice("enter"), "card"), (Choice("accept"), "card"), (Text("پاسخ"), "reply")):
        step = await office.say(far, FROM_ESTATES, InboxState(at, YAZD, 1), said)
        assert BLOCKED not in step.screens[0].text
    assert entries(office, "state") == [("open",)]


async def test_who_left_the_province_sees_to_nothing_of_it(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await send(office, manager, PHOTO)
    async with office.world.turn() as tx:
        await people.drop_duty(tx, office.ceo, "ceo", YAZD)
        await people.save_duty(tx, office.ceo, Duty("ceo", QOM, "", ""))
    for said, at in ((Choice("axis", (WATER,)), "axis"), (Text("پاسخ"), "reply"), (Choice("see"), "card")):
        await see_to(office, office.ceo, said, at)
    assert entries(office, "state") == [("open",)]
    assert office.world.ask("SELECT count(*) FROM errands WHERE kind = 'see_evidence'") == [(0,)]


async def test_who_lost_the_estate_hears_nothing_and_the_successor_does(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await send(office, manager, BLOCKED)
    async with office.world.turn() as tx:
        await people.drop_duty(tx, manager, "estate_manager", YAZD)
    successor = await join(office, MEYBOD)
    await see_to(office, office.ceo, Choice("accept"))
    assert (len(office.told(manager)), len(office.told(successor))) == (0, 1)
    status = await office.say(successor, ESTATES, EstateState("status"), Choice("enter"))
    assert BLOCKED in status.screens[0].text


async def test_an_estate_that_is_renamed_keeps_what_it_sent(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await send(office, manager, BLOCKED)
    async with office.world.turn() as tx:
        await estate_register.rename(tx, Estate(1, YAZD, MEYBOD, active=True), "میبد نو")
    assert entries(office, "estate") == [("میبد نو",)]


async def test_entries_are_told_together_within_hours_and_once(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await send(office, manager, BLOCKED, "جادهٔ شهرک خراب است")
    async with office.world.turn() as tx:
        assert await next_entries(tx, MONDAY) == MONDAY + GATHERED
    night = tehran("1405/09/02 21:00")
    for moment in (MONDAY, night, tehran("1405/09/03 08:00"), tehran("1405/09/03 08:01")):
        async with office.world.turn() as tx:
            await tell_entries(tx, moment)
    (seen,) = office.world.seen()
    assert seen.person == office.ceo
    assert BLOCKED in seen.text
    assert "۲ مورد" in seen.text
    async with office.world.turn() as tx:
        assert await next_entries(tx, night) is None


async def test_who_an_entry_is_referred_to_is_told_of_it(office: Office) -> None:
    manager = await join(office, MEYBOD)
    await send(office, manager, BLOCKED)
    async with office.world.turn() as tx:
        await people.save_duty(tx, office.colleague, Duty("liaison", YAZD, "", WATER))
        await tell_entries(tx, MONDAY + GATHERED)
    await see_to(office, office.ceo, Choice("to", (str(office.colleague),)), "refer")
    async with office.world.turn() as tx:
        await tell_entries(tx, MONDAY + timedelta(hours=2))
        await tell_entries(tx, MONDAY + timedelta(hours=3))
    assert [seen.person for seen in office.world.seen()] == [office.ceo, office.colleague]
