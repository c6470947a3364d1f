"""The sample roster of the demo: people by their post alone, with numbers that nobody has."""

from bot.language.catalogue import t
from bot.people.roster_file import RosterRow
from bot.programme.provinces import PROVINCES, by_code

FIRST_PHONE = 989000000001
PROVINCE = "IR-21"
"""Whose colleague and estates the demo has: Yazd."""
COLLEAGUE_AXES = "AX03;AX04"
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


def sample_estates() -> tuple[str, str]:
    """Return the names of the demo's two estates: samples, as their names say."""
    return t("roster.sample.estate", number=1), t("roster.sample.estate", number=2)


def demo_roster() -> list[RosterRow]:
    """Return the people of the demo: the sample roster, a colleague of one province and two of its estate managers."""
    rows = sample_roster()
    more = [("liaison", "", COLLEAGUE_AXES, t("roster.sample.liaison", province=by_code(PROVINCE).name))]
    more += [("estate_manager", name, "", t("roster.sample.estate_manager", estate=name)) for name in sample_estates()]
    return rows + [
        RosterRow(number, str(FIRST_PHONE + number - 1), name, "", role, PROVINCE, estate, axes)
        for number, (role, estate, axes, name) in enumerate(more, start=len(rows) + 1)
    ]
