"""考核: not there until it is switched on; what it then shows has its sum beside it; nothing is ranked unasked."""

from datetime import date

import pytest

from dashboard.data import current_board
from dashboard.scoring import is_on
from pipeline.entries import FrozenScore, Mark, SchemeChange
from pipeline.frozen_scores import goals_at
from pipeline.ledger import Ledger
from pipeline.reported import Record
from pipeline.scoring import Period, definition_of, scheme_from, templates
from pipeline.settings import ledger_url
from tests.dashboard.reading import html_of, words_of

LAST_YEAR = date.today().year - 1
MIXED = scheme_from(
    {
        "name": "本单位方案", "total": 100,
        "parts": [
            {"name": "目标任务", "weight": 80, "how": "on_pace"},
            {"name": "社会评价", "weight": 20, "kind": "given"},
        ],
    }
)  # fmt: skip


@pytest.fixture
def switch_on(published):
    """Puts a scheme in force: ``switch_on(scheme, is_ranked=True)``."""

    def enter(scheme=MIXED, **values):
        add(
            SchemeChange(
                entered_by="王敏", name=scheme.name, definition=definition_of(scheme), **{"is_on": True, **values}
            )
        )

    return enter


def add(*entries):
    ledger = Ledger(ledger_url())
    ledger.add_all(entries)
    ledger.close()


def mark(number, agency="云溪市/市公安局", on="2021-12-31"):
    return Mark(
        entered_by="王敏", subject_kind="agency", subject_id=agency, plan_id="", what="score:社会评价", number=number,
        on=on, source="民调报告",
    )  # fmt: skip


def button(app, label):
    return next(each for each in app.button if each.label == label)


def test_the_page_is_not_there_until_a_scheme_is_switched_on(published, open_page, switch_on):
    assert "没有启用" in words_of(open_page("rules"))
    assert not is_on()
    switch_on()
    assert "现行方案：本单位方案" in words_of(open_page("rules"))
    assert "考核 3 个单位" in words_of(open_page("scoring"))
    switch_on(is_on=False)
    assert "没有启用" in words_of(open_page("rules"))


def test_a_template_is_switched_on_by_a_named_person(published, open_page):
    app = open_page("rules")
    button(app, "保存并启用").click().run()
    assert "请先填写姓名" in words_of(app)
    app.text_input(key="person_typed").set_value("王敏").run()
    app.selectbox(key="scheme_start").set_value("包头2022（半年分四部分）").run()
    button(app, "保存并启用").click().run()
    assert not app.exception
    assert "已启用“包头2022（半年分四部分）”" in words_of(app)
    (change,) = Ledger(ledger_url()).entries(SchemeChange)
    assert scheme_from(change.definition) == templates()["包头2022（半年分四部分）"]
    assert (change.entered_by, change.is_on, change.is_ranked) == ("王敏", True, False)
    button(app, "停用考核").click().run()
    assert "已停用考核" in words_of(app)


def test_a_scheme_that_does_not_add_up_is_refused(published, open_page):
    app = open_page("rules")
    app.text_input(key="person_typed").set_value("王敏").run()
    app.number_input(key="scheme_total_四个角度综合评价").set_value(90).run()
    button(app, "保存并启用").click().run()
    assert "各部分分值合计100分，与总分90分不等，多10分" in words_of(app)
    assert Ledger(ledger_url()).entries(SchemeChange) == []


def test_every_number_has_its_sum_and_what_is_missing_is_no_zero(switch_on, open_page):
    switch_on()
    words = words_of(open_page("scoring", period=["2021年"]))
    assert "2021年考核 3 个单位：0 个有总分，1 个没有评完，2 个没有可计分的目标和评定。" in words
    assert "80 × 0项 ÷ 1项 = 0.00分；达序时及以上0项，占0.0%" in words
    assert "部分合计" in words
    assert "本期1项目标：无数据1项，没有能计分的" in words
    assert "不是零分" in words
    assert "名次" not in words.replace("不排名次", "")


