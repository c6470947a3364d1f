"""Every conversation of administering."""

from bot.administering.days.flow import DAYS
from bot.administering.estates.flow import ESTATES
from bot.administering.files.flow import FILES
from bot.administering.home.flow import ADMIN_HOME
from bot.administering.plan.flow import PLAN
from bot.administering.schedule.flow import SCHEDULE
from bot.administering.staff.flow import STAFF
from bot.administering.thursdays.flow import THURSDAYS
from bot.conversing.converse import AnyFlow

ADMINISTERING: tuple[AnyFlow, ...] = (ADMIN_HOME, STAFF, ESTATES, PLAN, DAYS, SCHEDULE, THURSDAYS, FILES)
