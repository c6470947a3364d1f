"""The conversation of a report, put together."""

from bot.conversing.flow import Flow
from bot.people.caller import OWNERS, REPORTERS
from bot.reporting.loading import load
from bot.reporting.saving import save
from bot.reporting.steps import step
from bot.reporting.view import ReportState

REPORT = Flow("report", ReportState, load, step, save, REPORTERS | OWNERS)
