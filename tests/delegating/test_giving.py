"""Axes are handed to a colleague, or to somebody new who is invited; only who has the post hands anything on."""

from typing import Any

import pytest

from bot.delegating.facts import HandOn
from bot.delegating.giving import handed_to
from bot.language.catalogue import t
from bot.said import Choice, Text
from handlers.delegating.flow import DELEGATE
from handlers.delegating.view import NEW, DelegateState
from storage import delegations, people, phones
from tests.delegating.office import MONDAY, WATER, YAZD, Office


def home(office: Office) -> DelegateState:
    return DelegateState("phone", YAZD, "axes", NEW, "سارا نیک", WATER)


async def given(office: Office) -> list[tuple[str, str]]:
    async with office.world.turn() as tx:
        return [(each.full_name, each.axes) for each in await delegations.list_open(tx, YAZD)]


async def test_somebody_new_is_invited_by_a_code(office: Office) -> None:
    await office.say(office.ceo, DELEGATE, home(office), Text("۰۹۱۲۳۴۵۶۷۸۹"))
    assert await given(office) == [("سارا نیک", WATER)]
    assert t("invite.valid") in office.told(office.ceo)[0]
    async with office.world.turn() as tx:
        person = await phones.find_person(tx, "989123456789")
        assert person
        assert [(duty.role, duty.axes, duty.acting) for duty in await people.list_duties(tx, person)] == [
            ("liaison", WATER, True)
        ]
        assert await people.list_roster_duties(tx, person) == []


@pytest.mark.parametrize(("phone", "key"), [("12", "invite.not_a_phone"), ("09120000001", "delegate.not_invited")])
async def test_neither_a_wrong_number_nor_somebody_of_another_province_is_invited(
    office: Office, phone: str, key: str
) -> None:
    other = await office.world.person(MONDAY, "ceo", "IR-07")
    async with office.world.turn() as tx:
        await phones.save(tx, other, "989120000001")
    step = await office.say(office.ceo, DELEGATE, home(office), Text(phone))
    assert t(key) in step.screens[0].text
    assert await given(office) == []


async def test_axes_that_go_to_another_colleague_leave_the_first(office: Office) -> None:
    await office.give(f"{WATER};AX05")
    other = await office.world.person(MONDAY, "liaison", YAZD)
    state = DelegateState("preview", YAZD, "axes", str(other), axes=WATER)
    await office.say(office.ceo, DELEGATE, state, Choice("confirm"))
    assert [axes for _name, axes in await given(office)] == ["AX05", WATER]


@pytest.mark.parametrize("who", ["colleague", "other"])
async def test_nobody_hands_on_what_is_not_theirs(office: Office, who: str) -> None:
    person = office.colleague if who == "colleague" else await office.world.person(MONDAY, "ceo", "IR-07")
    await office.say(
        person, DELEGATE, DelegateState("preview", YAZD, "axes", str(office.colleague), axes=WATER), Choice("confirm")
    )
    assert await given(office) == []


async def test_a_ceo_ends_only_what_is_of_the_own_province(office: Office) -> None:
    number = await office.give(WATER)
    other = await office.world.person(MONDAY, "ceo", "IR-07")
    await office.say(other, DELEGATE, DelegateState("one", "IR-07", number=number), Choice("stop"))
    assert len(await given(office)) == 1
    await office.say(office.ceo, DELEGATE, DelegateState("one", YAZD, number=number), Choice("stop"))
    assert await given(office) == []


async def test_a_last_day_that_is_over_is_refused(office: Office) -> None:
    state = DelegateState("until", YAZD, "axes", str(office.colleague), axes=WATER)
    step = await office.say(office.ceo, DELEGATE, state, Text("۱ آذر ۱۴۰۵"))
    assert t("delegate.day_over") in step.screens[0].text


