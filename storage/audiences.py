"""Audiences: every duty that an announcement may be addressed by, and whether its holder can be reached."""

from dataclasses import dataclass

from storage.transaction import Reading


@dataclass(frozen=True)
class AudienceDuty:
    """A duty of an active person; ``estate`` and ``axes`` are lists with «;»; ``member``: has an account."""

    person_id: int
    name: str
    role: str
    province: str
    estate: str
    axes: str
    member: bool


async def list_holders(tx: Reading, only_on: str = "") -> list[AudienceDuty]:
    """Return the duties of all active people, by person, the oldest duty first.

    ``only_on``: only an account of this messenger makes somebody a member.
    """
    return await tx.all(
        AudienceDuty,
        """SELECT people.id, full_name, role, province, estate, axes,
                  EXISTS (SELECT 1 FROM accounts WHERE person_id = people.id AND :only_on IN ('', platform))
           FROM duties JOIN people ON people.id = duties.person_id
           WHERE state = 'active' ORDER BY people.id, duties.id""",
        only_on=only_on,
    )
