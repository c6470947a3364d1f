"""What provinces say, counted. Pure."""

from collections import Counter
from collections.abc import Iterable

from bot.announcing.consulting.matter import STANCES, article_title
from bot.language.catalogue import t
from storage.consultations import Viewpoint

MOST = 3
"""Articles that are named because most was said of them."""


def provinces_of(viewpoints: Iterable[Viewpoint]) -> tuple[str, ...]:
    """Return the provinces that have said something."""
    return tuple(dict.fromkeys(each.province for each in viewpoints))


def tally_lines(viewpoints: Iterable[Viewpoint]) -> list[str]:
    """Return how many provinces take each stance on the whole; '' lines are left out."""
    counted = Counter(each.stance for each in viewpoints if not each.article and each.stance)
    return [t(f"consult.tally.{stance}", count=counted[stance]) for stance in STANCES if counted[stance]]


def article_lines(articles: tuple[str, ...], viewpoints: Iterable[Viewpoint]) -> list[str]:
    """Return the articles of which most provinces speak, with their stances."""
    by_article: dict[int, list[Viewpoint]] = {}
    for each in viewpoints:
        if 0 < each.article <= len(articles):
            by_article.setdefault(each.article, []).append(each)
    most = sorted(by_article, key=lambda article: (-len(by_article[article]), article))[:MOST]
    return [
        t("consult.tally.article", title=article_title(articles, article), count=len(by_article[article]))
        for article in most
    ]


def total(viewpoints: Iterable[Viewpoint]) -> int:
    """Return the sum of what provinces count."""
    return sum(each.number for each in viewpoints if each.number is not None)