def test_a_mark_is_entered_and_the_total_follows(switch_on, open_page):
    switch_on()
    app = open_page("scoring", period=["2021年"])
    app.text_input(key="person_typed").set_value("李四").run()
    app.number_input(key="mark_number").set_value(120.0)
    app.text_input(key="mark_source").set_value("民调报告")
    button(app, "保存评定").click().run()
    assert "120不在0至100之间" in words_of(app)
    app.number_input(key="mark_number").set_value(90.0)
    button(app, "保存评定").click().run()
    words = words_of(app)
    assert "云溪市 市公安局，2021年，社会评价：已保存90" in words
    assert "20 × 90 ÷ 100 = 18.00分；李四评定，依据：民调报告" in words
    assert "目标任务0.00 + 社会评价18.00 = 18.00分" in words


def test_ranks_are_shown_only_where_they_are_switched_on_and_warn(switch_on, open_page):
    add(mark(90.0))
    switch_on(is_ranked=True)
    words = words_of(open_page("scoring", period=["2021年"]))
    assert "云溪名次" in words
    assert "目标太少，名次不足为据" in words
    assert "已按总分排名" in words


def test_a_frozen_period_stays_as_it_was(switch_on, open_page):
    add(mark(90.0))
    switch_on()
    app = open_page("scoring", period=["2021年"])
    button(app, "冻结2021年得分").click().run()
    assert "没有写姓名" in words_of(app)
    app.text_input(key="person_typed").set_value("李四").run()
    button(app, "冻结2021年得分").click().run()
    assert "2021年得分已冻结" in words_of(app)
    add(mark(50.0))
    kept = words_of(open_page("scoring", period=["2021年"]))
    assert "20 × 90 ÷ 100 = 18.00分" in kept
    assert "由李四于" in kept
    app = open_page("scoring", period=["2021年"], live=["是"])
    assert "20 × 50 ÷ 100 = 10.00分" in words_of(app)
    app.text_input(key="person_typed").set_value("李四").run()
    button(app, "更正并重新冻结").click().run()
    assert "请写明更正的理由" in words_of(app)
    (entry,) = Ledger(ledger_url()).entries(FrozenScore)
    assert entry.period == "2021年"


def test_a_frozen_file_that_was_changed_is_told(switch_on, open_page, published):
    add(mark(90.0))
    switch_on()
    app = open_page("scoring", period=["2021年"])
    app.text_input(key="person_typed").set_value("李四").run()
    button(app, "冻结2021年得分").click().run()
    (path,) = (published / "scores").iterdir()
    path.write_bytes(path.read_bytes().replace(b"18.00", b"19.00"))
    assert "被改动过" in words_of(open_page("scoring", period=["2021年"]))


def test_the_year_of_halves_asks_for_a_half_before_a_mark(switch_on, open_page):
    switch_on(templates()["包头2022（半年分四部分）"])
    app = open_page("scoring")
    assert f"{LAST_YEAR}年考核" in words_of(app)
    assert "请先在上面选上半年或下半年" in app.markdown[0].value
    words = words_of(open_page("scoring", period=["2021年下半年"]))
    assert "2021年下半年考核" in words


def test_the_five_dimensions_count_each_goal_once(switch_on, open_page):
    switch_on()
    page = html_of(open_page("scoring", period=["2021年"], city=["云溪市"]))
    rows = page.partition("五个维度")[2].partition("</table>")[0]
    assert rows.count("<tr>") == 7
    assert "未归入" in rows


def test_nothing_of_the_data_becomes_markup(switch_on, open_page):
    switch_on()
    page = html_of(open_page("scoring", period=["2021年"]))
    assert "<b>局</b>" not in page
    assert "&lt;b&gt;局&lt;/b&gt;" in page


def test_a_period_that_runs_is_judged_by_the_day_and_cannot_be_frozen(switch_on, open_page):
    """Of the year that a plan ends in, nothing is overdue before its last day."""
    switch_on()
    app = open_page("scoring", period=["2021年"], as_of=["2021-06-30"])
    assert "目标判定截至 2021年6月30日" in words_of(app)
    assert not [each for each in app.button if each.label.startswith("冻结")]
    frames = current_board().reviewed.frames
    on_the_way, over = (goals_at(frames, Record(), Period(2021), date(2021, *day)) for day in ((6, 30), (12, 31)))
    assert "到期未完成" in {goal.state for goal in over}
    assert "到期未完成" not in {goal.state for goal in on_the_way}
    assert "目标判定截至 2021年12月31日" in words_of(open_page("scoring", period=["2021年"]))