async def test_axes_are_handed_on_one_answer_after_the_other(office: Office) -> None:
    state: Any = DelegateState()
    places = []
    said = (Choice("give"), Choice("whom", (NEW,)), Text("سارا نیک"), Choice("toggle", (WATER,)), Choice("on"))
    for each in (*said, Choice("open"), Choice("confirm")):
        state = (await office.say(office.ceo, DELEGATE, state, each)).state
        places.append(state.at)
    assert places == ["whom", "name", "axes", "axes", "until", "preview", "phone"]
    back: Any = await office.say(office.ceo, DELEGATE, state, Choice("back"))
    assert back.state.at == "preview"
    assert (await office.say(office.ceo, DELEGATE, state, Text("۰۹۱۲۳۴۵۶۷۸۹"))).state is None
    assert await given(office) == [("سارا نیک", WATER)]


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("۰۹۱۲۳۴۵۶۷۸۹", "delegate.want_name"),
        ("سارا نیک ۰۳۵۳۸۲۱۰۰۰۰", "invite.not_a_phone"),
        ("سارا نیک ۰۹۱۲۰۰۰۰۰۰۱", "delegate.not_invited"),
    ],
)
async def test_a_name_with_no_fit_phone_is_asked_again(office: Office, typed: str, key: str) -> None:
    other = await office.world.person(MONDAY, "ceo", "IR-07")
    async with office.world.turn() as tx:
        await phones.save(tx, other, "989120000001")
    step: Any = await office.say(office.ceo, DELEGATE, DelegateState("name", YAZD, person=NEW), Text(typed))
    assert t(key) in step.screens[0].text
    assert step.state.at == "name"


def test_no_phone_stands_in_a_repr() -> None:
    state = DelegateState("name", YAZD, person=NEW, name="سارا نیک ۰۹۱۲۳۴۵۶۷۸۹")
    fact = HandOn("axes", YAZD, 0, WATER, MONDAY.date(), None, state.name, "989123456789")
    assert "۳۴۵۶۷۸۹" not in repr(state) + repr(fact)
    assert "3456789" not in repr(fact)


async def invited(office: Office) -> int:
    """Invite somebody new for the water axis, who then looks after nothing any more; return who that is."""
    await office.say(office.ceo, DELEGATE, home(office), Text("۰۹۱۲۳۴۵۶۷۸۹"))
    async with office.world.turn() as tx:
        (one,) = await delegations.list_open(tx, YAZD)
        await delegations.end(tx, one.id, MONDAY)
    return one.person_id


async def test_who_is_offered_again_and_has_not_come_in_gets_a_new_code(office: Office) -> None:
    person = await invited(office)
    state = DelegateState("preview", YAZD, "leave", str(person), ends="2026-11-25")
    await office.say(office.ceo, DELEGATE, state, Choice("confirm"))
    assert [t("invite.valid") in text for text in office.told(office.ceo)] == [True, True]
    assert office.world.ask("SELECT count(*) FROM audit WHERE action = 'invitation.add'") == [(2,)]


@pytest.mark.parametrize("change", ["suspended", "elsewhere"])
async def test_who_was_invited_and_is_gone_from_the_province_is_not_offered(office: Office, change: str) -> None:
    person = await invited(office)
    async with office.world.turn() as tx:
        if change == "suspended":
            await people.save_state(tx, person, "suspended")
        else:
            await people.save_duty(tx, person, people.Duty("liaison", "IR-07", "", WATER))
    step: Any = await office.say(office.ceo, DELEGATE, DelegateState("whom", YAZD), Choice("enter"))
    assert "سارا نیک" not in [each.label for row in step.screens[0].rows for each in row]
    state = DelegateState("preview", YAZD, "axes", str(person), axes=WATER)
    step = await office.say(office.ceo, DELEGATE, state, Choice("confirm"))
    assert t("delegate.not_offered") in step.screens[0].text
    assert await given(office) == []


@pytest.mark.parametrize(("begins", "begun"), [("", True), ("2026-11-25", False)])
async def test_a_colleague_is_called_to_start_only_once_it_has_begun(office: Office, begins: str, begun: bool) -> None:
    state = DelegateState("preview", YAZD, "axes", str(office.colleague), axes=WATER, begins=begins)
    await office.say(office.ceo, DELEGATE, state, Choice("confirm"))
    (text,) = office.told(office.colleague)
    assert (t("delegate.told.start") in text) is begun


