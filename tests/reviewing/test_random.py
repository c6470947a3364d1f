"""Whatever people do in whatever order: states, lateness, debts and notices are those of the plain rules."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chasing.owing import OWN, who_owes
from bot.counting.counting import list_cells
from bot.programme.in_memory import hold_calendar
from bot.reviewing.telling import tell_reviews
from bot.signing.two_keys import turn_second_key
from tests.reviewing.town import FIELDS, QOM, WATER, WEEK, YAZD, Town, open_town

DEADLINE = datetime.fromisoformat("2026-11-25T13:00:00+03:30")
LOCK = datetime.fromisoformat("2026-11-28T13:00:00+03:30")
ACTS = (
    "hand_in",
    "hand_over",
    "hand_back",
    "hand_back",
    "mend",
    "mend_as_liaison",
    "explain",
    "approve",
    "sign",
    "wait",
)


@dataclass
class Revision:
    """What was handed in, when, and whether it counts."""

    values: dict[str, int]
    at: datetime
    accepted: bool


@dataclass
class Plain:
    """The report as the plain rules have it: its revisions, open returns (field and revision), what was approved."""

    revisions: list[Revision] = field(default_factory=list)
    open: dict[str, int] = field(default_factory=dict)
    answered: int = 0
    approved: int = 0

    @property
    def newest(self) -> int:
        """Return the number of the newest accepted revision."""
        return max((number for number, each in enumerate(self.revisions, 1) if each.accepted), default=0)

    @property
    def ready(self) -> bool:
        return bool(self.revisions) and not self.revisions[-1].accepted

    @property
    def state(self) -> str:
        if not self.revisions:
            return ""
        if self.ready:
            return "ready"
        if self.open:
            return "returned"
        return "approved" if self.approved == len(self.revisions) else "submitted"

    def write(self, values: dict[str, int], at: datetime, *, accepted: bool) -> None:
        self.revisions.append(Revision(values, at, accepted=False))
        if accepted:
            self.accept()

    def accept(self) -> None:
        """Let the last revision count: it answers what it says otherwise."""
        self.revisions[-1].accepted = True
        for code, number in list(self.open.items()):
            if self.revisions[number - 1].values[code] != self.revisions[-1].values[code]:
                self.close(code)

    def close(self, code: str) -> None:
        del self.open[code]
        self.answered += 1

    def outcome(self, now: datetime) -> str:
        """Return what became of the report: the first arrival decides."""
        if self.newest:
            return "on_time" if self.revisions[0].at <= DEADLINE else "late"
        return "missing" if now > DEADLINE else ""


async def act(data: st.DataObject, town: Town, plain: Plain) -> None:
    """Do something, in the conversations and by the plain rules; what is not open to anybody is not done."""
    match data.draw(st.sampled_from(ACTS)):
        case "hand_in" | "hand_over" as what if town.now < LOCK:
            values = tuple(data.draw(st.integers(1, 3)) for _code in FIELDS)
            late = plain.revisions[0].at > DEADLINE if plain.revisions else town.now > DEADLINE
            await town.hand_in("ceo" if what == "hand_in" else "liaison", *values, ready=what == "hand_over", late=late)
            plain.write(dict(zip(FIELDS, values, strict=True)), town.now, accepted=what == "hand_in")
        case "hand_back" if plain.newest:
            await _hand_back(data, town, plain)
        case "mend" | "mend_as_liaison" as what if plain.open:
            await _mend(data, town, plain, "ceo" if what == "mend" else "liaison")
        case "explain" if plain.open and not plain.ready:
            await (await (await town.ceo.mend()).tap("توضیح")).say("درست است")
            plain.close(next(iter(plain.open)))
        case "approve" if plain.newest:
            owner = await town.owner.review()
            assert ("تأیید" in owner.labels) == (plain.approved < plain.newest and not plain.open)
            if "تأیید" in owner.labels:
                await owner.tap("تأیید")
                plain.approved = plain.newest
        case "sign" if plain.ready and town.now < LOCK:
            await town.sign()
            plain.accept()
        case "wait":
            town.now += timedelta(hours=data.draw(st.sampled_from((3, 20, 60))))


async def _hand_back(data: st.DataObject, town: Town, plain: Plain) -> None:
    code, name = data.draw(st.sampled_from(FIELDS)), data.draw(st.sampled_from(("owner", "deputy", "head")))
    card = await getattr(town, name).review()
    assert any(label.startswith("برگشت") for label in card.labels) == (len(plain.open) < 3 and town.now < LOCK)
    if code not in plain.open and town.now < LOCK:
        await town.hand_back(name, code)
        plain.open[code] = plain.newest


async def _mend(data: st.DataObject, town: Town, plain: Plain, name: str) -> None:
    code, mender = next(iter(plain.open)), await (await getattr(town, name).mend()).tap("اصلاح")
    if name == "ceo" and plain.ready:
        assert "دیدن و امضا" in mender.labels
        return
    old = plain.revisions[plain.open[code] - 1].values[code]
    value = data.draw(st.sampled_from([number for number in (1, 2, 3, 4) if number != old]))
    await (await mender.say(await town.typed(code, value))).tap("بله")
    plain.write(plain.revisions[-1].values | {code: value}, town.now, accepted=name == "ceo")


async def turn_the_clock(town: Town, plain: Plain) -> None:
    """Let a little time pass: what nobody signs goes in at the deadline, a late one at the lock."""
    town.now += timedelta(minutes=7)
    await turn_second_key(town.tx, town.now)
    await tell_reviews(town.tx, town.now)
    if plain.ready and town.now >= (DEADLINE if plain.revisions[-1].at <= DEADLINE else LOCK):
        plain.accept()


async def check(town: Town, plain: Plain) -> None:
    assert await town.state() == plain.state
    if plain.newest:
        assert ((await town.report()).revision, (await town.report()).returned) == (plain.newest, len(plain.open))
        assert {code: await town.value(code) for code in FIELDS} == plain.revisions[plain.newest - 1].values
    cells = [
        cell for cell in await list_cells(town.tx, town.now, [WEEK]) if (cell.province, cell.axis) == (YAZD, WATER)
    ]
    assert [cell.outcome for cell in cells] == [plain.outcome(town.now)] * bool(plain.outcome(town.now))
    times = (await hold_calendar(town.tx)).times(WEEK, YAZD)
    assert times
    owed = {axis.code for debt in await who_owes(town.tx, WEEK, times, YAZD, OWN) for axis in debt.missing}
    assert (WATER in owed) == (not plain.revisions)


@settings(max_examples=40, deadline=None)
@given(st.data())
async def test_whatever_is_done_the_plain_rules_hold(data: st.DataObject) -> None:
    async with open_town() as town:
        plain = Plain()
        await town.hand_in("qom", 1, 2, 3, province=QOM)
        for _ in range(data.draw(st.integers(1, 14))):
            await act(data, town, plain)
            await turn_the_clock(town, plain)
            await check(town, plain)
        await tell_reviews(town.tx, town.at("2026-12-05T09:00:00").now)
        answers = [text for name in ("owner", "deputy", "head") for text in await town.heard(name)]
        assert len([text for text in answers if text.startswith(("اصلاح شد", "توضیح استان"))]) == plain.answered
