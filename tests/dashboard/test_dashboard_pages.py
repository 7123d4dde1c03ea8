"""Each page on the small board: it runs, says what it must, and shows nothing of the data as markup."""

import re

import pytest

from dashboard.icons import STATES
from pipeline.board import publish
from pipeline.errors import PipelineError
from tests.dashboard.reading import html_of, numbers_in, words_of
from tests.dashboard.small_board import EVIL, frames

PAGES = ("overview", "goals", "city", "indicators", "document", "answers", "review", "rules")
TARGETS = ("t-done", "t-missed", "t-twice", "t-evil", "t-all", "t-ahead", "t-wan")


@pytest.mark.parametrize("page", PAGES)
def test_page_runs(published, open_page, page):
    app = open_page(page)
    assert not app.exception
    assert "kb-conclusion" in html_of(app)


@pytest.mark.parametrize("page", PAGES)
def test_no_board_is_a_message_with_the_next_step(data_folder, open_page, page):
    app = open_page(page)
    assert not app.exception
    assert "读不到看板数据" in words_of(app)
    assert "python -m pipeline build" in words_of(app)


@pytest.mark.parametrize("page", PAGES)
def test_board_without_documents_says_so(data_folder, open_page, page):
    publish({name: frame.iloc[:0] for name, frame in frames().items()}, data_folder)
    app = open_page(page)
    assert not app.exception
    assert "看板里还没有文件" in words_of(app)


def test_unreadable_board_is_a_message(data_folder, open_page):
    (data_folder / "board-0001.duckdb").write_bytes(b"not a database" * 999)
    (data_folder / "CURRENT").write_text("board-0001.duckdb\n", encoding="utf-8")
    app = open_page()
    assert not app.exception
    assert "读不到看板数据" in words_of(app)


def test_last_good_board_stays_when_the_new_one_cannot_be_read(published, open_page):
    assert not open_page().exception
    (published / "board-0002.duckdb").write_bytes(b"half a board" * 999)
    (published / "CURRENT").write_text("board-0002.duckdb\n", encoding="utf-8")
    words = words_of(open_page())
    assert "读不到新的看板数据" in words
    assert "6 项数字目标" in words


def test_new_board_shows_without_a_restart(published, open_page):
    assert "6 项数字目标" in words_of(open_page())
    fewer = frames()
    fewer["target"] = fewer["target"][fewer["target"]["target_id"] != "t-evil"]
    publish(fewer, published)
    assert "5 项数字目标" in words_of(open_page())


def test_sentence_bar_key_grid_and_years_add_up(published, open_page):
    page = html_of(open_page())
    total = numbers_in(re.search(r"<h1[^>]*>(.*?)</h1>", page)[1])[0]
    key = re.search(r'<p class="kb-key">(.*?)</p>', page, re.DOTALL)[1]
    grid, years = re.findall(r'<table class="kb-table kb-(?:grid|years)">(.*?)</table>', page, re.DOTALL)
    assert total == 6
    assert sum(map(int, re.findall(r"<b>(\d+)</b>", key))) == total
    assert sum(map(int, re.findall(r"flex-grow:(\d+)", page.partition("kb-key")[0]))) == total
    assert sum(map(int, re.findall(r"<b>(\d+)</b>", grid))) == total
    assert sum(map(int, re.findall(r"<b>(\d+)</b>", years))) == total
    assert numbers_in(re.findall(r'<td class="kb-total">(.*?)</td>', grid)[-1]) == [total]
    assert years.count("<img") == total


def test_every_state_is_in_the_key_even_with_none(published, open_page):
    words = words_of(open_page())
    assert all(state.name in words for state in STATES)


def test_plan_without_numeric_goals_is_a_sentence(published, open_page):
    assert "报告中没有数字目标；有 2 项现状数据" in words_of(open_page())


def test_filter_in_the_address_narrows_the_page_and_shows_in_the_widgets(published, open_page):
    app = open_page(city=["云溪市"], domain=["产业经济"])
    assert "所选的 2 项数字目标" in words_of(app)
    assert app.session_state["filter_city"] == ["云溪市"]
    assert app.session_state["filter_domain"] == ["产业经济"]


