"""The map of progress says what the ranking says, furthest behind first, and can be read without colours."""

from io import BytesIO

from PIL import Image

from bot.briefing.drawing.heatmap import draw_heatmap
from bot.briefing.drawing.pacemap import draw_pacemap, pacemap_data
from bot.briefing.showing import BriefWish, Drawn, answer
from bot.figures.loading import count
from bot.figures.ranking import ranking, reached_by, reached_on_axis
from bot.language.letters import persian_digits
from bot.programme.pace import BEHIND, ON_PACE, percent
from bot.programme.provinces import PROVINCES
from storage import people
from tests.briefing.sample import NOW, WEEK, aim, open_sample


async def test_cells_say_the_percent_of_the_ranking_and_what_it_means() -> None:
    async with open_sample() as tx:
        figures = await count(await aim(tx), NOW, None)
        data = pacemap_data(figures)
        codes = {each.name: each.code for each in PROVINCES}
        axes = [next(axis.code for axis in figures.axes if axis.short == short) for short in data["axes"]]
        assert axes
        for row in data["rows"]:
            assert row["done"] == _written(reached_by(figures, codes[row["name"]]))
            for axis, cell in zip(axes, row["cells"], strict=True):
                reached = reached_on_axis(figures, codes[row["name"]], axis)
                assert cell["text"] == _written(reached)
                if reached is not None:
                    assert (cell["state"] == "behind") == (reached < BEHIND)
                    assert (cell["state"] == "on_pace") == (reached >= ON_PACE)
        states = {cell["state"] for row in data["rows"] for cell in row["cells"]}
        assert states >= {"behind", "near", "on_pace", "aimless"}


async def test_furthest_behind_stands_first_and_every_province_once() -> None:
    async with open_sample() as tx:
        figures = await count(await aim(tx), NOW, None)
        names = [row["name"] for row in pacemap_data(figures)["rows"]]
        ranked = [each.province.name for each in ranking(figures)]
        assert names[: len(ranked)] == ranked
        assert sorted(names) == sorted(each.name for each in PROVINCES)


async def test_a_target_without_a_report_is_silent_and_never_zero() -> None:
    async with open_sample() as tx:
        await aim(tx)
        await tx.run("DELETE FROM answers WHERE province = 'IR-03'")
        data = pacemap_data(await count(tx, NOW, None))
        (row,) = [row for row in data["rows"] if row["name"] == "آذربایجان شرقی"]
        assert {cell["state"] for cell in row["cells"]} <= {"silent", "aimless"}
        assert not any(cell["text"] for cell in row["cells"])
        assert row["done"] == ""


async def test_picture_is_as_wide_as_a_phone_and_the_same_twice() -> None:
    async with open_sample() as tx:
        figures = await count(await aim(tx), NOW, None)
        picture = draw_pacemap(figures)
        assert Image.open(BytesIO(picture)).width == 800
        assert draw_pacemap(figures) == picture


async def test_picture_of_the_digest_shows_progress_as_soon_as_there_are_targets() -> None:
    async with open_sample() as tx:
        head = (await people.list_ids(tx, "head"))[0]

        async def drawn_by(what: str) -> object:
            shown = await answer(tx, BriefWish(head, NOW, what, (WEEK.key,)))
            assert isinstance(shown, Drawn)
            return shown.draw.func  # type: ignore[attr-defined]

        assert await drawn_by("heatmap") == draw_heatmap
        await aim(tx)
        assert (await drawn_by("heatmap"), await drawn_by("reports")) == (draw_pacemap, draw_heatmap)


def _written(reached: object) -> str:
    return "" if reached is None else persian_digits(str(percent(reached)))  # type: ignore[arg-type]