async def test_what_is_handed_on_brings_its_menu_and_what_ends_takes_it_away(office: Office) -> None:
    await office.give("AX05", ends="1405/09/02")  # offered since then, and without a duty of the roster
    async with office.world.turn() as tx:
        await people.drop_duty(tx, office.colleague, "liaison", YAZD)
        await delegations.end(tx, 1, MONDAY)
    state = DelegateState("preview", YAZD, "axes", str(office.colleague), axes=WATER)
    await office.say(office.ceo, DELEGATE, state, Choice("confirm"))
    await office.say(office.ceo, DELEGATE, DelegateState("one", YAZD, number=2), Choice("stop"))
    menus = office.world.ask("SELECT menu FROM outbox WHERE person_id = ? ORDER BY id", office.colleague)
    assert [t("menu.report") in menu for (menu,) in menus] == [True, False]


async def test_an_entry_says_what_was_changed_and_stays(office: Office) -> None:
    number = await office.give(WATER)
    state = DelegateState("one", YAZD, number=number)
    step: Any = await office.say(office.ceo, DELEGATE, state, Choice("excuse"))
    assert step.screens[0].text.startswith(t("delegate.kept"))
    assert step.screens[0].rows[0][0].name == "sign"
    step = await office.say(office.ceo, DELEGATE, step.state, Choice("stop"))
    assert step.screens[0].text.startswith(t("delegate.stopped", name="liaison IR-21"))
    assert step.state.at == "home"


async def test_a_phone_beside_a_name_is_taken_out_of_it_and_not_asked_again(office: Office) -> None:
    state = DelegateState("name", YAZD, "axes", NEW, axes=WATER)
    step = await office.say(office.ceo, DELEGATE, state, Text("سارا نیک، ۰۹۱۲ ۳۴۵ ۶۷۸۹"))
    assert step.state is not None
    confirmed = DelegateState("preview", YAZD, "axes", NEW, step.state.name, WATER)
    await office.say(office.ceo, DELEGATE, confirmed, Choice("confirm"))
    assert await given(office) == [("سارا نیک", WATER)]
    async with office.world.turn() as tx:
        assert await phones.find_person(tx, "989123456789")


async def test_a_phone_alone_is_no_name(office: Office) -> None:
    state = DelegateState("name", YAZD, "axes", NEW, axes=WATER)
    step = await office.say(office.ceo, DELEGATE, state, Text("۰۹۱۲۳۴۵۶۷۸۹"))
    assert t("delegate.want_name") in step.screens[0].text


@pytest.mark.parametrize("kind", ["axes", "leave"])
async def test_whoever_was_invited_is_offered_again_once_it_has_ended(office: Office, kind: str) -> None:
    await office.say(office.ceo, DELEGATE, home(office), Text("۰۹۱۲۳۴۵۶۷۸۹"))
    async with office.world.turn() as tx:
        (one,) = await delegations.list_open(tx, YAZD)
    await office.say(office.ceo, DELEGATE, DelegateState("one", YAZD, number=one.id), Choice("stop"))
    step = await office.say(office.ceo, DELEGATE, DelegateState("whom", YAZD, kind, ends="2026-12-30"), Choice("enter"))
    assert "سارا نیک" in [button.label for row in step.screens[0].rows for button in row]


async def test_the_welcome_of_who_comes_in_names_the_giver_the_axes_and_the_days(office: Office) -> None:
    await office.give(WATER, ends="1405/09/10")
    async with office.world.turn() as tx:
        (line,) = await handed_to(tx, office.colleague, MONDAY)
        assert await handed_to(tx, office.ceo, MONDAY) == []
    assert "ceo IR-21" in line
    assert "تأمین آب" in line
    assert "۱۰ آذر" in line
