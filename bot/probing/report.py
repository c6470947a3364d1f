"""The report of the probe: for people as Markdown, for machines as JSON; no token, name or number is in it."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from bot import __version__
from bot.language import dates
from bot.language.catalogue import t
from bot.probing.answers import Fact, ProbeAnswer


@dataclass(frozen=True)
class ProbeReport:
    """What was found out of a messenger, when, what was set and what is to be decided."""

    platform: str
    username: str
    at: datetime
    answers: tuple[ProbeAnswer, ...]
    switches: dict[str, str]
    advice: tuple[str, ...]


def as_json(report: ProbeReport) -> str:
    """Return a report as one JSON object."""
    table = asdict(report) | {"at": report.at.isoformat(), "program": __version__}
    return json.dumps(table, ensure_ascii=False, indent=1)


def as_markdown(report: ProbeReport) -> str:
    """Return a report as a page."""
    messenger = t(f"check.messenger.{report.platform}")
    lines = [
        f"# {t('probe.report.title', messenger=messenger)}",
        "",
        t("probe.report.moment", moment=dates.moment(report.at), username=report.username),
        "",
        f"| {t('probe.report.question')} | {t('probe.report.answer')} | {t('probe.report.facts')} |",
        "|---|---|---|",
    ]
    lines += [_row(answer) for answer in report.answers]
    if report.switches:
        lines += ["", f"## {t('probe.report.switches')}", ""]
        lines += [f"- `{name} = {value}`" for name, value in report.switches.items()]
    if report.advice:
        lines += ["", f"## {t('probe.report.advice')}", ""]
        lines += [f"- {t(f'probe.advice.{key}')}" for key in report.advice]
    return "\n".join([*lines, "", t("probe.report.not_asked"), ""])


def _row(answer: ProbeAnswer) -> str:
    question, verdict = t(f"probe.question.{answer.question}"), t(f"probe.verdict.{answer.verdict}")
    return f"| {question} | {verdict} | {_facts(answer.facts)} |"


def _facts(facts: dict[str, Fact]) -> str:
    """Return facts as code; what a messenger wrote cannot leave its cell."""
    return " ".join(f"`{name}={_plain(value)}`" for name, value in facts.items()) or "—"


def _plain(value: Fact) -> str:
    return json.dumps(value, ensure_ascii=False).replace("|", "/").replace("`", "'")
