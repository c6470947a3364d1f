"""getUpdates: offset, limit, long poll and allowed kinds (platforms: §3, §8)."""

from typing import NamedTuple

from sandbox.calls import Call


class Updates(NamedTuple):
    """An answer that is JSON already."""

    bodies: list[str]


async def get_updates(call: Call) -> Updates:
    """Confirm by offset, then wait for what comes."""
    queue = call.bot.queue
    kinds = call.structure("allowed_updates", "allowed_updates")
    if isinstance(kinds, list):
        queue.allow([str(kind) for kind in kinds])
    queue.confirm(call.integer("offset"), lambda: any(f.repeats() for f in call.bot.polling))
    limit = min(max(call.integer("limit", 100), 1), 100)
    return Updates(await queue.poll(limit, call.integer("timeout")))
