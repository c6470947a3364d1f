"""The conversation of an announcement: write, preview, confirm. Pure."""

from dataclasses import replace
from datetime import datetime

from bot.announcing.view import Announce, AnnounceState, AnnounceView
from bot.conversing.flow import Step
from bot.conversing.screen import Button, Screen
from bot.conversing.splitting import split
from bot.language.catalogue import t
from bot.said import Choice, Said, Text

LONGEST = 3000
AnnounceStep = Step[AnnounceState]


def step(view: AnnounceView, said: Said, _now: datetime) -> AnnounceStep:
    """Take one step."""
    state = view.state
    match said:
        case Choice("enter" | "rewrite"):
            return _write(replace(state, at="write"))
        case Choice("cancel"):
            return Step(None, (Screen(t("announce.cancelled")),))
        case Choice("send") if state.at == "preview":
            return Step(None, (Screen(t("announce.queued", count=view.reachable)),), (Announce(state.text),))
        case Text(forwarded=False, text=text) if not text.startswith("/") and text:
            if len(text) > LONGEST:
                return _write(state, t("report.too_long", limit=LONGEST, length=len(text)))
            if len(split(t("announce.body", number=0, text=text))) > 1:
                return _write(state, t("announce.too_big"))
            return _preview(view, replace(state, at="preview", text=text))
        case _:
            return _preview(view, state) if state.at == "preview" else _write(state, t("announce.want_text"))


def _write(state: AnnounceState, note: str = "") -> AnnounceStep:
    text = t("announce.write", limit=LONGEST)
    screen = Screen(f"{note}\n\n{text}" if note else text, ((Button(t("announce.button.cancel"), "cancel"),),))
    return Step(state, (screen,))


def _preview(view: AnnounceView, state: AnnounceState) -> AnnounceStep:
    text = t("announce.preview", text=state.text, reachable=view.reachable, all=view.all)
    buttons = (
        (Button(t("announce.button.send"), "send"),),
        (Button(t("announce.button.rewrite"), "rewrite"), Button(t("announce.button.cancel"), "cancel")),
    )
    return Step(state, (Screen(text, buttons),))
