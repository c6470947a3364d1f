"""Every conversation of administering."""

from bot.conversing.converse import AnyFlow
from handlers.administering.days.flow import DAYS
from handlers.administering.estates.flow import ESTATES
from handlers.administering.files.flow import FILES
from handlers.administering.home.flow import ADMIN_HOME
from handlers.administering.plan.flow import PLAN
from handlers.administering.schedule.flow import SCHEDULE
from handlers.administering.staff.flow import STAFF
from handlers.administering.thursdays.flow import THURSDAYS

ADMINISTERING: tuple[AnyFlow, ...] = (ADMIN_HOME, STAFF, ESTATES, PLAN, DAYS, SCHEDULE, THURSDAYS, FILES)
