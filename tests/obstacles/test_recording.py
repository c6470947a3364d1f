"""An obstacle is recorded from the card of an axis or from the own list, and nothing of it is lost."""

from dataclasses import replace
from datetime import date

import pytest

from bot.conversing.replies import quoted
from bot.language.catalogue import t
from bot.obstacles.draft import LONGEST_REQUEST, ObstacleDraft
from bot.obstacles.told import read_told
from bot.reporting.cards import ReportState
from bot.said import Choice, Edited, Location, Stale, Text
from handlers.obstacles.own_view import OwnState
from handlers.obstacles.recording import OBSTACLE
from handlers.obstacles.view import ObstacleState, read_draft
from storage import agencies, audit, obstacle_drafts, obstacle_events, obstacles
from storage.transaction import Transaction
from tests.obstacles.organisation import MONDAY, PEOPLE, QOM, WEEK, YAZD, Actor, days, make, reload

CARD = ObstacleState("new", YAZD, "AX01", WEEK)


async def answer_all(actor: Actor) -> Actor:
    await (await actor.tap("توانیر")).say("صدور مجوز")
    return await (await (await actor.tap("نامه", "نامه دارم")).say("۱۲")).say("دیروز")


async def test_from_the_card_of_an_axis_and_back_to_it(tx: Transaction) -> None:
    actor = await (await answer_all(await Actor(tx, "yazd").enter("obstacle", CARD))).tap("ثبت مانع")
    row = await reload(tx, 1)
    assert (row.year, row.number, row.week.isoformat(), row.province, row.axis) == (1405, 1, WEEK, YAZD, "AX01")
    assert (row.agency, row.request, row.level, row.state) == ("توانیر", "صدور مجوز", "headquarters", "recorded")
    assert (row.letter, row.letter_day, row.asked_at) == ("۱۲", (MONDAY - days(1)).date(), MONDAY)
    assert [event.kind for event in await obstacle_events.list_of(tx, 1)] == ["recorded"]
    assert actor.flow == "report"
    assert "مانع با شمارهٔ ۱۴۰۵/۱ ثبت و به «معاونت فنی» ارجاع شد" in actor.screen.text
    assert await tx.count("SELECT count(*) FROM obstacle_drafts") == 0
    assert await audit.find_break(tx, b"s" * 32) is None


async def test_where_it_leads_from_a_card_is_that_card(tx: Transaction) -> None:
    flow = Actor(tx, "yazd")
    await answer_all(await flow.enter("obstacle", CARD))
    view = await OBSTACLE.load(tx, await flow.caller(), flow.state, Choice("confirm"), MONDAY)
    onward = OBSTACLE.step(view, Choice("confirm"), MONDAY).onward
    assert onward
    assert onward.flow == "report"
    note = "مانع با شمارهٔ ۱۴۰۵/۱ ثبت و به «معاونت فنی» ارجاع شد. پاسخ ستاد همین‌جا اعلام می‌شود."
    assert ReportState(**onward.values) == ReportState("card", "AX01", week=WEEK, province=YAZD, note=note)  # type: ignore[arg-type]


async def test_levels_say_whose_it_is_and_only_headquarters_is_asked(tx: Transaction) -> None:
    for level, word in (
        ("پیگیری استان", "پیگیری آن با استان است"),
        ("ستاد تسهیل استان", "پیگیری آن با ستاد تسهیل استان است"),
    ):
        actor = await (await (await Actor(tx, "yazd").enter("obstacle", CARD)).tap("توانیر")).say("درخواست")
        await actor.tap("سطح", level, "ثبت مانع")
        assert word in actor.screen.text
    assert [row.asked_at for row in await obstacles.list_open(tx)] == [None, None]


async def test_what_was_said_waits_for_the_person_whatever_is_done_between(tx: Transaction) -> None:
    actor = await (await (await (await Actor(tx, "yazd").enter("obstacle", CARD)).tap("توانیر")).say("صدور مجوز")).tap(
        "بعداً"
    )
    assert actor.state is None
    assert "نگه داشته شد" in actor.screen.text
    again = await Actor(tx, "yazd", MONDAY + days(40)).enter("obstacle", CARD)
    assert "ناتمام" in again.screen.text
    assert "صدور مجوز" in again.screen.text
    assert (
        "صدور مجوز"
        not in (await Actor(tx, "qom").enter("obstacle", ObstacleState("new", QOM, "AX01", WEEK))).screen.text
    )
    await again.tap("انصراف")
    assert (await again.enter("obstacle", CARD)).labels[0] == "شرکت برق منطقه‌ای"


async def test_every_part_can_be_changed_and_an_edit_leads_back_to_the_summary(tx: Transaction) -> None:
    actor = await answer_all(await Actor(tx, "yazd").enter("obstacle", CARD))
    for part, said in (("دستگاه", "شرکت گاز"), ("درخواست", "خط تازه"), ("نامه", "بدون نامه")):
        await actor.tap(part)
        await (await actor.tap("بازگشت")).tap(part)
        await actor.say(said) if part == "درخواست" else await actor.tap(said)
        assert "ثبت مانع" in actor.labels
    await actor.say("ثبت")
    row = await reload(tx, 1)
    assert (row.agency, row.request, row.letter, row.letter_day) == ("شرکت گاز", "خط تازه", "", None)


