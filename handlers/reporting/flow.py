"""The conversation of a report, put together."""

from bot.conversing.flow import Flow
from bot.people.rights import OWNERS, REPORTERS
from bot.reporting.cards import ReportState
from bot.reporting.loading import load
from bot.reporting.saving import save
from handlers.reporting.steps import step

REPORT = Flow("report", ReportState, load, step, save, REPORTERS | OWNERS)
