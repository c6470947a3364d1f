"""Who is speaking: the account, the person behind it, and what that person may do. Read in every turn."""

from dataclasses import dataclass
from datetime import datetime, time

from bot.language.jalali import jalali
from bot.people.addressed import addressed
from bot.people.rights import REPORTERS
from bot.people.scope import owned_axes
from bot.programme.calendar import at, day_of
from bot.programme.in_memory import hold_programme
from bot.programme.provinces import HEADQUARTERS_UNIT
from bot.said import Sender
from storage import accounts, people
from storage.accounts import Account
from storage.outbox import Address
from storage.people import Duty, Person
from storage.transaction import Transaction


@dataclass(frozen=True)
class Caller:
    """A person on the roster who is active, with duties, writing from an account.

    ``hq_axes`` are the person's axes on which headquarters itself is asked something.
    """

    account: Account
    person: Person
    duties: tuple[Duty, ...]
    hq_axes: frozenset[str] = frozenset()

    def has(self, *roles: str) -> bool:
        """Say whether the person holds one of these roles."""
        return any(duty.role in roles for duty in self.duties)

    @property
    def reporting_duties(self) -> tuple[Duty, ...]:
        """Return the duties under which this person reports for provinces."""
        return tuple(duty for duty in self.duties if duty.role in REPORTERS)

    @property
    def reporting_units(self) -> tuple[Duty, ...]:
        """Return the duties under which this person reports: for provinces, and for headquarters as a unit."""
        own = ";".join(sorted(self.hq_axes))
        return (*self.reporting_duties, *([Duty("hq", HEADQUARTERS_UNIT, "", own)] if own else []))

    @property
    def posts(self) -> tuple[Duty, ...]:
        """Return the duties of which this person may hand something on: a CEO's own, not a stand-in's."""
        return tuple(duty for duty in self.duties if duty.role == "ceo" and not duty.acting)

    @property
    def name(self) -> str:
        """Return how the person is addressed: the chosen form and the name, a title that stands in both once."""
        return addressed(self.person.address or "", self.person.full_name)


async def meet(tx: Transaction, sender: Sender, now: datetime) -> tuple[Account, Caller | None]:
    """Return the account of a sender, and the caller if an active person stands behind it."""
    account = await accounts.meet(tx, sender.platform, sender.user_id, sender.chat_id, now, at(day_of(now), time()))
    return account, await _caller(tx, account, now)


async def recall(tx: Transaction, platform: str, user_id: int, now: datetime) -> Caller | None:
    """Return who once wrote from an account, if that is an active person still: for an errand of theirs."""
    account = await accounts.get(tx, platform, user_id)
    return await _caller(tx, account, now) if account else None


async def caller_at(tx: Transaction, person: Person, address: Address, now: datetime) -> Caller:
    """Return somebody who has said nothing as a turn would see them there: for what is shown to them unasked."""
    account = Account(address.platform, 0, address.chat_id, person.id, None, None, asked_phone=False)
    duties = tuple(await people.list_duties(tx, person.id))
    return Caller(account, person, duties, await _hq_axes(tx, duties, now))


async def _caller(tx: Transaction, account: Account, now: datetime) -> Caller | None:
    person = await people.get(tx, account.person_id) if account.person_id is not None else None
    if person is None or person.state != "active":
        return None
    duties = tuple(await people.list_duties(tx, person.id))
    return Caller(account, person, duties, await _hq_axes(tx, duties, now))


async def _hq_axes(tx: Transaction, duties: tuple[Duty, ...], now: datetime) -> frozenset[str]:
    owned = owned_axes(duties)
    if not owned:
        return frozenset()
    plan = await hold_programme(tx, jalali(day_of(now)).year)
    return frozenset(each.axis for each in plan.indicators if each.reporter == "hq" and each.axis in owned)