async def test_back_leads_through_the_questions_to_where_one_came_from(tx: Transaction) -> None:
    actor = await answer_all(
        await (await Actor(tx, "yazd").enter("obstacle", ObstacleState("axis", YAZD, home="list"))).tap("تأمین برق")
    )
    seen = []
    while actor.flow == "obstacle":
        seen.append(actor.state.at)
        await actor.tap("بازگشت")
    assert seen == ["preview"]
    assert actor.flow == "own_obstacles"
    await (await (await (await actor.enter("obstacle", CARD)).tap("نامه")).tap("نامه دارم")).say("۱۳")
    seen = []
    while actor.flow == "obstacle":
        seen.append(actor.state.at)
        await actor.say("بازگشت")
    assert seen == ["letter_day", "letter_number", "letter", "level", "request", "agency"]


async def test_what_is_no_answer_leaves_everything_as_it_was(tx: Transaction) -> None:
    actor = await Actor(tx, "yazd").enter("obstacle", CARD)
    for said in (Text("x", forwarded=True), Edited(), Stale(), Location(1, 2), Text(""), Text("/x"), Choice("yes")):
        await actor.hear(said)
        assert actor.state.at == "agency"
    await (await actor.tap("توانیر")).say("د" * 301)
    assert "۳۰۱ نویسه" in actor.screen.text
    assert actor.state.at == "request"


async def test_typed_agencies_are_found_or_offered(tx: Transaction) -> None:
    actor = await (await Actor(tx, "yazd").enter("obstacle", CARD)).say("برق")
    assert [label for label in actor.labels if "برق" in label] == ["شرکت برق منطقه‌ای", "شرکت توزیع نیروی برق"]
    assert "فهرست نیست" in (await actor.say("شرکت نفت")).screen.text
    assert (await actor.say("بانکها")).state.at == "request"


async def test_the_likeliest_agencies_stand_first(tx: Transaction) -> None:
    for agency in ("شهرداری", "شهرداری", "شرکت گاز"):
        await make(tx, agency=agency)
    await make(tx, axis="AX02", agency="استانداری")
    titles = await agencies.list_likeliest(tx, 1, "AX01")
    assert titles[:4] == ["شهرداری", "شرکت گاز", "استانداری", "شرکت برق منطقه‌ای"]
    assert len(titles) == 24


async def test_an_axis_or_province_that_is_not_ones_own_is_asked_for_again(tx: Transaction) -> None:
    for name, state in (("liaison", CARD), ("yazd", ObstacleState("new", QOM, "AX01", WEEK))):
        actor = await Actor(tx, name).enter("obstacle", state)
        assert "کدام محور" in actor.screen.text
    assert (await Actor(tx, "liaison").enter("obstacle", CARD)).labels == ["تأمین آب", "بازگشت", "بعداً"]
    actor = await (await Actor(tx, "yazd").enter("obstacle", CARD)).tap("توانیر")
    await tx.run("UPDATE duties SET axes = 'AX02' WHERE person_id = 1")
    await actor.say("صدور مجوز")
    assert "کدام محور" in actor.screen.text


async def test_numbers_run_through_a_year_and_begin_anew_in_the_next(tx: Transaction) -> None:
    assert [(await make(tx, name)).number for name in ("yazd", "qom", "yazd")] == [1, 2, 3]
    assert await obstacles.next_number(tx, 1405) == 4
    assert await obstacles.next_number(tx, 1406) == 1


def test_a_draft_is_stored_as_it_was(tx: Transaction) -> None:
    draft = ObstacleDraft("a", "b", "province", "۱", "2026-11-01")
    assert read_draft(draft.body) == draft
    assert [each.missing for each in (ObstacleDraft(), ObstacleDraft("a"), draft)] == ["agency", "request", "preview"]
    assert ObstacleDraft("a", "b", "province").missing == "letter"
    assert ObstacleDraft("a", "b", "province", "۱").missing == "letter_day"


async def test_cards_and_lists_count_what_is_open(tx: Transaction) -> None:
    await make(tx)
    await make(tx, axis="AX02")
    await make(tx, axis="AX02")
    await make(tx, "qom")
    assert await obstacles.list_open_axes(tx, YAZD) == {"AX01": 1, "AX02": 2}
    assert await obstacles.count(tx, YAZD, "AX02") == 2
    await (await (await Actor(tx, "yazd").enter("own_obstacles", OwnState("card", YAZD, 2))).tap("رفع شد")).tap("بله")
    assert await obstacles.list_open_axes(tx, YAZD) == {"AX01": 1, "AX02": 1}
    assert await obstacles.count(tx, YAZD, "AX01") == await obstacles.count(tx, QOM, "AX01") == 1
    assert len(PEOPLE) == 7


