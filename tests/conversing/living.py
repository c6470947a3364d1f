"""Lets the folk of a town live: random acts in an order that a seed decides, each judged by what came of it."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.language.folding import fold
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import PROVINCES
from storage.outgoing import Outgoing
from tests.conversing.folk import OFTEN, YEAR, Resident, labels_of, residents
from tests.conversing.judging import Act, Moment, judge, same_again
from tests.conversing.town import Town

STAYS = 0.85
"""How likely it is that whoever acted acts again."""
TOLD = 15
"""Acts of somebody's trail that a failure tells."""
LONGEST = 200
"""Letters of what a failure is about, before its talk."""
DELIVERED = 25
"""Acts after which everything that waits has left."""
HOUR = 3600.0
LINKED = """SELECT 1 FROM accounts JOIN people ON people.id = person_id
            WHERE platform = ? AND user_id = ? AND people.state = 'active'"""


@dataclass(frozen=True)
class Failing:
    """What was wrong with an act, who did it, and the talk that led to it."""

    kind: str
    about: str
    number: int
    who: str
    flow: str
    trail: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join([f"{self.kind}: {self.about} (act {self.number}, {self.who}, {self.flow})", *self.trail])


@dataclass
class Life:
    """A town's life: who lives there, who acts, and what went wrong so far."""

    town: Town
    chance: random.Random
    folk: list[Resident] = field(default_factory=residents)
    failings: list[Failing] = field(default_factory=list)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    number: int = 0
    actor: Resident = field(init=False)

    def __post_init__(self) -> None:
        self.actor = self.folk[0]
        for who in self.folk:
            who.platform = self.chance.choice(("telegram", "bale"))

    @property
    def now(self) -> datetime:
        """Return which moment it is."""
        return self.town.clock.now()

    async def begin_act(self) -> None:
        """Count another act, and let somebody else act at times; what was written has left by then, at times."""
        self.number += 1
        if self.chance.random() > STAYS:
            self.actor = self.chance.choices(self.folk, OFTEN)[0]
        if self.number % DELIVERED == 0:
            await self.town.deliver()

    async def speak(self, act: Act, update: dict[str, Any], about: str = "") -> None:
        """Let an update of whoever acts come in, show what came of it, and judge."""
        who, chat = self.actor, self.actor.chat
        flow, body, screen = self.town.standing(who.person).flow, chat.body, chat.screen
        self.town.clock.advance(self.chance.choice((1, 5, 20, 60)))
        who.trail.append(about or f"> {act.words}")
        came = await self.town.take(chat.platform, chat.number, update)
        known = bool(self.town.ask(LINKED, chat.platform, chat.number))
        judged = act if known else replace(act, kind="stranger", words="", live=False)
        labels, state = tuple(labels_of(screen) if screen else ()), self.town.standing(who.person).state
        moment = Moment(judged, came, chat, body, labels, state, self.names)
        wrong = [*judge(moment)]
        questioned = any(table == "errands" and "'ask'" in sql for table, sql in came.written)
        wrong += self.show(came.rows, replace(judged, asking=judged.asking or questioned))
        chat.done = act.words or act.kind
        if came.toast:
            who.trail.append(f"  ({came.toast})")
        self.failings += [
            Failing(
                kind,
                f"{act.kind}: {' '.join(told.split())[:LONGEST]}",
                self.number,
                who.name,
                flow,
                tuple(who.trail[-2 * TOLD :]),
            )
            for kind, told in wrong
        ]

    def show(self, rows: Iterable[Outgoing], act: Act | None = None) -> list[tuple[str, str]]:
        """Show rows to their readers, and return where somebody was shown the same again."""
        wrong = []
        for row in rows:
            found = [
                (who, chat)
                for who in self.folk
                for chat in who.chats.values()
                if (row.platform, row.chat_id) == (chat.platform, chat.number)
            ]
            for who, chat in found:
                who.trail.append(_shown(row))
                if same_again(chat, row, act):
                    wrong.append(("same screen", act.label or act.words if act else f"by the clock: {row.text}"))
                chat.show(row)
        return wrong

    async def pass_time(self, seconds: float) -> None:
        """Move the clock."""
        for who in self.folk:
            who.trail.append(f"@ {round(seconds / HOUR)} h")
        wrong = self.show(await self.town.go_on(seconds))
        self.failings += [Failing(kind, told, self.number, "", "", ()) for kind, told in wrong]

    async def learn_names(self) -> None:
        """Learn what axes, indicators and provinces are called now."""
        async with self.town.database.transaction() as tx:
            plan = await hold_programme(tx, YEAR)
        called: list[tuple[str, ...]] = [(axis.title, axis.short) for axis in plan.axes if axis.active]
        called += [(each.title,) for each in (*plan.indicators,)] + [(province.name,) for province in PROVINCES]
        self.names = {}
        for alike in (tuple(map(fold, each)) for each in called):
            self.names |= {name: (*self.names.get(name, ()), *alike) for name in alike}


def _shown(row: Outgoing) -> str:
    labels = " ".join(f"[{label}]" for label in labels_of(row))
    mark = "<~" if row.operation == "edit" else "<"
    return f"{mark} {row.text}" + (f"\n  {labels}" if labels else "")
