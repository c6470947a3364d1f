"""The text of the daily digest: at most twelve lines, one on a quiet day, the same for the same data."""

from datetime import datetime

from bot.briefing import digest_lines as lines
from bot.briefing.news import News, load_news
from bot.briefing.readers import Reader
from bot.language import dates
from bot.language.catalogue import t
from storage import audit
from storage.transaction import Reading

MOST_LINES = 12


async def write_digest(tx: Reading, moment: datetime, reader: Reader, *, in_full: bool = False) -> str:
    """Return the digest of a reader since the working day before; ``in_full`` on a quiet day too, for who asks."""
    news = await load_news(tx, moment, reader)
    head = (await audit.get_head(tx, moment))[:12] or t("digest.no_audit")
    if news.quiet and not in_full:
        return t("digest.quiet_day", moment=dates.moment(moment), since=lines.since(news), head=head)
    return "\n".join(_lines(news, reader, head))


def _lines(news: News, reader: Reader, head: str) -> list[str]:
    """Return the lines; the country's figures get what room the others leave."""
    above = [
        t("digest.title", moment=dates.moment(news.now.moment)),
        lines.week(news.now),
        lines.received(news.now),
        *lines.fresh(news),
    ]
    below = [
        *(lines.behind(news.now) if "behind" in reader.parts else []),
        *(lines.obstacles(news) if "obstacles" in reader.parts else []),
        *(lines.silent(news.now) if "silent" in reader.parts else []),
        lines.closing(news.now, head),
    ]
    room = MOST_LINES - len(above) - len(below)
    figures = lines.figures(news, room) if "figures" in reader.parts else []
    return [*above, *figures, *below]
