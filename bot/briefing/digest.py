"""The text of the daily digest: one screen, what wants a decision first; the same for the same data."""

from collections.abc import Iterable
from datetime import datetime

from bot.briefing import digest_lines as lines
from bot.briefing.news import News, load_news
from bot.briefing.readers import Reader
from bot.language import dates
from bot.language.catalogue import t
from storage.transaction import Reading

MOST_LINES, MOST_CHARS = 12, 900


async def write_digest(tx: Reading, moment: datetime, reader: Reader, *, in_full: bool = False) -> str:
    """Return the digest of a reader since the working day before; ``in_full`` on a quiet day too, for who asks."""
    news = await load_news(tx, moment, reader)
    if news.quiet and not in_full:
        return t("digest.quiet_day", moment=dates.moment(moment), since=lines.since(news))
    return "\n".join(_lines(news, reader))


def _lines(news: News, reader: Reader) -> list[str]:
    """Return the lines, the most pressing first: where not all have room, those that stand last are left out."""
    parts = (
        ("behind", lines.worst(news)),
        ("behind", lines.stopped(news)),
        ("obstacles", lines.overdue(news)),
        ("obstacles", lines.awaiting(news)),
        ("silent", lines.silent(news)),
        ("", lines.fresh(news)),
        ("obstacles", lines.recorded(news)),
        ("figures", lines.moved(news)),
        ("", lines.motto(news.now)),
    )
    told = (line for part, found in parts if not part or part in reader.parts for line in found)
    return _fit(t("digest.title", moment=dates.moment(news.now.moment)), told, lines.received(news.now))


def _fit(title: str, told: Iterable[str], received: str) -> list[str]:
    kept, room = [title], MOST_CHARS - len(title) - len(received) - 1
    for line in told:
        if len(kept) < MOST_LINES - 1 and len(line) < room:
            kept.append(line)
            room -= len(line) + 1
    return [*kept, received]
