"""The two keys of a report: what a colleague wrote, the CEO signs; loaded for the cards, kept when it is signed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.language.week import Week
from bot.people.caller import Caller
from bot.people.scope import signs_for
from bot.programme.provinces import HEADQUARTERS_UNIT
from bot.reporting.cards import Signing
from bot.reporting.facts import Sign, TakeBackReport
from storage import delegations, people, signing
from storage.signing import Written
from storage.transaction import Reading, Transaction


async def list_signings(
    tx: Reading, caller: Caller, axes: Iterable[str], province: str, week: Week
) -> dict[str, Signing]:
    """Return of each axis who wrote and who signed it, and what this person may do about that."""
    if province == HEADQUARTERS_UNIT:
        return {}
    found = {each.axis: each for each in await signing.list_of_week(tx, week.saturday, province)}
    duties = {axis: signs_for(caller.duties, province, axis) for axis in axes}
    needs = not all(duties.values()) and await _needs_signature(tx, caller, province)
    return {
        axis: _signing(
            found.get(axis), Signing(may=bool(duty), needs=needs and not duty, as_stand_in=duty == "stand_in")
        )
        for axis, duty in duties.items()
    }


async def _needs_signature(tx: Reading, caller: Caller, province: str) -> bool:
    """Say whether what a colleague hands in waits for the CEO."""
    return not await delegations.is_excused(tx, province, caller.person.id) and bool(
        await people.list_holders(tx, "ceo", province)
    )


def _signing(written: Written | None, rights: Signing) -> Signing:
    if written is None:
        return rights
    return replace(
        rights,
        key=f"{written.report_id}:{written.revision}",
        writer="" if written.writer_id == written.signer_id and not written.stand_in else written.writer,
        signer=written.signer,
        stand_in=written.stand_in,
        signed=written.signer_id is not None,
        taken_back=written.taken_back,
    )


async def sign(tx: Transaction, caller: Caller, fact: Sign, now: datetime) -> None:
    """Sign what was shown, as far as it still stands."""
    for key in fact.keys:
        report_id, revision = map(int, key.split(":"))
        await signing.sign(tx, (report_id, revision), caller.person.id, now, stand_in=fact.stand_in)


async def take_back(tx: Transaction, caller: Caller, fact: TakeBackReport, now: datetime) -> None:
    """Take back what went in without a signature."""
    report_id, revision = map(int, fact.key.split(":"))
    await signing.take_back(tx, (report_id, revision), caller.person.id, now)
