"""People are found as they are typed, and what was begun and not confirmed leaves nothing behind."""

import pytest

from bot.language.catalogue import t
from handlers.administering.staff.rules import find_people
from storage import people, phones
from storage.people import Listed
from tests.administering.office import ADMIN, CEO, DEPUTY, Office

ROSTER = [
    Listed(1, "علی رضایی", "active", "ceo", "IR-21"),
    Listed(2, "علي رضايي", "active", "liaison", "IR-25"),
    Listed(3, "مینا احمدی", "active", "hq_deputy", ""),
    Listed(4, "یزدان کریمی", "active", "liaison", "IR-07"),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("علی رضایی", [1, 2]),
        ("رضایی", [1, 2]),
        ("احمدي", [3]),
        ("مينا احمدى", [3]),
        ("یزد", [1, 4]),
        ("ققققق", []),
    ],
)
def test_people_are_found_in_any_spelling(text: str, found: list[int]) -> None:
    assert find_people(text, ROSTER) == found


@pytest.mark.parametrize("text", ["09120000003", "۹۸ ۹۱۲ ۰۰۰ ۰۰۰۳"])
async def test_people_are_found_by_their_number(office: Office, text: str) -> None:
    assert "علی رضایی" in (await (await office.enter("admin_people")).say(text)).text


@pytest.mark.parametrize(
    ("by", "label", "title"),
    [("سمت", "مدیرعامل", "مدیرعامل"), ("استان", "زنجان", "استان زنجان")],
)
async def test_a_list_of_people_says_of_what_role_or_province(office: Office, by: str, label: str, title: str) -> None:
    await (await office.enter("admin_people")).tap(f"به تفکیک {by}", label)
    assert office.text.startswith(f"**{title}**\n")


async def test_number_that_is_known_opens_the_card_of_its_owner(office: Office) -> None:
    await (await (await (await office.enter("admin_people")).tap("افزودن")).say("کسی دیگر")).say("09120000003")
    assert "پیش‌تر به نام این فرد" in office.text
    assert await people.count_in_state(office.tx, "suspended") == 0


async def test_new_person_who_is_not_confirmed_is_forgotten(office: Office) -> None:
    await (
        await (await (await (await office.enter("admin_people")).tap("افزودن")).say("زهرا آزمون")).say("09123456789")
    ).tap("ناظر", "کنار گذاشتن")
    assert await phones.find_person(office.tx, "989123456789") is None


async def test_a_number_beside_the_name_of_somebody_new_is_not_asked_again(office: Office) -> None:
    await (await (await office.enter("admin_people")).tap("افزودن")).say("زهرا آزمون ۰۹۱۲۳۴۵۶۷۸۹")
    person = await phones.find_person(office.tx, "989123456789")
    assert person
    added = await people.get(office.tx, person)
    assert added
    assert added.full_name == "زهرا آزمون"


async def test_a_name_with_a_phone_in_it_is_not_taken(office: Office) -> None:
    await (await (await office.enter("admin_people")).tap("افزودن")).say("زهرا آزمون ۰۲۱۸۸۷۷۶۶۵۵")
    assert t("admin_people.name_alone") in office.text


async def test_another_edit_in_place_of_a_new_person_forgets_them(office: Office) -> None:
    await (
        await (await (await (await office.enter("admin_people")).tap("افزودن")).say("زهرا آزمون")).say("09123456789")
    ).tap("ناظر")
    await (await (await office.enter("admin_people")).say("علی رضایی")).tap("غیرفعال کردن")
    assert await phones.find_person(office.tx, "989123456789") is None


async def test_code_is_shown_once(office: Office) -> None:
    await (await (await office.enter("admin_people")).say("علی رضایی")).tap("کد ورود")
    shown = office.text
    assert "کد: " in shown
    assert "کد: " not in (await office.tap("بازگشت")).text
    assert await office.tx.count("SELECT count(*) FROM invitations WHERE person_id = 3") == 1


async def test_suspended_person_is_not_invited(office: Office) -> None:
    await people.save_state(office.tx, CEO, "suspended")
    assert "کد ورود" not in (await (await office.enter("admin_people")).say("علی رضایی")).labels


async def test_letting_go_of_a_messenger_is_undone_in_the_log(office: Office) -> None:
    await (await (await office.enter("admin_people")).say("علی رضایی")).tap("قطع اتصال بله", "تأیید")
    assert "هنوز عضو نشده است" in office.text
    await (await office.enter("admin")).tap("تغییرهای اخیر", "تغییر ۱", "برگرداندن")
    assert "بله: آخرین استفاده" in (await (await office.enter("admin_people")).say("علی رضایی")).text


async def test_change_that_was_gone_on_from_cannot_be_taken_back(office: Office) -> None:
    await (
        await (
            await (await (await office.enter("admin_people")).say("علی رضایی")).tap(
                "غیرفعال کردن", "تأیید", "اصلاح نام"
            )
        ).say("علی کریمی")
    ).tap("تأیید")
    await (await office.enter("admin")).tap("تغییرهای اخیر", "تغییر ۱")
    assert "برگرداندن" not in office.labels
    assert "اکنون نمی‌توان برگرداند" in office.text


async def test_axes_of_a_deputy_are_chosen_by_buttons(office: Office) -> None:
    await (await (await office.enter("admin_people")).say("مینا احمدی")).tap(
        "سمت‌ها", "معاون ستاد", "محورهای این سمت", "✓ تأمین برق", "بورس"
    )
    await office.tap("ادامه", "تأیید")
    assert [duty.axes for duty in await people.list_duties(office.tx, DEPUTY)] == ["AX02;AX04"]
    assert await people.list_duties(office.tx, ADMIN)


async def test_post_goes_over_to_somebody_new_and_comes_back(office: Office) -> None:
    await (
        await (await (await (await office.enter("admin_people")).say("علی رضایی")).tap("تحویل سمت", "افزودن")).say(
            "زهرا آزمون"
        )
    ).say("09123456789")
    assert "از: علی رضایی" in office.text
    await office.tap("تأیید")
    assert "تحویل سمت انجام شد" in office.text
    assert (await people.list_holders(office.tx, "ceo", "IR-21"))[0].full_name == "زهرا آزمون"
    await (await office.enter("admin")).tap("تغییرهای اخیر", "تغییر ۱", "برگرداندن")
    assert [person.id for person in await people.list_holders(office.tx, "ceo", "IR-21")] == [CEO]


async def test_who_is_not_wanted_for_a_post_is_forgotten(office: Office) -> None:
    await (
        await (await (await (await office.enter("admin_people")).say("علی رضایی")).tap("تحویل سمت", "افزودن")).say(
            "زهرا آزمون"
        )
    ).say("09123456789")
    assert "علی رضایی" in (await office.tap("بازگشت")).text
    assert await phones.find_person(office.tx, "989123456789") is None


async def test_admins_do_not_hand_themselves_over(office: Office) -> None:
    await (await (await (await office.enter("admin_people")).say("سارا راهبر")).tap("تحویل سمت")).say("علی رضایی")
    assert "تأیید" not in office.labels
    assert (await office.tap("بازگشت")).labels[0] == "سمت‌ها و محورها"
