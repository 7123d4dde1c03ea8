"""The deck: native charts and tables that hold the numbers of the screen, and one conclusion a slide."""

import io
import random
import re
import zipfile

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.util import Cm

from dashboard import summary
from dashboard.briefings.slides import slides
from dashboard.briefings.slides.canvas import LONGEST_TITLE
from dashboard.briefings.views import view_of
from dashboard.filters import Filters
from dashboard.icons import STATES
from dashboard.labels import DOMAINS
from pipeline.errors import PipelineError

BAD = [state.name for state in STATES if state.family == "bad"]


@pytest.fixture(scope="session")
def views(boards):
    """Twenty views that a reader may choose, the whole, and one that finds nothing: (board, filters, view)."""
    draw = random.Random(7)
    newest = boards[max(boards)]
    chosen = [(draw.choice(list(boards.values())), _filters(draw, newest)) for _ in range(20)]
    chosen += [(newest, Filters()), (newest, Filters(text=("没有这样的目标",)))]
    return [(board, filters, view_of(board, filters)) for board, filters in chosen]


def _filters(draw, board):
    fields = {"city": list(board.goals["city"].unique()), "domain": list(DOMAINS), "state": [s.name for s in STATES]}
    names = draw.sample(list(fields), draw.randint(0, 2))
    return Filters(**{name: tuple(draw.sample(fields[name], draw.randint(1, 3))) for name in names})


def opened(content):
    return Presentation(io.BytesIO(content))


def words(slide):
    """Everything that is written on a slide."""
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            found.append(shape.text_frame.text)
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return " ".join(found)


def heading(slide):
    return slide.shapes.title.text_frame.text


def charts(deck):
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def test_every_number_of_the_first_chart_is_that_of_the_board(views):
    for board, filters, view in views:
        goals = filters.apply(board.goals)
        deck = opened(slides(board, view))
        if goals.empty:
            assert len(deck.slides) == 2
            continue
        by_city = charts(deck)[0]
        found = {series.name: int(sum(filter(None, series.values))) for series in by_city.plots[0].series}
        assert found == {state: count for state, count in summary.state_counts(goals).items() if count}
        tiles = words(deck.slides[1])
        assert f"{len(goals)} 项" in tiles
        assert all(f"{state}" in tiles and f"{count} 项" in tiles for state, count in found.items())


def test_the_chart_by_domain_adds_up_and_names_all_ten(views):
    for board, filters, view in views:
        goals = filters.apply(board.goals)
        if goals.empty:
            continue
        deck = opened(slides(board, view))
        slide = next(slide for slide in deck.slides if "有实际值" in heading(slide) or "没有实际值" in heading(slide))
        chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
        assert list(chart.plots[0].categories) == list(DOMAINS)
        totals = [
            int(sum(filter(None, values))) for values in zip(*(s.values for s in chart.plots[0].series), strict=True)
        ]
        assert totals == [int((goals["domain_group"] == word).sum()) for word in DOMAINS]


def test_what_is_behind_is_listed_and_nothing_else(views):
    for board, filters, view in views:
        behind = filters.apply(board.goals).query("state in @BAD")
        deck = opened(slides(board, view))
        titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
        told = [title for title in titles if "项低于要求" in title and "项目标" not in title]
        assert bool(told) == bool(len(behind))
        if told:
            assert told[0].startswith(f"{len(behind)}项")


def test_each_slide_has_a_conclusion_a_source_and_notes(views):
    for board, _, view in views:
        deck = opened(slides(board, view))
        for number, slide in enumerate(deck.slides, start=1):
            title = slide.shapes.title.text_frame.text
            assert 0 < len(title) <= LONGEST_TITLE + 12, title
            assert slide.notes_slide.notes_text_frame.text
            assert view.code in words(slide)
            if number > 1:
                assert f"截至{view.as_of.year}年" in words(slide)
            assert not re.search(r"Click|Title|nan|None|\bNaT\b", words(slide)), words(slide)


def test_nothing_stands_outside_its_slide(views):
    for board, _, view in views:
        deck = opened(slides(board, view))
        for slide in deck.slides:
            for shape in slide.shapes:
                assert shape.left >= 0
                assert shape.left + shape.width <= deck.slide_width + Cm(0.01)
                assert shape.top + shape.height <= deck.slide_height + Cm(0.01), (
                    shape.name,
                    shape.top.cm,
                    shape.height.cm,
                )


def test_charts_are_native_and_their_numbers_can_be_edited(views):
    board, _, view = views[-2]
    content = slides(board, view)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert not [name for name in names if re.search(r"media/.*\.(png|jpe?g|emf)$", name)]
        books = [name for name in names if name.endswith(".xlsx")]
        assert len(books) == len(charts(opened(content)))
        for name in books:
            sheet = load_workbook(io.BytesIO(archive.read(name))).active
            assert sheet.max_row > 1
        fonts = {
            face
            for name in names
            if "slides/slide" in name
            for face in re.findall(r'typeface="([^"]*)"', archive.read(name).decode())
        }
    assert fonts == {"微软雅黑"}


def test_the_same_state_gives_the_same_bytes(views):
    for board, _, view in views[-3:]:
        assert slides(board, view) == slides(board, view)


def test_the_public_version_names_no_agency(views):
    board, _, view = views[-2]
    agencies = {name for named in view.goals["lead_agencies"] for name in named}
    assert agencies
    deck = opened(slides(board, view, public=True))
    lists = [
        slide for slide in deck.slides if re.search("低于要求|台账摘录|下一步", slide.shapes.title.text_frame.text)
    ]
    assert len(lists) >= 2
    assert not [name for slide in lists for name in agencies if name in words(slide)]


def test_traditional_script(views):
    board, _, view = views[-2]
    deck = opened(slides(board, view, traditional=True))
    assert "進展情況" in deck.slides[0].shapes.title.text_frame.text
    assert "无数据" not in "".join(map(words, deck.slides))


def test_an_office_puts_its_own_master_under_it(views):
    board, _, view = views[-2]
    own = Presentation()
    own.slide_width, own.slide_height = Cm(33.867), Cm(19.05)
    own.slides.add_slide(own.slide_layouts[0])
    kept = io.BytesIO()
    own.save(kept)
    deck = opened(slides(board, view, template=kept.getvalue()))
    assert len(deck.slides) == len(opened(slides(board, view)).slides), "the template's own slides are gone"
    assert len(deck.slide_layouts) == len(own.slide_layouts)
    for wrong in (b"", b"no deck", slides(board, view)[:1000]):
        with pytest.raises(PipelineError, match="打不开母版"):
            slides(board, view, template=wrong or b"x")
