"""Who has answered, province by province: counted live from the recipients. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.announcing.answers import answered_at, is_late
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.provinces import PROVINCES, by_code
from storage.announcements import Announcement
from storage.outbox import INACTIVE
from storage.recipients import Recipient

STANDINGS = (
    "done",
    "done_late",
    "pledged",
    "pledged_late",
    "seen",
    "seen_late",
    "waiting",
    "queued",
    "undelivered",
    "absent",
)
ARRIVED = frozenset({"sent", "unknown"})
QUEUED = frozenset({"pending", "sending"})


@dataclass(frozen=True)
class Counted:
    """How many have answered, how many of these late, and who has not although it reached them."""

    answered: int
    late: int
    done: int
    missing: tuple[Recipient, ...]


def standing_of(found: Announcement, recipient: Recipient) -> str:
    """Return one of the standings: the furthest that a recipient has got."""
    if recipient.done_at:
        return "done_late" if is_late(found, recipient.done_at) and found.level == "expect" else "done"
    if recipient.pledged_at:
        return "pledged_late" if is_late(found, recipient.pledged_at) else "pledged"
    if recipient.seen_at:
        return "seen_late" if is_late(found, recipient.seen_at) and found.level != "expect" else "seen"
    if recipient.row_state in ARRIVED:
        return "waiting"
    if recipient.row_id is None:
        return "absent"
    return "queued" if recipient.row_state in QUEUED else "undelivered"


def count(found: Announcement, recipients: Iterable[Recipient]) -> Counted:
    """Count the answers that the announcement asks for first: acknowledged, promised or (expected) done."""
    everybody = list(recipients)
    answers = [answered_at(recipient, found.level) for recipient in everybody]
    missing = tuple(
        recipient
        for recipient, answer in zip(everybody, answers, strict=True)
        if answer is None and recipient.active and recipient.row_state in ARRIVED
    )
    late = sum(is_late(found, answer) for answer in answers)
    return Counted(
        sum(answer is not None for answer in answers), late, sum(bool(r.done_at) for r in everybody), missing
    )


def matrix_lines(found: Announcement, recipients: Iterable[Recipient]) -> list[str]:
    """Return a line for every standing: who stands there, by province."""
    groups: dict[str, list[Recipient]] = {}
    everybody = list(recipients)
    for recipient in everybody:
        groups.setdefault(standing_of(found, recipient), []).append(recipient)
    of_province: dict[str, int] = {}
    for recipient in everybody:
        of_province[recipient.province] = of_province.get(recipient.province, 0) + 1
    return [
        t(f"announce.matrix.{standing}", count=len(group), names=t("common.comma").join(_names(group, of_province)))
        for standing in STANDINGS
        if (group := groups.get(standing))
    ]


def names_by_province(group: Iterable[Recipient]) -> str:
    """Return who is meant, each by province or, at headquarters, by name."""
    found = list(group)
    return t("common.comma").join(_names(found, {}))


def _names(group: list[Recipient], of_province: dict[str, int]) -> list[str]:
    """Return the provinces of a group in their order, «۲ از ۳» where others of theirs stand elsewhere; then names."""
    names = []
    for province in PROVINCES:
        here = sum(recipient.province == province.code for recipient in group)
        everybody = of_province.get(province.code, here)
        if here and here == everybody == 1:
            names.append(province.name)
        elif here:
            names.append(t("announce.matrix.some", province=province.name, count=here, all=everybody))
    return [*names, *(recipient.name for recipient in group if not recipient.province)]


def undelivered_lines(recipients: Iterable[Recipient]) -> list[str]:
    """Return a line for everybody whom it did not reach, or of whom nobody knows, with the reason."""
    return [_undelivered(each) for each in recipients if each.row_state not in {"sent", *QUEUED}]


def _undelivered(recipient: Recipient) -> str:
    where = by_code(recipient.province).name if recipient.province else t("announce.headquarters")
    state = recipient.row_state or "absent"
    if state in {"blocked", "failed"} and recipient.problem != INACTIVE:
        return t(f"announce.undelivered.{state}", name=recipient.name, where=where, why=recipient.problem)
    known = {"replaced": "cancelled", "failed": "inactive"}.get(state, state)
    return t(f"announce.undelivered.{known}", name=recipient.name, where=where)


def pledge_lines(recipients: Iterable[Recipient]) -> list[str]:
    """Return a line for every promise, the nearest day first."""
    promised = sorted((each for each in recipients if each.pledge_day), key=lambda each: str(each.pledge_day))
    return [
        t(
            "announce.matrix.pledge" if each.pledge_number is None else "announce.matrix.pledge_number",
            name=each.name,
            day=dates.date(each.pledge_day),
            done=t("announce.matrix.is_done" if each.done_at else "announce.matrix.is_open"),
            **({} if each.pledge_number is None else {"number": each.pledge_number}),
        )
        for each in promised
        if each.pledge_day
    ]
