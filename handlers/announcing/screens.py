"""The screens of composing an announcement. Pure."""

from bot.announcing.body import ANSWERS, short_digest, show_body, show_other_files
from bot.announcing.consulting.matter import Matter
from bot.announcing.draft import AnnouncementDraft
from bot.announcing.policy import policy
from bot.conversing.screen import Button, Rows, Screen
from bot.conversing.widgets import back, cancel
from bot.language import dates
from bot.language.catalogue import t
from bot.language.marks import on_bale
from handlers.announcing.audience_screens import counted, part_lines
from handlers.announcing.rules import needs_second
from handlers.announcing.view import AnnounceView

LONGEST = 3000
MOST_FILES = 5


def card(view: AnnounceView) -> Screen:
    """Return the draft with everything that was chosen, each a button."""
    draft = view.draft
    lines = [
        t("consult.card.heading" if draft.matter else "announce.card.title"),
        t("announce.card.text", text=draft.text),
        "",
        *_chosen(view),
    ]
    due = (Button(t("announce.button.due"), "due"),) if ANSWERS[draft.level] else ()
    rows = (
        *_kind_buttons(draft),
        (Button(t("announce.button.audience"), "audience"), Button(t("announce.button.when"), "when"), *due),
        (Button(t("announce.button.write"), "write"), Button(t("announce.button.files"), "files")),
        (Button(t("announce.button.preview"), "preview"),),
        (Button(t("common.later"), "later"), cancel()),
    )
    return Screen("\n".join(lines), rows)


def _kind_buttons(draft: AnnouncementDraft) -> Rows:
    """Return what only an announcement, or only a consultation, lets one choose."""
    matter = draft.matter
    if matter is None:
        urgent = "announce.button.not_urgent" if draft.urgent else "announce.button.urgent"
        return ((Button(t("announce.button.level"), "level"), Button(t(urgent), "urgent")),)
    articles = (Button(t("consult.button.articles"), "articles"),) if matter.form == "opinion" else ()
    hide = "consult.button.hide_names" if matter.named else "consult.button.show_names"
    named = () if matter.restricted else (Button(t(hide), "named"),)
    return ((*articles, *named),) if articles or named else ()


def _chosen(view: AnnounceView) -> list[str]:
    """Return a line for everything that was chosen."""
    draft = view.draft
    lines = [t("announce.card.level", level=t(f"announce.level.{draft.level}"))]
    if draft.matter:
        lines += _matter_lines(draft.matter)
    elif draft.question:
        lines.append(t("announce.card.question", question=draft.question))
    lines += [*part_lines(view), counted(view), t("announce.card.when", when=_when(view))]
    if ANSWERS[draft.level]:
        due = dates.moment(draft.due_at) if draft.due_at else t("announce.card.no_due")
        lines.append(t("announce.card.due", due=due))
    if draft.files:
        lines.append(t("announce.card.files", count=len(draft.files)))
    return lines


def _matter_lines(matter: Matter) -> list[str]:
    lines = [t("consult.card.title", title=matter.title)]
    if matter.articles:
        lines.append(t("consult.card.articles", count=len(matter.articles)))
    if matter.restricted:
        return [*lines, t("consult.card.restricted")]
    return [*lines, t("consult.card.named" if matter.named else "consult.card.unnamed")]


def _when(view: AnnounceView) -> str:
    """Return when it will leave, as a phrase."""
    if view.leaves_at <= view.moment:
        return t("announce.when.now")
    return t(f"announce.when.{view.draft.repeats or 'once'}", moment=dates.moment(view.leaves_at))


def files(view: AnnounceView) -> Screen:
    """Return what goes with the text, each with a button that leaves it out."""
    drops = [
        (Button(t("announce.button.drop_file", number=place + 1), "drop_file", (str(place),)),)
        for place in range(len(view.draft.files))
    ]
    lines = [t("announce.ask_files", limit=MOST_FILES)]
    lines += [
        t(f"announce.file.{file.kind}" if file.stored else "announce.file.pending", number=number)
        for number, file in enumerate(view.draft.files, start=1)
    ]
    return Screen("\n".join(lines), (*drops, (back("card"), cancel())))


def previews(view: AnnounceView) -> tuple[Screen, ...]:
    """Return the announcement as it will look on Telegram, and on Bale too where that is another sight."""
    shown = show_body(view.draft.body, view.next_number)
    on_the_other = on_bale(shown.text)
    first = (*show_other_files(view.draft.body), shown)
    return first if on_the_other == shown.text else (*first, Screen(on_the_other, shown.rows))


def confirmation(view: AnnounceView) -> Screen:
    """Return the last question: what stands above it, for whom, when, and the code of the text."""
    shown = show_body(view.draft.body, view.next_number).text
    same = on_bale(shown) == shown
    lines = [t("announce.confirm.above") if same else t("announce.confirm.two_above")]
    lines += [t("announce.confirm.level", level=t(f"announce.level.{view.draft.level}")), counted(view)]
    lines.append(t("announce.card.when", when=_when(view)))
    if view.draft.repeats:
        lines.append(t("announce.confirm.each_time"))
    if view.draft.urgent:
        lines.append(t("announce.confirm.urgent", left=view.urgent_left, limit=policy().urgent_a_month))
    lines.append(t("announce.confirm.code", code=short_digest(view.draft.body.digest)))
    if needs_second(view):
        lines.append(t("announce.confirm.second", limit=policy().second_admin_above))
    send = Button(t("announce.button.send"), "send", (view.seal,))
    return Screen("\n".join(lines), ((send,), (back("card"), cancel())))
