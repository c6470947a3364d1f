"""One long poll for a whole page of phones: a browser holds only six connections to one address."""

import asyncio
from typing import Any

from sandbox import screens
from sandbox.changes import Changes
from sandbox.world import World

Json = dict[str, Any]


async def watch(world: World, seen: Json, seconds: float) -> Json:
    """Return what is new on any of the phones, the clock and the queues of updates, at once or when it comes.

    `seen` is {"phones": {id: number of the last event}, "clock": version, "queues": {platform: version}};
    a phone that is not there is left out of the answer.
    """
    phones = {phone_id: world.phones[phone_id] for phone_id in seen["phones"] if phone_id in world.phones}
    queues = {name: bot.queue for name, bot in world.bots.items()}
    watched = [(world.clock.changes, int(seen["clock"]))]
    watched += [(phone.chat.changes, int(seen["phones"][phone_id])) for phone_id, phone in phones.items()]
    watched += [(queue.changes, int(seen["queues"].get(name, -1))) for name, queue in queues.items()]
    await _wait_for_any(watched, seconds)
    return {
        "phones": {name: screens.news(phone, int(seen["phones"][name])) for name, phone in phones.items()},
        "clock": screens.time(world.clock),
        "queues": {name: {"version": q.changes.version, "oldest": q.oldest} for name, q in queues.items()},
    }


async def _wait_for_any(watched: list[tuple[Changes, int]], seconds: float) -> None:
    waits = [asyncio.ensure_future(changes.wait(after, seconds)) for changes, after in watched]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)
