"""Published tables on the pages: told apart from plans, together for a city, handed in as they are."""

import pytest

from dashboard import importing
from dashboard.summary import city_periods
from pipeline.board import read_board
from pipeline.build import build
from pipeline.settings import published_figures, uploads_dir
from tests.dashboard.reading import html_of, words_of
from tests.small_plan import TEXT, write_plan

TABLE = "平湖市2024年前三季度政府工作报告主要任务完成情况表"


@pytest.fixture
def figures():
    path = published_figures()
    assert path
    return path


@pytest.fixture
def with_plan(data_folder, figures, tmp_path):
    """A board of the published figures and a plan of one of their cities."""
    plan = write_plan(tmp_path / "plans")
    plan.write_text(TEXT.format(total="6").replace("乙海市", "平湖市"), encoding="utf-8")
    build([plan, figures], data_folder)
    return data_folder


def test_a_city_shows_its_tables_together_beside_its_plan(with_plan, open_page):
    app = open_page("city", city=["平湖市"])
    page, words = html_of(app), words_of(app)
    assert page.count('<h1 class="kb-conclusion">') == 2
    for expected in ("平湖市：13 项数字目标", "4 份文件", TABLE, "年度目标", "平湖市智慧城市建设三年行动计划"):
        assert expected in words
    for expected in ("2024年1–9月 预计", "2024年1–8月", "2023年1–3月", "（不含嘉兴港区）", "（管理口径）", "4.5–5"):
        assert expected in words
    assert words.count("2.3%") == 1


def test_a_city_with_tables_only_says_what_they_hold(with_plan, open_page):
    words = words_of(open_page("city", city=["宜兴市"]))
    assert "宜兴市：报告中没有数字目标；有 3 项现状数据。" in words
    words = words_of(open_page("city", city=["广德市"]))
    assert "广德市：报告中没有数字目标；有 3 项现状数据。" in words
    assert "广德市数据资源管理局2022年工作总结" in words


def test_a_table_does_not_take_the_place_of_the_plan(with_plan):
    periods = city_periods(read_board(with_plan)["plan"])
    assert periods["平湖市"] == "2019–2021"
    assert periods["广德市"] == "2022 报告"


def test_the_document_page_names_the_kind_and_shows_the_address(with_plan, open_page):
    app = open_page("document", city=["平湖市"])
    assert [word.split(" · ")[0] for word in app.selectbox[0].options] == ["规划", "报告", "报告", "报告"]
    app.selectbox[0].set_value(read_board(with_plan)["plan"].query("title == @TABLE")["plan_id"].iloc[0]).run()
    words = words_of(app)
    assert "标出 6 项数字目标" in words
    assert "pinghu.gov.cn/art/2024/10/11/art_1229591437_5382631.html" in words


def test_the_file_as_it_is_can_be_handed_in(data_folder, figures, tmp_path, monkeypatch):
    monkeypatch.setenv("SEEDS_DIR", str(write_plan(tmp_path / "seeds").parent))
    incoming = importing.read(figures.name, figures.read_bytes())
    about = importing.about(incoming)
    assert (about["targets"], about["observations"]) == (12, 25)
    assert about["title"].endswith("等 12 份文件")
    importing.publish(importing.draft([incoming]))
    assert read_board(data_folder)["plan"]["city"].nunique() == 6
    assert [document["name"] for document in importing.documents()] == [figures.name]
    importing.publish(importing.draft((), figures.name))
    assert len(read_board(data_folder)["plan"]) == 1


def test_a_file_of_the_same_name_replaces_the_bundled_one(data_folder, figures, tmp_path, monkeypatch):
    monkeypatch.setenv("SEEDS_DIR", str(write_plan(tmp_path / "seeds").parent))
    monkeypatch.setattr("pipeline.uploads.published_figures", lambda: figures)
    importing.publish(importing.draft(()))
    assert len(read_board(data_folder)["plan"]) == 13
    fewer = "\n".join(figures.read_text(encoding="utf-8").splitlines()[:4]).encode()
    wanted = importing.draft([importing.read(figures.name, fewer)])
    assert set(wanted.report.changes["change"]) == {"撤下"}
    importing.publish(wanted)
    assert len(read_board(data_folder)["plan"]) == 2
    importing.publish(importing.draft((), figures.name))
    assert len(read_board(data_folder)["plan"]) == 13


def test_a_bad_row_is_named_and_nothing_comes_in(data_folder, figures):
    bad = figures.read_text(encoding="utf-8").replace("growth,5.1,", "growth,五点一,").encode()
    incoming = importing.read(figures.name, bad)
    assert incoming.tables is None
    assert "第3行“value”：“五点一”不是数" in incoming.problem
    assert not uploads_dir().exists()
