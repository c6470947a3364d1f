"""A province without messengers: its people speak to a flow directly, and the clock's work is done when asked."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.conversing.converse import AnyStep
from bot.conversing.flow import Flow, Step
from bot.delegating.turning import turn_over
from bot.people.caller import Caller
from bot.programme.loading import ensure_programme
from bot.reporting.cards import ReportState
from bot.said import Choice, Said, Text
from bot.signing.two_keys import turn_second_key
from handlers.reporting.flow import REPORT
from storage import accounts, delegations, people
from storage.accounts import Account
from storage.delegations import NewDelegation
from tests.chasing.world import World, tehran

YAZD = "IR-21"
MONDAY = tehran("1405/09/02 10:00")
DEADLINE = tehran("1405/09/04 13:00")
LOCK = tehran("1405/09/07 13:00")
WATER = "AX02"
FIGURES = ("12", "8", "5")


@dataclass
class Office:
    """A world with a CEO and a colleague of Yazd."""

    world: World
    ceo: int = 0
    colleague: int = 0
    states: dict[int, ReportState] = field(default_factory=dict)

    async def open(self) -> "Office":
        """Let both come in, in the year of the tests."""
        async with self.world.turn() as tx:
            await ensure_programme(tx, 1405, MONDAY)
        self.ceo = await self.world.person(MONDAY, "ceo", YAZD)
        self.colleague = await self.world.person(MONDAY, "liaison", YAZD)
        return self

    async def give(self, axes: str, now: datetime = MONDAY, kind: str = "axes", ends: str | None = None) -> int:
        """Hand axes, or with «leave» the post, to the colleague."""
        last = tehran(f"{ends} 12:00").date() if ends else None
        async with self.world.turn() as tx:
            new = NewDelegation(kind, YAZD, self.ceo, self.colleague, axes, now.date(), last)
            number = await delegations.add(tx, new, now)
            await delegations.begin(tx, number, now)
        return number

    async def say(
        self, person: int, flow: Flow[Any, Any, Any], state: Any, said: Said, now: datetime = MONDAY
    ) -> Step[Any, Any]:
        """Take one step of a flow as the dispatcher would, and return it; what goes on in the same flow goes on."""
        async with self.world.turn() as tx:
            caller = await self.caller(tx, person)
            view = await flow.load(tx, caller, state, said, now)
            step: AnyStep = flow.step(view, said, now)
            await flow.save(tx, caller, step.facts, now)
        if step.onward and step.onward.flow == flow.name:
            return await self.say(person, flow, flow.state(**step.onward.values), Choice("enter"), now)
        return step

    async def caller(self, tx: Any, person: int) -> Caller:
        """Return somebody as a turn would."""
        found, address = await people.get(tx, person), await accounts.get_address(tx, person)
        assert found
        chat = address.chat_id if address else 0
        account = Account("telegram", chat, chat, person, None, None, asked_phone=False)
        return Caller(account, found, tuple(await people.list_duties(tx, person)))

    async def report(self, person: int, *said: Said | str, now: datetime = MONDAY) -> str:
        """Go on with somebody's report, text by text and tap by tap; return what is shown at the end."""
        text = ""
        for each in said:
            heard: Said = Text(each) if isinstance(each, str) else each
            step = await self.say(person, REPORT, self.states.get(person, ReportState()), heard, now)
            self.states[person] = step.state or ReportState()
            text = step.screens[-1].text
        return text

    async def hand_in(self, person: int, now: datetime = MONDAY, axis: str = WATER) -> str:
        """Answer the water axis and hand it in."""
        return await self.report(person, Choice("open", (axis,)), *FIGURES, Choice("submit"), now=now)

    async def tick(self, now: datetime) -> None:
        """Do the clock's part of handing on."""
        async with self.world.turn() as tx:
            await turn_over(tx, now)
            await turn_second_key(tx, now)

    def standing(self) -> list[tuple[Any, ...]]:
        """Return state, lateness, writer and signer of every report's newest revision."""
        return self.world.ask(
            """SELECT state, reports.late, revisions.written_by, signed_by FROM reports
               JOIN revisions ON report_id = reports.id AND revisions.revision = reports.revision ORDER BY axis"""
        )

    def told(self, person: int) -> list[str]:
        """Return the notices that somebody got."""
        rows = self.world.ask("SELECT text FROM outbox WHERE person_id = ? AND kind = 'notice' ORDER BY id", person)
        return [row[0] for row in rows]
