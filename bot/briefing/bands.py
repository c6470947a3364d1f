"""Whether CEOs are told in which third of the provinces their own stands: only where headquarters has allowed it."""

from datetime import datetime

from bot.figures.loading import count
from bot.figures.ranking import band_of
from bot.language.week import Week
from storage import audit, settings
from storage.audit import Act
from storage.transaction import Reading, Transaction

SETTING = "province.band"


async def are_bands_told(tx: Reading) -> bool:
    """Say whether headquarters has allowed it; not until somebody did."""
    return await settings.get(tx, SETTING) == "on"


async def allow_bands(tx: Transaction, person_id: int, now: datetime, *, told: bool) -> None:
    """Let CEOs be told their third, or no more; the trail says who decided so."""
    await settings.save(tx, SETTING, "on" if told else "off")
    await audit.append(tx, now, Act(f"person:{person_id}", "switch.set", SETTING, {"to": "on" if told else "off"}))


async def find_band(tx: Reading, moment: datetime, week: Week, province: str) -> int:
    """Return a province's third over all axes, 0 where it is not told."""
    if not await are_bands_told(tx):
        return 0
    return band_of(await count(tx, moment, None, week), province)
