"""The states of an obstacle, and who may bring it from which into which. Pure.

    recorded → referred → on_agenda → decided → done
                  ↑                      ↓
                  └────── needs_hq ←─────┘

From every open state the province may say «resolved» and headquarters «refused».
"""

PROVINCE, TASKFORCE, HEADQUARTERS = "province", "taskforce", "headquarters"
LEVELS = (PROVINCE, TASKFORCE, HEADQUARTERS)
"""Whose help is asked: the province sees to it, its facilitation taskforce, headquarters."""
FORWARD = {
    "recorded": ("referred",),
    "referred": ("on_agenda",),
    "on_agenda": ("decided",),
    "decided": ("done", "needs_hq"),
    "needs_hq": ("referred",),
}
ENDED = ("done", "resolved", "refused")
STATES = (*FORWARD, *ENDED)


def moves(state: str, level: str, side: str, *, bound: bool = False) -> tuple[str, ...]:
    """Return the states that a side («province» or «headquarters») may bring an obstacle into.

    The province moves what is its own to do, tells of every decision whether it was executed, and may always say that
    the obstacle is gone; headquarters moves everything but into its own lap, and may refuse. While it is ``bound`` to
    execute a decision of its own, it makes no other and ends the obstacle by executing that one.
    """
    if state not in FORWARD:
        return ()
    forward = FORWARD[state]
    if side == HEADQUARTERS:
        closed = {"needs_hq", "decided", "done"} if bound else {"needs_hq"}
        return (*(to for to in forward if to not in closed), "refused")
    own = level != HEADQUARTERS or state == "decided"
    return (*(forward if own else ()), "resolved")