def test_clearing_the_filter_empties_the_address(published, open_page):
    app = open_page(city=["云溪市"], text=["智能"])
    app.button[0].click().run()
    assert not app.query_params
    assert "6 项数字目标" in words_of(app)


def test_typing_changes_the_address(published, open_page):
    app = open_page()
    app.text_input[0].set_value("智能 车间").run()
    assert app.query_params == {"text": ["智能", "车间"]}
    assert "所选的 2 项数字目标" in words_of(app)


@pytest.mark.parametrize("page", ["overview", "goals"])
def test_filter_that_finds_nothing_repeats_itself(published, open_page, page):
    words = words_of(open_page(page, city=["丙山市"], domain=["生态环境"]))
    assert "没有符合条件的目标" in words
    assert "城市 丙山市 · 领域 生态环境" in words
    assert "清除筛选" in words
    assert "有 2 项现状数据" in words


@pytest.mark.parametrize("target_id", TARGETS)
def test_goal_page_shows_number_sentence_and_verdict(published, open_page, target_id):
    app = open_page("goals", target=[target_id])
    assert not app.exception
    words, page = words_of(app), html_of(app)
    goal = frames()["target"].set_index("target_id").loc[target_id]
    assert goal["indicator"] in words
    assert f"<b>{goal['number_words']}</b>" in page
    assert "原文" in words
    assert len(app.get("plotly_chart")) == 1


def test_goal_without_figures_says_so(published, open_page):
    words = words_of(open_page("goals", target=["t-twice"]))
    assert "还没有任何一期数值" in words
    assert "共 2 处" in words
    assert "无数据" in words


def test_traditional_source_has_a_simplified_reading(published, open_page):
    words = words_of(open_page("goals", target=["t-done"]))
    assert "網上可辦率達到" in words
    assert "简体对照" in words
    assert "网上可办率达到" in words


def test_unknown_goal_is_a_message(published, open_page):
    words = words_of(open_page("goals", target=["t-gone"]))
    assert "没有这项目标" in words
    assert "t-gone" in words


def test_neighbours_stay_in_the_filter(published, open_page):
    page = html_of(open_page("goals", target=["t-twice"], city=["云溪市"], state=["无数据"]))
    assert "第 1 项，共 2 项" in page or "第 2 项，共 2 项" in page
    assert "goal?target=t-evil&amp;city=" in page


@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_the_data_becomes_markup(published, open_page, page):
    app = open_page(page)
    assert EVIL not in html_of(app)
    assert "<b>局</b>" not in html_of(app)


@pytest.mark.parametrize("target_id", ["t-evil"])
def test_words_of_a_goal_are_escaped(published, open_page, target_id):
    app = open_page("goals", target=[target_id])
    assert EVIL in words_of(app)
    assert EVIL not in html_of(app)


def test_address_is_escaped(published, open_page):
    page = html_of(open_page(text=["<img src=x onerror=alert(1)>"]))
    assert "<img src=x" not in page
    assert "&lt;img" in page


def test_goal_list_groups_and_shows_expressions_on_demand(published, open_page):
    plain = words_of(open_page("goals"))
    assert "实现网格全覆盖" not in plain
    app = open_page("goals", more=["是"], group=["按城市"])
    both = words_of(app)
    assert "实现网格全覆盖" in both
    assert "甲港高新区(江北区)" in both
    assert "<img" not in html_of(app).partition("“全覆盖”等表述 <small>")[2]  # no verdict on what is no goal


def test_city_page_names_gaps_phases_tasks_and_figures(published, open_page):
    words = words_of(open_page("city", city=["云溪市"]))
    for expected in (
        "云政〔2019〕1号",
        "原文缺",
        "2019年底",
        "第一年的阶段目标在原文中缺失",
        "发展智能车间",
        "市工信局",
        "配合：市财政局",
    ):
        assert expected in words, expected


def test_tasks_count_the_goals_that_are_counted_above(published, open_page):
    page = html_of(open_page("city", city=["云溪市"]))
    row = re.search(r"发展智能车间</a>.*?</tr>", page, re.DOTALL)[0]
    assert "<b>1</b>" in row
    assert "programme=" in row


def test_city_without_goals_shows_its_money_and_its_doubt(published, open_page):
    words = words_of(open_page("city", city=["丙山市"]))
    for expected in ("没有数字目标", "130万", "4484.55", "20.0%", "通过大于申请", "文件没有编号的任务"):
        assert expected in words, expected


