"""The sample roster of the demo: people by their post alone, with numbers that nobody has."""

from bot.language.catalogue import t
from bot.people.roster_file import RosterRow
from bot.programme.provinces import PROVINCES

FIRST_PHONE = 989000000001
HEADQUARTERS = (("head", ""), ("hq_deputy", "AX01;AX02;AX03;AX05;AX12;AX13"), ("admin", ""))


def sample_roster() -> list[RosterRow]:
    """Return the CEOs of the 31 provinces in their order, the head, a deputy and an admin, as a file's rows would be.

    Their numbers run from 989000000001 on, in this order.
    """
    ceos = [("ceo", province.code, "", t("roster.sample.ceo", province=province.name)) for province in PROVINCES]
    headquarters = [(role, "", axes, t(f"roster.sample.{role}")) for role, axes in HEADQUARTERS]
    return [
        RosterRow(number, str(FIRST_PHONE + number - 1), name, "", role, province, "", axes)
        for number, (role, province, axes, name) in enumerate([*ceos, *headquarters], start=1)
    ]
