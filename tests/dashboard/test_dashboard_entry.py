"""填报 and 审核: what is asked for a period, what is typed, and how two people bring a figure onto the board."""

import datetime

import pandas as pd
import pytest

from dashboard import entry_view
from dashboard.data import current_board
from dashboard.figure_history import history
from dashboard.rows import row_of
from pipeline.entries import Figure, Step
from pipeline.errors import PipelineError
from pipeline.ledger import Ledger, known_entries
from pipeline.settings import ledger_url
from tests.dashboard.reading import html_of, words_of
from tests.dashboard.small_board import THIS_YEAR

END = "2021-12-31"


@pytest.fixture
def form(published, open_page):
    """The form for one goal, opened by a person who has given a name."""

    def open_at(target="t-evil", by="王敏", **query):
        app = open_page("entry", target=[target], end=[query.pop("end", END)], **query)
        app.text_input(key="person_typed").set_value(by).run()
        assert not app.exception
        return app

    return open_at


def typed(app, **values):
    """Fill in the form; keys are the names of its fields."""
    for name, value in values.items():
        widget = next(
            each for each in app.text_input if each.key.startswith("entry_") and each.key.endswith(f"_{name}")
        )
        widget.set_value(value)
    app.run()
    assert not app.exception
    return app


def press(app, label):
    next(button for button in app.button if button.label.startswith(label)).click().run()
    assert not app.exception
    return app


def on_record():
    figures = known_entries(ledger_url(), Figure)
    steps = known_entries(ledger_url(), Step)
    return [figure.value for figure in figures], [step.action for step in steps]


def goal(target_id):
    return row_of(current_board().goals, "target_id", target_id)


def test_the_list_asks_for_what_is_missing_and_its_counts_add_up(published, open_page):
    app = open_page("entry", end=[END])
    words = words_of(app)
    # of the plan that ends in 2021 two goals are answered by its documents, two are not
    assert "2021年应报 2 项：2 项未填。" in words
    assert "新增智能车间" in words
    assert "网上可办率" not in words
    assert "<script>" not in html_of(app)


def test_by_default_the_last_ended_quarter_is_asked_for(published, open_page):
    app = open_page("entry")
    assert entry_view.periods("季度", datetime.date.today())[app.selectbox(key="choice_end").value] in words_of(app)
    assert "接入视频" in words_of(app)


def test_an_empty_period_names_what_can_be_reported_late(published, open_page):
    html = html_of(open_page("entry", end=["2018-12-31"]))
    assert "没有要填报的目标" in html
    assert "end=2021-12-31" in html


def test_states_and_agencies_filter(published, open_page):
    assert "新增智能车间" not in words_of(open_page("entry", end=[END], state=["已审核"]))
    words = words_of(open_page("entry", end=[END], agency=["<b>局</b>"]))
    assert "2021年应报 1 项" in words


def test_a_figure_is_entered_approved_and_judged(form):
    app = press(typed(form(), value="50", source="半年报表"), "提交审核")
    assert "待另一人审核" in words_of(app)
    assert goal("t-evil")["state"] == "无数据"  # it waits
    desk = form(by="李四", view=["审核"])
    assert "→" in words_of(desk)
    assert "已完成" in words_of(desk)
    press(desk, "通过")
    assert on_record() == ([50.0], ["approved"])
    assert goal("t-evil")["state"] == "已完成"
    words = words_of(form())
    for expected in ("已审核", "王敏", "李四", "半年报表", "通过"):
        assert expected in words


def test_nobody_approves_what_is_their_own(form):
    press(typed(form(), value="50", source="报表"), "提交审核")
    desk = form(view=["审核"])
    assert "要由另一人审核" in words_of(desk)
    assert all(button.disabled for button in desk.button if button.label[:2] in ("通过", "退回"))


def test_what_is_returned_is_corrected_and_keeps_its_reason(form, open_page):
    press(typed(form(), value="40", source="报表"), "提交审核")
    desk = press(form(by="李四", view=["审核"]), "退回")
    desk.text_input(key="return_why_1").set_value("请核对")
    desk.button(key="FormSubmitter:return-退回").click().run()
    assert on_record() == ([40.0], ["returned"])
    assert "1 项退回" in words_of(open_page("entry", end=[END]))
    app = form()
    assert "退回理由：请核对" in words_of(app)
    press(typed(app, value="50"), "提交审核")
    figures = known_entries(ledger_url(), Figure)
    assert [(each.value, each.replaces) for each in figures] == [(40.0, 0), (50.0, 1)]
    acts = [(event["act"], event["before"], event["value"]) for event in history(current_board().record, "t-evil")]
    assert acts == [("更正", "40%", "50%"), ("退回", "", "40%"), ("填报", "", "40%")]


def test_a_return_has_its_reason(form):
    press(typed(form(), value="50", source="报表"), "提交审核")
    desk = press(form(by="李四", view=["审核"]), "退回")
    desk.button(key="FormSubmitter:return-退回").click().run()
    assert "请写明退回的理由" in words_of(desk)
    assert on_record() == ([50.0], [])


