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


def found(tx: Transaction, config: Config, now: datetime) -> None:
    """Make what is not there yet; done twice it changes nothing."""
    for moment in (now - timedelta(days=28), now, now + timedelta(days=14)):  # weeks still open, and the next ones
        ensure_programme(tx, programme_year(tx, jalali(day_of(moment)).year), now)
    found_admins(tx, config, now)


def found_admins(tx: Transaction, config: Config, now: datetime) -> None:
    """Make the admins that the configuration names, where they are not there yet."""
    for text in config.admins:
        if phone := normalise_phone(text):
            _make_admin(tx, phones.find_person(tx, phone) or _add_person(tx, phone, now), now)


def _add_person(tx: Transaction, phone: str, now: datetime) -> int:
    person_id = people.add(tx, t("people.role.admin"), "", "active", now)
    phones.save(tx, person_id, phone)
    return person_id


def _make_admin(tx: Transaction, person_id: int, now: datetime) -> None:
    """Make a person an active admin; somebody who asked to be admitted before being named here too."""
    person = people.get(tx, person_id)
    if person and person.state != "active":
        people.save_state(tx, person_id, "active")
        audit.append(tx, now, Act("configuration", "person.activate", f"person:{person_id}", {}))
    if not any(duty.role == "admin" for duty in people.list_duties(tx, person_id)):
        people.save_duty(tx, person_id, Duty("admin", "", "", ""))
        audit.append(tx, now, Act("configuration", "duty.save", f"person:{person_id}", {"role": "admin"}))