async def test_what_is_said_beforehand_joins_what_was_begun_and_is_said_again_where_it_is_too_long(
    tx: Transaction,
) -> None:
    for words in ("پست ۶۳", "کابل ندارد"):
        await Actor(tx, "yazd").enter("obstacle", replace(CARD, words=words))
    (row,) = await obstacle_drafts.list_of_person(tx, (await Actor(tx, "yazd").caller()).person.id, YAZD)
    assert read_draft(row.body).request == "پست ۶۳؛ کابل ندارد"
    actor = await Actor(tx, "yazd").enter("obstacle", replace(CARD, words="ب" * LONGEST_REQUEST))
    assert actor.screen.text.startswith(quoted("ب" * LONGEST_REQUEST))
    (row,) = await obstacle_drafts.list_of_person(tx, (await actor.caller()).person.id, YAZD)
    assert read_draft(row.body).request == "پست ۶۳؛ کابل ندارد"


async def test_one_sentence_fills_everything_in_and_one_tap_records_it(tx: Transaction) -> None:
    words = "برق منطقه‌ای پست ۶۳ را تأیید نمی‌کند، نامه ۱۲۳۴ مورخ ۵ آذر"
    actor = await Actor(tx, "yazd", MONDAY + days(7)).enter("obstacle", replace(CARD, words=words))
    assert actor.state.at == "preview"
    await actor.tap("ثبت مانع")
    row = await reload(tx, 1)
    assert (row.agency, row.request, row.level) == (
        "شرکت برق منطقه‌ای",
        "برق منطقه‌ای پست ۶۳ را تأیید نمی‌کند",
        "headquarters",
    )
    assert (row.letter, row.letter_day) == ("۱۲۳۴", date(2026, 11, 26))


async def test_by_buttons_it_takes_four_taps_and_one_text(tx: Transaction) -> None:
    actor = await Actor(tx, "yazd").enter("own_obstacles", OwnState("list", YAZD))
    await actor.tap("ثبت مانع تازه", "تأمین برق", "توانیر")
    await (await actor.say("صدور مجوز")).tap("ثبت مانع")
    row = await reload(tx, 1)
    assert (row.request, row.level, row.letter) == ("صدور مجوز", "headquarters", "")


async def test_a_letter_is_answered_with_its_day_in_one_line(tx: Transaction) -> None:
    actor = await (await (await Actor(tx, "yazd", MONDAY + days(7)).enter("obstacle", CARD)).tap("توانیر")).say("مجوز")
    await (await actor.tap("نامه", "نامه دارم")).say("۱۲۳۴ مورخ ۵ آذر")
    assert actor.state.at == "preview"
    assert "شمارهٔ \u2068۱۲۳۴\u2069، پنجشنبه ۵ آذر ۱۴۰۵" in actor.text


@pytest.mark.parametrize(
    ("said", "request_", "letter", "day", "level"),
    [
        ("پست ۶۳ تأیید نشد، نامه ۱۲۳۴ مورخ ۵ آذر", "پست ۶۳ تأیید نشد", "۱۲۳۴", "2026-11-26", ""),
        ("نامهٔ شمارهٔ ۱۲/۳۴۵ مورخ ۱۴۰۵/۰۸/۲۰: پروانه صادر شود", "پروانه صادر شود", "۱۲/۳۴۵", "2026-11-11", ""),
        ("طی نامه ۷۷ به تاریخ دیروز", "طی نامه ۷۷ به تاریخ دیروز", "۷۷", "2026-11-30", ""),
        ("نامه ۱۲۳۴ زده شد ولی پاسخ ندادند", "نامه ۱۲۳۴ زده شد ولی پاسخ ندادند", "۱۲۳۴", "", ""),
        ("نامه‌نگاری شد", "نامه‌نگاری شد", None, None, ""),
        ("کارگروه تسهیل رسیدگی کند", "کارگروه تسهیل رسیدگی کند", None, None, "taskforce"),
        ("کابل ندارد، پیگیری استان", "کابل ندارد، پیگیری استان", None, None, "province"),
        ("نامه ۱۲ مورخ ۲۰ آذر", "نامه ۱۲ مورخ ۲۰ آذر", "۱۲", "", ""),
    ],
)
def test_what_a_sentence_tells(said: str, request_: str, letter: str | None, day: str | None, level: str) -> None:
    told = read_told(said, date(2026, 12, 1))
    found = (told.letter.number, told.letter.day) if told.letter else (None, None)
    assert (told.request, *found, told.level) == (request_, letter, day, level)


async def test_an_axis_that_was_taken_away_after_it_was_offered_is_said_to_be_gone(tx: Transaction) -> None:
    liaison = await Actor(tx, "liaison").enter("obstacle", ObstacleState("axis", YAZD, home="list"))
    await liaison.hear(Choice("axis", ("AX09",)))
    assert liaison.screen.text.startswith(t("common.gone"))
    assert liaison.state.at == "axis"