def test_red_asks_for_cause_remedy_and_date_before_it_can_be_approved(form):
    app = typed(form(), value="40", source="报表")
    assert "到期未完成" in words_of(app)
    press(app, "提交审核")
    desk = form(by="李四", view=["审核"])
    assert "还缺原因、对策、新的完成时限" in words_of(desk)
    assert next(button for button in desk.button if button.label == "通过").disabled
    app = press(form(), "更正")
    press(typed(app, cause="设备未到", remedy="已催货", new_date="2022-06-30"), "提交审核")
    press(form(by="李四", view=["审核"]), "通过")
    assert goal("t-evil")["state"] == "到期未完成"
    assert on_record() == ([40.0, 40.0], ["approved"])


def test_a_warning_is_overruled_with_a_reason(form):
    app = typed(form("t-ahead", end=f"{THIS_YEAR - 1}-06-30"), value="35", source="报表")
    assert "降了" in words_of(app)
    assert "没有提交" in words_of(press(app, "提交审核"))
    assert on_record() == ([], [])
    for widget in app.text_input:
        if "_overrule_" in widget.key:
            widget.set_value("口径调整")
    press(app.run(), "提交审核")
    (figure,) = known_entries(ledger_url(), Figure)
    assert figure.warnings_overruled == {"wrong_way": "口径调整"}


def test_what_is_no_number_is_said_and_not_kept(form):
    app = typed(form(), value="五成左右", source="报表")
    assert "不是一个数" in words_of(app)
    assert "不是一个数" in words_of(press(app, "提交审核"))
    assert on_record() == ([], [])


def test_without_a_name_nothing_is_kept(published, open_page):
    app = open_page("entry", target=["t-evil"], end=[END])
    press(typed(app, value="50", source="报表"), "提交审核")
    assert "请先填写姓名" in words_of(app)
    assert on_record() == ([], [])


def test_own_figures_are_taken_back_and_handed_in_again(form):
    press(typed(form(), value="50", source="报表"), "提交审核")
    press(form(), "撤回")
    assert on_record() == ([50.0], ["withdrawn"])
    press(typed(form(), value="50", source="报表"), "提交审核")
    with_ledger(Step(figure_seq=2, action="returned", entered_by="李四", reason="缺盖章"))
    press(form(), "按原数重新提交")
    assert on_record()[1] == ["withdrawn", "returned", "submitted"]


def test_an_approval_is_taken_back_with_a_reason(form):
    press(typed(form(), value="50", source="报表"), "提交审核")
    with_ledger(Step(figure_seq=1, action="approved", entered_by="李四"))
    app = form(by="李四")
    app.text_input(key="withdraw_why_1").set_value("数据有误").run()
    press(app, "撤回")
    assert on_record()[1] == ["approved", "withdrawn"]
    assert goal("t-evil")["state"] == "无数据"


def test_an_unknown_goal_is_said(form, open_page, published):
    assert "没有编号为“t-none”" in words_of(open_page("entry", target=["t-none"]))


def test_the_goal_page_leads_to_the_form(published, open_page):
    assert "entry?target=t-evil" in html_of(open_page("goals", target=["t-evil"]))


def test_the_grid_gives_figures_row_by_row(board):
    due = {"target_id": "t", "plan_id": "p", "city": "c", "indicator": "上云企业", "unit": "家", "scope": "",
           "agency": "", "source": "", "period_start": "2021-01-01", "period_end": END, "seq": 3}  # fmt: skip
    figure = entry_view.figure_of(due, {"value": "3万", "finality": "审定", "source": " 月报 "}, "王敏")
    assert (figure.value, figure.finality, figure.source, figure.replaces) == (30000.0, "final", "月报", 3)
    with pytest.raises(PipelineError, match="上云企业：“三十个左右”不是一个数"):
        entry_view.figure_of(due, {"value": "三十个左右", "finality": "审定", "source": ""}, "王敏")


def with_ledger(step):
    ledger = Ledger(ledger_url())
    ledger.add(step)
    ledger.close()


@pytest.mark.parametrize("empty", [None, float("nan"), pd.NA, "", "  "])
def test_an_empty_cell_of_the_grid_is_no_words(empty):
    row = pd.Series({"value": " 62.6 ", "finality": "初步", "source": empty}, dtype=object)
    assert entry_view.words_of(row) == {"value": "62.6", "finality": "初步", "source": ""}


def test_a_row_without_a_source_beside_one_that_has_it_says_nothing():
    edited = pd.DataFrame({"value": ["1", "2"], "finality": ["初步"] * 2, "source": ["统计局", None]}).astype("str")
    edited.loc[1, "source"] = float("nan")  # as the editor gives it back
    assert entry_view.words_of(edited.loc[1])["source"] == ""
