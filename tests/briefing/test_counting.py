"""What is counted equals what the plain rules give, over random organisations."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.figures.loading import count
from bot.figures.records import National
from bot.language.week import Week
from storage import reports, reviews, signing
from storage.reports import Submission
from tests.briefing.organisation import (
    BEGIN,
    KINDS,
    PROVINCES,
    STAGES,
    WEEKS,
    Answer,
    Organisation,
    open_organisation,
)
from tests.briefing.sample import NOW, open_sample
from tests.briefing.sample import WEEK as SAMPLE_WEEK

ACTS = ("hand_in", "hand_in", "hand_in", "correct", "unsigned", "sign", "take_back")
REVIEWING = ("hand_back", "hand_back", "explain", "mend", "mend_unsigned", "approve")
KEYS = st.tuples(st.sampled_from(WEEKS), st.sampled_from(PROVINCES), st.sampled_from(("AX01", "AX02")))


@st.composite
def answers_of(draw: st.DrawFn, axis: str) -> dict[str, Answer]:
    said: dict[str, Answer] = {}
    for code, home, kind, _aggregate in KINDS:
        if home != axis:
            continue
        how = draw(st.sampled_from(("said", "said", "unchanged", "none")))
        if how == "said" and kind == "stage":
            said[code] = ("words", None, draw(st.sampled_from(STAGES)))
        elif how == "said" and kind == "text":
            said[code] = ("words", None, "نمایشگاه")
        else:
            said[code] = ("value", draw(st.integers(0, 9)), "") if how == "said" else (how, None, "")
    return said


async def act(data: st.DataObject, organisation: Organisation) -> None:
    key, what = data.draw(KEYS), data.draw(st.sampled_from((*ACTS, *REVIEWING)))
    report = organisation.reports.get(key)
    if what in {"hand_in", "unsigned"} or report is None:
        answers = data.draw(answers_of(key[2]))
        await organisation.hand_in(key, answers, signed=what != "unsigned", late=data.draw(st.booleans()))
    elif what == "correct":
        field = data.draw(st.sampled_from(sorted(report.revisions[-1].answers)))
        changed = {**report.revisions[-1].answers, field: data.draw(answers_of(key[2]))[field]}
        await organisation.hand_in(key, changed, signed=True, late=False)
    elif what == "hand_back":
        await organisation.hand_back(key, data.draw(st.sampled_from(sorted(report.revisions[-1].answers))))
    elif what in {"mend", "mend_unsigned"}:
        await mend(data, organisation, key, signed=what == "mend")
    else:
        await {
            "sign": organisation.sign,
            "take_back": organisation.take_back,
            "explain": organisation.explain,
            "approve": organisation.approve,
        }[what](key)


async def mend(data: st.DataObject, organisation: Organisation, key: tuple[date, str, str], *, signed: bool) -> None:
    """Hand in everything as it was but a field that was handed back, if there is one."""
    report = organisation.reports[key]
    if field := next((each.indicator for each in report.returns if not each.end), ""):
        mended = data.draw(answers_of(key[2]))[field]
        await organisation.hand_in(key, report.revisions[-1].answers | {field: mended}, signed=signed, late=False)


async def check(organisation: Organisation, week: date, moment: datetime) -> None:
    figures = await count(organisation.tx, moment, None, Week(week))
    for national in figures.nationals:
        found = {name: getattr(national, name) for name in ("value", "counts", "provinces", "this_week")}
        assert found == organisation.national(national.indicator.code, week, moment), national.indicator.code
    for (report_week, province, axis), report in organisation.reports.items():
        if report_week == week:
            cell, latest = figures.cell(province, axis), report.latest(moment)
            if latest is None:
                assert not cell.handed_in
            else:
                same = all(how == "unchanged" for how, _value, _words in latest.answers.values())
                assert cell.state == ("unchanged" if same else "done")
                if report.revisions[-1].accepted:  # the deadline of the last week is not over
                    assert cell.late == (report.late and week != WEEKS[2])
    for province in PROVINCES:
        for code, _axis, _kind, _aggregate in KINDS:
            held, meant = figures.values.get((province, code)), organisation.standing(code, province, week, moment)
            assert (held and (held.value, held.words)) == (meant and meant[1:])


@settings(max_examples=100, deadline=None)
@given(st.data())
async def test_figures_equal_the_plain_rules_now_and_at_any_instant_before(data: st.DataObject) -> None:
    async with open_organisation() as organisation:
        for _ in range(data.draw(st.integers(1, 14))):
            await act(data, organisation)
        moment = BEGIN + timedelta(minutes=data.draw(st.integers(0, 15)))
        await check(organisation, WEEKS[2], organisation.now)
        await check(organisation, data.draw(st.sampled_from(WEEKS)), moment)


def numbers(value: int) -> dict[str, Answer]:
    """Return answers on the first axis that all say the same."""
    return {code: ("value", value, "") for code, axis, _kind, _aggregate in KINDS if axis == "AX01"}


def same() -> dict[str, Answer]:
    return dict.fromkeys(numbers(0), ("unchanged", None, ""))


async def figure(organisation: Organisation, code: str) -> National:
    figures = await count(organisation.tx, organisation.now, None, Week(WEEKS[2]))
    return next(each for each in figures.nationals if each.indicator.code == code)


async def test_nothing_said_is_none_and_never_zero() -> None:
    async with open_organisation() as organisation:
        assert (await figure(organisation, "sum_c")).value is None
        await organisation.hand_in((WEEKS[2], "IR-21", "AX01"), numbers(0), signed=True, late=False)
        assert ((await figure(organisation, "sum_c")).value, (await figure(organisation, "sum_c")).provinces) == (0, 1)


async def test_field_that_was_handed_back_counts_its_former_value_until_it_is_answered() -> None:
    async with open_organisation() as organisation:
        key = (WEEKS[2], "IR-21", "AX01")
        await organisation.hand_in((WEEKS[1], "IR-21", "AX01"), numbers(3), signed=True, late=False)
        await organisation.hand_in(key, numbers(8), signed=True, late=False)
        await organisation.hand_back(key, "sum_c")
        assert ((await figure(organisation, "sum_c")).value, (await figure(organisation, "sum_s")).value) == (3, 8)
        await organisation.hand_in(key, numbers(8) | {"sum_s": ("value", 9, "")}, signed=True, late=False)
        assert ((await figure(organisation, "sum_c")).value, (await figure(organisation, "sum_s")).value) == (3, 9)
        await organisation.hand_in(key, numbers(7), signed=False, late=False)
        assert (await figure(organisation, "sum_c")).value == 3
        await organisation.sign(key)
        assert (await figure(organisation, "sum_c")).value == 7


async def test_explained_field_counts_again() -> None:
    async with open_organisation() as organisation:
        key = (WEEKS[2], "IR-21", "AX01")
        await organisation.hand_in(key, numbers(8), signed=True, late=False)
        await organisation.hand_back(key, "sum_c")
        assert (await figure(organisation, "sum_c")).value is None
        await organisation.explain(key)
        assert (await figure(organisation, "sum_c")).value == 8


async def test_snapshot_that_a_new_year_only_confirmed_keeps_the_value_of_the_year_before() -> None:
    async with open_organisation() as organisation:
        await organisation.hand_in((WEEKS[0], "IR-21", "AX01"), numbers(5), signed=True, late=False)
        assert (await figure(organisation, "sum_s")).value is None
        await organisation.hand_in((WEEKS[2], "IR-21", "AX01"), same(), signed=True, late=False)
        assert ((await figure(organisation, "sum_s")).value, (await figure(organisation, "sum_c")).value) == (5, None)


async def test_what_a_colleague_says_of_an_axis_shows_once_it_is_signed() -> None:
    async with open_sample() as tx:
        row = next(
            each for each in await reviews.list_of_week(tx, SAMPLE_WEEK.saturday, "AX02") if each.province == "IR-03"
        )
        before = (await count(tx, NOW, None)).cell("IR-03", "AX02")
        answers = tuple(await reports.list_answers(tx, row.id, row.revision))
        number = await tx.count("SELECT programme_id FROM reports WHERE id = :number", number=row.id)
        submission = Submission(
            number, SAMPLE_WEEK.saturday, "IR-03", "AX02", "stopped", "تازه", late=False, answers=answers, ready=True,
            signed=False,
        )  # fmt: skip
        await reports.submit(tx, 1, submission, NOW - timedelta(minutes=5))
        waiting = (await count(tx, NOW, None)).cell("IR-03", "AX02")
        assert (waiting.status, waiting.action) == (before.status, before.action)
        assert await signing.sign(tx, (row.id, row.revision + 1), 1, NOW - timedelta(minutes=1), stand_in=False)
        assert (await count(tx, NOW, None)).cell("IR-03", "AX02").status == "stopped"
