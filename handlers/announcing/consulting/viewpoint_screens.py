"""The screens of a province's viewpoint. Pure."""

import json

from bot.announcing.consulting import tally
from bot.announcing.consulting.deciding import outcome_lines
from bot.announcing.consulting.matter import STANCES, Matter, article_title, fields_of, proposal_of
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import back, in_rows, marked, page_of
from bot.language import dates
from bot.language.catalogue import t
from bot.programme.provinces import by_code
from handlers.announcing.consulting.view import ViewpointView
from storage.consultations import Consultation, Viewpoint

PAGE = 10
PEERS = 8


def ask_reason(view: ViewpointView) -> str:
    """Return the question for the reason of a stance."""
    return t("consult.ask_reason", about=article_title(view.about[1].articles, view.state.article))


def ask_proposal(view: ViewpointView) -> str:
    """Return the question for the next text of a proposal."""
    matter = view.about[1]
    fields, given = fields_of(matter.form, matter.fields), json.loads(view.state.given)
    return t(f"consult.ask_proposal.{matter.form}", field=fields[min(len(given), len(fields) - 1)])


def thanks(view: ViewpointView) -> str:
    """Return what is said when a person leaves the card."""
    if not view.own:
        return t("consult.nothing_yet")
    due = view.found.due_at if view.found else None
    return t("consult.kept_until", moment=dates.moment(due)) if due else t("consult.kept")


def lines_of(matter: Matter, viewpoint: Viewpoint) -> list[str]:
    """Return what a viewpoint says, line by line."""
    lines = []
    about = article_title(matter.articles, viewpoint.article)
    if viewpoint.stance:
        lines.append(t("consult.line.stance", about=about, stance=t(f"consult.stance.{viewpoint.stance}")))
    if viewpoint.reason:
        lines.append(t("consult.line.reason", reason=viewpoint.reason))
    if viewpoint.proposes:
        lines += _proposal_lines(matter, viewpoint, about)
    if viewpoint.number is not None:
        lines.append(t("consult.line.number", number=viewpoint.number))
    return lines


def _proposal_lines(matter: Matter, viewpoint: Viewpoint, about: str) -> list[str]:
    fields, texts = fields_of(matter.form, matter.fields), proposal_of(viewpoint)
    head = [] if viewpoint.stance else [t("consult.line.proposal", about=about)]
    pairs = zip(fields, texts, strict=False)
    return [*head, *(t("consult.line.field", field=field, text=text) for field, text in pairs)]


def card(view: ViewpointView) -> Screen:
    """Return what the province has said of the whole, or of an article, and what it may say."""
    found, matter, province = view.about
    lines = [t("consult.head", number=found.id, title=found.title)]
    if found.due_at:
        lines.append(t("announce.body.until.consult", moment=dates.moment(found.due_at)))
    if found.restricted:
        lines.append(t("consult.confidential"))
    lines.append(t("consult.of_province", province=province.name))
    if found.state != "open":
        lines += ["", *outcome_lines(found)]
    article = view.state.article
    shown = [each for each in view.own if not article or each.article == article]
    said = [line for each in shown[: PAGE + 1] for line in lines_of(matter, each)]
    if article and matter.form == "opinion":
        lines.append(t("consult.about", about=article_title(matter.articles, article)))
    lines += ["", *(said or [t("consult.nothing_said")])]
    return Screen("\n".join(lines), _card_buttons(view, found, matter))


def _card_buttons(view: ViewpointView, found: Consultation, matter: Matter) -> Rows:
    article, viewpoint = view.state.article, view.viewpoint
    rows: list[tuple[Button, ...]] = []
    if found.state == "open":
        rows += _speaking_buttons(view, matter, article, viewpoint)
    peers = () if not view.peers else (Button(t("consult.button.peers"), "peers"),)
    if article:
        rows.append((back("card"),))
    else:
        rows.append((*peers, Button(t("announce.answer.ask"), "ask"), Button(t("common.end"), "later")))
    return tuple(rows)


def _speaking_buttons(
    view: ViewpointView, matter: Matter, article: int, viewpoint: Viewpoint | None
) -> list[tuple[Button, ...]]:
    if matter.form == "count":
        return [(Button(t("consult.button.count"), "count"),)]
    rows: list[tuple[Button, ...]] = []
    if matter.form == "opinion" or (matter.form == "proposal" and not article):
        stances = [Button(_marked(stance, viewpoint), "stance", (stance,)) for stance in STANCES]
        rows += [tuple(stances[:2]), tuple(stances[2:])]
    if matter.form == "opinion" and viewpoint:
        rows.append((Button(t("consult.button.reason"), "reason"), Button(t("consult.button.proposal"), "propose")))
    if matter.form != "opinion":
        rows += _own_proposals(view, matter) if not article else []
        rows.append((Button(t("consult.button.rewrite" if article else "consult.button.add"), "propose"),))
    if article and viewpoint:
        rows.append((Button(t("consult.button.take_back"), "take_back"),))
    if matter.articles and not article:
        rows.append((Button(t("consult.button.by_article", count=len(matter.articles)), "articles"),))
    return rows


def _own_proposals(view: ViewpointView, matter: Matter) -> list[tuple[Button, ...]]:
    buttons = [
        Button(article_title(matter.articles, each.article), "proposal", (str(each.article),))
        for each in view.own
        if each.article
    ]
    return list(in_rows(buttons, 3))


def _marked(stance: str, viewpoint: Viewpoint | None) -> str:
    chosen = viewpoint is not None and viewpoint.stance == stance
    return marked(t(f"consult.stance.{stance}"), chosen=chosen)


def articles(view: ViewpointView) -> Screen:
    """Return a page of the articles, each a button with the stance on it."""
    matter = view.about[1]
    stances = {each.article: each.stance for each in view.own}
    shown, turning = page_of(range(1, len(matter.articles) + 1), view.state.page, PAGE)
    rows = []
    for number in shown:
        title, stance = article_title(matter.articles, number), stances.get(number)
        label = t("consult.article_stance", title=title, stance=t(f"consult.stance.{stance}")) if stance else title
        rows.append((Button(label, "article", (str(number),)),))
    return Screen(t("consult.ask_article"), (*rows, *turning, (back("card"),)))


def peers(view: ViewpointView) -> Screen:
    """Return what other provinces say: by name, or only counted and without names."""
    found, matter, _province = view.about
    shown, turning = page_of(view.peers, view.state.page, PEERS)
    lines = [t("consult.peers.title"), *tally.tally_lines(view.peers)]
    for each in shown:
        name = by_code(each.province).name if found.named else t("consult.peers.unnamed")
        lines += ["", t("consult.peers.of", name=name), *lines_of(matter, each)]
    return Screen("\n".join(lines), (*turning, (back("card"),)))
