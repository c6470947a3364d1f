"""The run of the probe: every question in its order, one messenger, one operator."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.language.catalogue import t
from bot.people.invitations import LINKS
from bot.probing import asked_questions as asked
from bot.probing import quiet_questions as quiet
from bot.probing.answers import ProbeAnswer, unknown
from bot.probing.session import Session

Question = Callable[[Session], Awaitable[ProbeAnswer]]


@dataclass(frozen=True)
class ProbePlan:
    """How a run is made: ``long_poll`` and ``burst`` are seconds and messages, ``large`` sends 21 MB."""

    long_poll: int = quiet.LONG_POLL
    burst: int = quiet.BURST
    large: bool = False


ASKED: tuple[Question, ...] = (
    asked.ask_press,
    asked.ask_edits,
    asked.ask_contact,
    asked.ask_other_contact,
    asked.ask_voice,
    asked.ask_photo,
)


async def run_probe(session: Session, plan: ProbePlan) -> tuple[str, list[ProbeAnswer]]:
    """Ask everything and return the bot's user name ('' if it is not known to the messenger) and the answers."""
    me = await session.line.call("getMe", {})
    if not me.good:
        session.tell(t("probe.no_bot", problem=me.told["words"] or f"HTTP {me.status}"))
        return "", []
    username = str(me.result.get("username", ""))
    code = f"{secrets.randbelow(9000) + 1000}"
    session.begin(int(me.result["id"]), code)
    answers = [await quiet.ask_webhook(session), await quiet.ask_commands(session)]
    answers.append(await quiet.ask_unknown_chat(session))
    session.tell(t("probe.quiet", seconds=plan.long_poll))
    answers.append(await quiet.ask_long_poll(session, plan.long_poll))
    link = LINKS[session.line.platform].format(bot=username, code=code)
    answers.append(await asked.ask_start(session, code, link))
    answers += await _ask_operator(session, plan) if session.chat_id is not None else []
    await session.end()
    return username, answers


async def _ask_operator(session: Session, plan: ProbePlan) -> list[ProbeAnswer]:
    answers = [await question(session) for question in ASKED]
    answers += [await quiet.ask_members(session), await quiet.ask_caption(session)]
    if plan.large:
        session.tell(t("probe.large"))
        answers.append(await quiet.ask_large_upload(session))
    answers.append(await quiet.ask_pace(session, plan.burst))
    answers.append(await asked.ask_group(session))
    answers.append(await asked.ask_blocked(session))
    return answers


def list_unasked(answers: list[ProbeAnswer]) -> list[ProbeAnswer]:
    """Return «unknown» for the questions that were not come to."""
    every = (
        "press",
        "edits",
        "contact",
        "other_contact",
        "voice",
        "photo",
        "members",
        "caption",
        "pace",
        "group",
        "blocked",
    )
    there = {answer.question for answer in answers}
    return [unknown(name) for name in every if name not in there]
