"""The table of `docs/threats.md` says who sees and does what; here everybody tries everything, by every road."""

from pathlib import Path
from tempfile import TemporaryDirectory

from handlers.doors import WORDS
from tests.access.roads import THINGS, Deed, Sight
from tests.access.world import ROLES, World, build, restore, snapshot
from tests.attack.acting import ask, tehran
from tests.fresh import made_once
from tests.stage import open_stage

ROOT = Path(__file__).parents[2]
BROKEN = """SELECT kind, problem FROM errands WHERE state = 'dead' OR attempts > (state = 'done')
            UNION ALL SELECT 'update', problem FROM inbox WHERE state = 'dead'"""
"""Errands that failed once, and updates that were set aside: nobody's words and buttons may lead to any."""
Driven = dict[tuple[str, str], bool]


@made_once
async def drive() -> Driven:
    """Return what each role has really seen and done."""
    found: Driven = {}
    with TemporaryDirectory() as folder:
        async with open_stage(Path(folder), tehran("1405/09/02 09:30"), threads=False) as stage:
            world = await build(stage)
            await stage.drop()
            content = snapshot(stage)
            for role in ROLES:  # each of them finds the same world
                restore(stage, content)
                await stage.start()
                found |= await _drive(world, role)
                await stage.drop()
            await stage.start()
    return found


async def _drive(world: World, role: str) -> Driven:
    """Let somebody try everything; of what they were shown before, only the file that came by itself counts."""
    world.look(role)
    held = [text for text in world.seen.pop(role, []) if text.startswith("file:restricted.pdf")]
    done = {name: _count(world, thing) for name, thing in THINGS.items()}
    for _key, command, _opens in WORDS:
        await world.step(role, f"> /{command}")
    await world.drive(role)
    await world.replay(role)
    assert ask(world.stage, BROKEN) == [], role
    shown = "\f".join([*held, *world.seen[role]]).replace("\u2068", "").replace("\u2069", "")
    return {
        (name, role): thing.of(shown) if isinstance(thing, Sight) else _count(world, thing) > done[name]
        for name, thing in THINGS.items()
    }


def _count(world: World, thing: Sight | Deed) -> int:
    return 0 if isinstance(thing, Sight) else int(ask(world.stage, thing.question)[0][0])


def test_everybody_sees_and_does_what_the_table_says_and_nothing_else() -> None:
    table, driven = read_table((ROOT / "docs" / "threats.md").read_text(encoding="utf-8")), drive()
    other = {
        f"{role}: {thing}": f"{'✓' if driven[thing, role] else '–'}, not {table.get((thing, role))}"
        for thing, role in driven
        if table.get((thing, role)) is not driven[thing, role]
    }
    assert not other, written(driven)
    assert set(table) == set(driven)


def read_table(text: str) -> dict[tuple[str, str], bool | None]:
    """Return the table by thing and role; None for a cell that says neither."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.split("## Who sees and does what")[1].split("\n## ", maxsplit=1)[0].splitlines()
        if line.startswith("|")
    ]
    (_corner, *roles), _rule, *things = rows
    return {
        (thing, role): {"✓": True, "": False}.get(cell)
        for thing, *cells in things
        for role, cell in zip(roles, cells, strict=True)
    }


def written(driven: Driven) -> str:
    """Return what was driven as the table says it, to be compared with it."""
    rows = [[name, *("✓" if driven[name, role] else "" for role in ROLES)] for name in THINGS]
    return "\n".join(f"| {' | '.join(row)} |" for row in [["", *ROLES], ["---"] * (len(ROLES) + 1), *rows])