def test_document_marks_each_goal_and_folds_furniture(published, open_page):
    page = html_of(open_page("document", plan=["a"], at=["t-twice#1"]))
    for target_id in ("t-done", "t-missed", "t-twice", "t-evil"):
        assert f'href="goal?target={target_id}"' in page
    assert 'href="goal?target=t-all"' not in page
    assert "网页杂项 1 行" in page
    assert "kb-here" in page


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ({"city": ["丙山市"]}, "丙山市的文件"),
        ({"plan": ["b"], "city": ["丙山市"]}, "甲港高新区(江北区)的文件"),
        ({"plan": ["gone"]}, "云溪市的文件"),
    ],
)
def test_document_is_that_of_the_address(published, open_page, query, title):
    assert f'<h1 class="kb-conclusion">{title}</h1>' in html_of(open_page("document", **query))


def test_another_city_leaves_the_document_of_the_address(published, open_page):
    app = open_page("document", plan=["a"], at=["t-twice#1"])
    app.pills(key="one_city").set_value("丙山市").run()
    assert app.query_params == {"city": "丙山市"}
    assert "丙山市的文件" in words_of(app)


def test_a_document_that_names_no_city_can_be_chosen(data_folder, open_page):
    tables = frames()
    tables["plan"].loc[tables["plan"]["plan_id"] == "c", "city"] = ""
    publish(tables, data_folder)
    app = open_page("document")
    assert "云溪市的文件" in words_of(app)
    app.pills(key="one_city").set_value("").run()
    assert '<h1 class="kb-conclusion">丙山市的文件</h1>' in html_of(app)


def test_a_city_with_two_documents_offers_both(data_folder, open_page):
    tables = frames()
    tables["plan"].loc[tables["plan"]["plan_id"] == "c", "city"] = "云溪市"
    publish(tables, data_folder)
    app = open_page("document", city=["云溪市"])
    assert "云溪市的文件" in words_of(app)
    app.selectbox[0].set_value("c").run()
    assert '<h1 class="kb-conclusion">丙山市的文件</h1>' in html_of(app)


def test_figures_in_the_table_of_projects_are_listed_once(data_folder, open_page):
    tables = frames()
    place = tables["observation"].set_index("observation_id").loc["o-money", ["start", "end"]]
    tables["project"].loc[0, ["start", "end"]] = list(place)
    publish(tables, data_folder)
    words = words_of(open_page("city", city=["丙山市"]))
    assert "另有 1 项在上面的项目资金表中" in words
    assert "总投资" not in words


def test_nothing_to_see_is_no_link(published, open_page):
    page = html_of(open_page())
    key = re.search(r'<p class="kb-key">(.*?)</p>', page, re.DOTALL)[1]
    assert key.count("<a ") == len(re.findall(r"<b>[1-9]\d*</b>", key)) < len(STATES)
    years = re.search(r'kb-years">.*?<thead>(.*?)</thead>.*?<tfoot>(.*?)</tfoot>', page, re.DOTALL)
    assert years[1].count("<a ") == len(re.findall(r"<td>\d+</td>", years[2]))


def test_city_without_goals_says_what_it_has(published, open_page):
    page = html_of(open_page(city=["丙山市"]))
    assert '<h1 class="kb-conclusion">丙山市：报告中没有数字目标；有 2 项现状数据。</h1>' in page
    assert "kb-bar" in page


def test_first_screen_says_how_many_goals_nobody_answers_for(published, open_page):
    assert "共 3 项，1 项未写牵头单位" in words_of(open_page())


def test_choices_say_whose_and_how_many(published, open_page):
    app = open_page("goals")
    assert any("云溪 1 发展智能车间" in pills.options for pills in app.pills)
    assert "市公安局（1 项）" in app.multiselect[0].options


def test_rules_page_counts_what_it_explains(published, open_page):
    words = words_of(open_page("rules"))
    assert "可议的表述共 1 处" in words
    assert "百分点" in words


def test_messages_for_the_reader_are_not_tracebacks(data_folder):
    from dashboard.data import current_board

    with pytest.raises(PipelineError, match="看板数据"):
        current_board()
