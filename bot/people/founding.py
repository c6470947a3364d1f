"""The first things a database needs: the year's programme, and the admins that the configuration names."""

from datetime import datetime, timedelta

from bot.config import Config
from bot.language.catalogue import t
from bot.language.jalali import jalali
from bot.language.phones import normalise_phone
from bot.programme.calendar import day_of
from bot.programme.in_memory import programme_year
from bot.programme.loading import ensure_programme
from storage import audit, people, phones
from storage.audit import Act
from storage.people import Duty
from storage.transaction import Transaction


async def found(tx: Transaction, config: Config, now: datetime) -> None:
    """Make what is not there yet; done twice it changes nothing."""
    for moment in (now - timedelta(days=28), now, now + timedelta(days=30)):  # weeks still open, and the next ones
        await ensure_programme(tx, programme_year(tx, jalali(day_of(moment)).year), now)
    await found_admins(tx, config, now)


async def found_admins(tx: Transaction, config: Config, now: datetime) -> None:
    """Make the admins that the configuration names, where they are not there yet."""
    for text in config.admins:
        if phone := normalise_phone(text):
            await _make_admin(tx, await phones.find_person(tx, phone) or await _add_person(tx, phone, now), now)


async def _add_person(tx: Transaction, phone: str, now: datetime) -> int:
    person_id = await people.add(tx, t("people.role.admin"), "", "active", now)
    await phones.save(tx, person_id, phone)
    return person_id


async def _make_admin(tx: Transaction, person_id: int, now: datetime) -> None:
    """Make a person an active admin; somebody who asked to be admitted before being named here too."""
    person = await people.get(tx, person_id)
    if person and person.state != "active":
        await people.save_state(tx, person_id, "active")
        await audit.append(tx, now, Act("configuration", "person.activate", f"person:{person_id}", {}))
    if not any(duty.role == "admin" for duty in await people.list_duties(tx, person_id)):
        await people.save_duty(tx, person_id, Duty("admin", "", "", ""))
        await audit.append(tx, now, Act("configuration", "duty.save", f"person:{person_id}", {"role": "admin"}))
