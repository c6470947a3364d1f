"""What is put to the provinces, and what they are asked for. Pure."""

import json
from dataclasses import dataclass

from bot.language.catalogue import t
from storage.consultations import Consultation, Viewpoint
from storage.programme import Topic

STANCES = ("agree", "amend", "against", "none")
EXPECTATIONS = "announcement_with_ack"
"""The mode of a topic that is no consultation: what headquarters expects of the CEOs."""


@dataclass(frozen=True)
class Matter:
    """A topic as it is put: its form, what a proposal is made of, the articles, whether provinces see names."""

    topic: str
    title: str
    form: str
    fields: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    named: bool = True
    restricted: bool = False


def form_of(topic: Topic) -> str:
    """Return what is asked: restricted topics take counts or names of processes, nothing else."""
    if topic.restricted:
        return "count" if topic.mode == "tracking" else "process"
    return "proposal" if topic.fields != "[]" else "opinion"


def matter_of(found: Consultation) -> Matter:
    """Return what a stored consultation is about."""
    return Matter(
        found.topic,
        found.title,
        found.form,
        tuple(json.loads(found.fields)),
        tuple(json.loads(found.articles)),
        found.named,
        found.restricted,
    )


def fields_of(form: str, titles: tuple[str, ...]) -> tuple[str, ...]:
    """Return the titles of what a proposal is made of."""
    if form == "process":
        return t("consult.field.process"), t("consult.field.step")
    return titles or (t("consult.field.text"),)


def article_title(articles: tuple[str, ...], article: int) -> str:
    """Return what an article is called; 0 is the whole."""
    if not article:
        return t("consult.whole")
    return articles[article - 1] if article <= len(articles) else t("consult.proposal", number=article)


def proposal_of(viewpoint: Viewpoint) -> tuple[str, ...]:
    """Return the texts of a proposal."""
    return tuple(json.loads(viewpoint.proposal))
