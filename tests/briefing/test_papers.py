"""Papers are as the office signs them: a page to decide by first, axes after it, the rest in an annex."""

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2  # type: ignore[import-untyped]

from bot.briefing.drawing.annex import annex_data, print_annex
from bot.briefing.drawing.paper import Paper, paper_data, print_paper
from bot.briefing.papers import load_annex, load_paper, load_period_paper
from bot.briefing.periods import MONTH, QUARTER, Period, find_period
from bot.figures.ranking import furthest_behind, ranking
from bot.language import letters, writing
from bot.programme.provinces import PROVINCES
from bot.reporting.sample_plan import fill_slots, fill_targets
from storage.transaction import Transaction
from tests.briefing.sample import NOW, WEEK, aim, open_sample

FIRST_OF_DEY = NOW.replace(month=12, day=22, hour=8, minute=30)


@contextmanager
def opened(document: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with pypdfium2.PdfDocument(document) as pages:
        yield pages


def words(document: pypdfium2.PdfDocument, number: int) -> set[str]:
    """Return the words of a page; how a reader of files orders them within a line is its own affair."""
    return set(document[number].get_textpage().get_text_bounded().replace(":", " ").split())


async def papers_of(tx: Transaction) -> dict[str, Paper]:
    month = await load_period_paper(tx, FIRST_OF_DEY, None, Period(1405, 8, MONTH))
    quarter = await load_period_paper(tx, FIRST_OF_DEY, None, Period(1405, 7, QUARTER))
    assert month
    assert quarter
    return {"week": await load_paper(tx, NOW, None), "month": month, "quarter": quarter}


async def test_every_paper_is_a_letter_with_title_and_the_time_of_the_report() -> None:
    async with open_sample() as tx:
        for name, paper in (await papers_of(tx)).items():
            document = print_paper(paper)
            assert print_paper(paper) == document
            with opened(document) as pages:
                properties = pages.get_metadata_dict()
                assert properties["Title"] == paper.span.title
                assert properties["CreationDate"] == f"D:{'20261125043000' if name == 'week' else '20261222050000'}Z"
                assert {"باسمه", "تعالی", "گیرنده", "امضا", "دستور", "شماره"} <= words(pages, 0)
                for number in range(len(pages)):
                    assert {letters.persian_digits(str(count)) for count in (number + 1, len(pages))} <= words(
                        pages, number
                    )


async def test_numbers_tell_weeks_months_and_quarters_apart() -> None:
    async with open_sample() as tx:
        numbers = {name: paper_data(paper)["letter"]["number"] for name, paper in (await papers_of(tx)).items()}
    assert numbers == {"week": "شماره: ۱۴۰۵/۳۶", "month": "شماره: ۱۴۰۵/م۸", "quarter": "شماره: ۱۴۰۵/س۳"}


async def test_thirty_five_axes_are_at_most_twenty_pages_and_the_annex_has_the_rest() -> None:
    async with open_sample() as tx:
        await fill_slots(tx, 1405)
        await fill_targets(tx, 1405)
        tx.memory.forget()
        paper = await load_annex(tx, NOW, None)
        assert len(paper.figures.axes) == 35
        with opened(print_paper(paper)) as pages:
            assert 10 < len(pages) <= 20
        with opened(print_annex(paper)) as pages:
            assert len(pages) >= 35 + len(PROVINCES)


async def test_axis_says_of_each_province_value_target_percent_of_pace_and_change_of_the_week() -> None:
    async with open_sample() as tx:
        paper = await load_paper(await aim(tx), NOW, None)
        (axis,) = [each for each in paper_data(paper)["axes"] if each["title"] == "محور ۱: تأمین برق"]
        shown = next(each for each in paper.figures.indicators if axis["indicator"].startswith(each.title))
        assert paper.before
        for row, province in zip(axis["rows"], PROVINCES, strict=True):
            key = (province.code, shown.code)
            new, old = paper.figures.values[key].value or 0, paper.before.values[key].value or 0
            towards = paper.figures.towards(province.code, shown)
            assert row["name"] == province.name
            assert row["pace"] == (writing.number(towards.percent or 0) if towards else "")
            assert bool(row["target"]) == (towards is not None)
            if paper.figures.values[key].told:
                assert row["change"]["way"] == ("up" if new > old else "down" if new < old else "same")
            else:  # a silent province has not said «unchanged»
                assert row["change"] == ""


async def test_first_page_names_who_and_what_is_furthest_behind() -> None:
    async with open_sample() as tx:
        paper = await load_paper(await aim(tx), NOW, None)
        _axes, provinces, obstacles = paper_data(paper)["decisions"]["tables"]
        behind = [each for each in ranking(paper.figures) if each.behind]
        assert [row[0] for row in provinces["rows"]] == [
            each.province.name for each in behind[: len(provinces["rows"])]
        ]
        worst = furthest_behind(paper.figures, behind[0].province.code)
        assert worst
        assert worst[0].title in provinces["rows"][0][2]
        waiting = [each for each in paper.obstacles if each.row.asked_at and not each.row.answered_at]
        assert [row[3] for row in obstacles["rows"]] == [each.row.request for each in waiting][:6]


async def test_first_page_is_one_page_whatever_people_wrote() -> None:
    async with open_sample() as tx:
        await aim(tx)
        await tx.run(
            "UPDATE obstacles SET request = :words, agency = :words, answered_at = NULL", words="درخواست دراز " * 30
        )
        await tx.run("UPDATE obstacles SET asked_at = recorded_at, level = 'headquarters'")
        await tx.run("UPDATE reports SET status = 'stopped'")
        await tx.run("UPDATE revisions SET status = 'stopped'")
        data = paper_data(paper := await load_paper(tx, NOW, None))
        assert len(data["decisions"]["tables"][2]["rows"]) == 6
        assert data["decisions"]["tables"][2]["foot"]
        with opened(print_paper(paper)) as pages:
            assert {"دستور", "امضا"} <= words(pages, 0)
            assert "شاخص" in words(pages, 1)


async def test_week_that_still_has_time_is_not_called_complete() -> None:
    async with open_sample() as tx:
        paper = await load_paper(tx, NOW, None)
        handed = sum(paper.figures.handed_in(each.code) for each in PROVINCES)
        assert (paper.received.received, paper.received.expected) == (handed, len(PROVINCES) * len(paper.figures.due))


async def test_papers_are_of_the_axes_of_their_reader_alone() -> None:
    async with open_sample() as tx:
        paper = await load_annex(tx, NOW, frozenset({"AX02"}))
        data, annex = paper_data(paper), annex_data(paper)
        assert [axis["title"] for axis in data["axes"]] == ["محور ۲: تأمین آب"]
        assert {row[0] for row in data["summary"]["rows"]} == {"تأمین آب"}
        assert data["heatmap"]["axes"] == ["تأمین آب"]
        assert [axis["title"] for axis in annex["axes"]] == ["محور ۲: تأمین آب واحدهای صنعتی"]
        assert {axis["title"] for province in annex["provinces"] for axis in province["axes"]} == {"تأمین آب"}


async def test_figures_of_other_provinces_are_not_compared() -> None:
    async with open_sample() as tx:
        await tx.run("DELETE FROM answers WHERE province = 'IR-03' AND week < :week", week=WEEK.saturday)
        rows = paper_data(await load_paper(tx, NOW, None))["summary"]["rows"]
        heads = paper_data(await load_paper(tx, NOW, None))["summary"]["heads"]
        changed = [row[heads.index("تغییر")] for row in rows if row[0] == "تأمین برق"]
        assert changed == [""] * len(changed)


def test_period_is_found_by_the_name_that_a_button_has_for_it() -> None:
    assert find_period("1405-07/3") == Period(1405, 7, QUARTER)
    assert [find_period(text) for text in ("", "0", "1405-13/1", "1405-07/2", "1405-07")] == [None] * 5
