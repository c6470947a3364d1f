"""Every conversation that Mehvar has, by its name."""

from bot.conversing.converse import AnyFlow
from bot.conversing.flow import FLOWS
from handlers.administering.flows import ADMINISTERING
from handlers.announcing.consulting.consulting import CONSULT
from handlers.announcing.consulting.giving import VIEWPOINT
from handlers.announcing.flow import ANNOUNCE
from handlers.announcing.managing import MANAGE
from handlers.announcing.responding import RESPOND
from handlers.briefing.choosing import CHOOSING
from handlers.chasing.quiet_flow import QUIET
from handlers.closing.flow import CLOSE
from handlers.closing.outage_flow import OUTAGE
from handlers.delegating.flow import DELEGATE
from handlers.estates.flow import ESTATES
from handlers.estates.inbox import FROM_ESTATES
from handlers.excepting.flow import EXCEPTION
from handlers.free_messages.flow import FAST
from handlers.looking_back.flow import LOOK
from handlers.obstacles.hq import HQ_OBSTACLES
from handlers.obstacles.own import OWN_OBSTACLES
from handlers.obstacles.recording import OBSTACLE
from handlers.promises.flow import PROMISES
from handlers.registering.addressing import ADDRESS
from handlers.registering.admission import ADMISSION
from handlers.reporting.flow import REPORT
from handlers.reviewing.flow import MEND, REVIEW, TALK
from handlers.workbooks.loading import BOOKS

CONVERSATIONS: tuple[AnyFlow, ...] = (
    REPORT,
    FAST,
    OBSTACLE,
    OWN_OBSTACLES,
    HQ_OBSTACLES,
    PROMISES,
    ANNOUNCE,
    ADDRESS,
    ADMISSION,
    BOOKS,
    MANAGE,
    RESPOND,
    CONSULT,
    VIEWPOINT,
    QUIET,
    LOOK,
    CHOOSING,
    CLOSE,
    OUTAGE,
    EXCEPTION,
    DELEGATE,
    *ADMINISTERING,
    ESTATES,
    FROM_ESTATES,
    REVIEW,
    MEND,
    TALK,
)


def enter_all() -> None:
    """Let the engine find every conversation by its name; until then it knows none."""
    FLOWS.update({flow.name: flow for flow in CONVERSATIONS})
