"""Who may not send cannot, with forged or old buttons either; who is not meant answers nothing."""

import pytest

from bot.language.catalogue import t
from bot.said import Choice
from handlers.announcing.respond_view import RespondState
from sandbox.said import put_press
from storage import people, recipients, threads
from tests.announcing.organisation import Office, number_of
from tests.attack.acting import ADMIN, CEO, OTHER_CEO, ask, change, come_in, say, tap
from tests.organisation import FLOWS
from tests.stage import Stage

NOT_YOURS = t("menu.not_yours")


@pytest.mark.parametrize("name", ["yazd", "liaison", "head"])
async def test_who_is_neither_admin_nor_public_relations_may_not_compose(office: Office, name: str) -> None:
    actor = office.actor(name)
    assert not (await actor.caller()).has(*FLOWS["manage"].roles)
    assert (await actor.enter("announce")).text == NOT_YOURS  # headquarters opens consultations there, and nothing else
    assert actor.state is None


async def test_a_foreign_button_changes_nothing(office: Office) -> None:
    await office.actor("admin").announce("متن", "نوع", "رؤیت")
    await office.run()
    await office.actor("head").press("ملاحظه شد", of="yazd")
    assert (await office.recipient("yazd")).seen_at is None
    assert await recipients.get(office.tx, 1, number_of("head")) is None
    assert await office.actor("yazd").press("وضعیت", of="admin") == ""


async def test_who_lost_the_role_stops_and_edits_nothing_with_an_old_button(office: Office) -> None:
    await office.actor("press").announce()
    await people.drop_duty(office.tx, number_of("press"), "pr", "")
    assert await office.actor("press").press("توقف ارسال") == NOT_YOURS
    assert (await office.announcement()).state == "sending"


async def test_public_relations_look_after_their_own_alone(office: Office) -> None:
    await office.actor("admin").announce("از راهبر")
    await office.run()
    await office.actor("press").announce("از روابط عمومی")
    await office.run()
    listed = await office.actor("press").enter("manage")
    assert [label for label in listed.labels if "شمارهٔ" in label] == ["شمارهٔ ۲، ارسال‌شده: از روابط عمومی"]
    state = FLOWS["manage"].state("delete", 1)
    await (await office.actor("press").enter("manage", state)).hear(Choice("really_delete"))
    assert (await office.announcement(1)).state == "sent"
    assert len((await office.actor("admin").enter("manage")).labels) == 4


async def test_a_thread_is_open_to_its_two_sides_alone(office: Office) -> None:
    await office.actor("press").announce()
    await office.run()
    await (await office.actor("yazd").enter("respond", RespondState("ask", 1))).say("پرسش")
    for stranger, whose in (("qom", number_of("yazd")), ("head", number_of("yazd")), ("head", 0)):
        await (await office.actor(stranger).enter("respond", RespondState("ask", 1, whose))).say("سلام")
    messages = await threads.list_messages(office.tx, (1, number_of("yazd")))
    assert [message.text for message in messages] == ["پرسش"]
    assert (
        "پرسش" not in (await office.actor("qom").enter("respond", RespondState("history", 1, number_of("yazd")))).text
    )


async def test_only_a_recipient_promises_or_acknowledges(office: Office) -> None:
    await office.actor("admin").announce("متن", "نوع", "تعهد", "تنها تاریخ")
    await office.run()
    await (await office.actor("head").enter("respond", RespondState("day", 1))).hear(Choice("day", ("2026-11-28",)))
    assert await recipients.get(office.tx, 1, number_of("head")) is None
    await (await office.actor("yazd").enter("respond", RespondState("item", 1))).hear(Choice("seen"))
    assert (await office.recipient("yazd")).seen_at is None  # it asks for a promise, not for this


async def test_a_forged_press_of_a_ceo_reaches_no_announcement(stage: Stage) -> None:
    ceo, other, admin = await come_in(stage, CEO), await come_in(stage, OTHER_CEO), await come_in(stage, ADMIN)
    await say(stage, admin, "اطلاعیهٔ جدید", "آزمون")
    await tap(stage, admin, "پیش‌نمایش و ارسال")
    last = admin.messages[-1].buttons[0][0].data or ""
    for phone in (ceo, other):
        for prefix in ("announce", "sent", "second", "announced", "thread", "manage"):
            put_press(phone.bot, phone.chat, phone.user, phone.messages[-1], prefix + last[last.index(":") :])
    await stage.settle()
    assert await say(stage, ceo, "/announce") == NOT_YOURS
    assert ask(stage, "SELECT count(*) FROM announcements") == [(0,)]
    assert ask(stage, "SELECT count(*) FROM inbox WHERE state = 'dead'") == [(0,)]
    await tap(stage, admin, "تأیید و ارسال")
    await change(stage, "UPDATE people SET state = 'suspended' WHERE full_name = ?", CEO)
    await tap(stage, ceo, "پرسش دارم")
    assert ask(stage, "SELECT count(*) FROM thread_messages") == [(0,)]
