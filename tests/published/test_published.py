"""Tables of published figures: one document per place and source, every row at its place; bad files refused whole."""

import csv
import io
import re
import shutil
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.board import read_board
from pipeline.build import board_of, build, checked_tables
from pipeline.errors import PipelineError
from pipeline.reading import read_plans

ROOT = Path(__file__).resolve().parent.parent.parent
FIGURES = ROOT / "data" / "published_figures.csv"
HEADER = [
    "place", "level", "kind", "indicator", "measure", "value", "op", "unit", "year", "period_start", "period_end",
    "certainty", "scope", "source",
]  # fmt: skip
CHINESE = [
    "城市", "层级", "类别(目标/实际)", "指标", "计量方式", "数值", "比较符", "单位", "年份", "数据期起", "数据期止",
    "状态(预计/初步/审定)", "口径", "来源",
]  # fmt: skip
SOURCE = "平湖市2023年表 a.cn/1.html"
GOAL = f"平湖市,county,target,地区生产总值增长率,growth,6,=,%,2023,2023-01-01,2023-12-31,final,,{SOURCE}"
FIGURE = f"平湖市,county,actual,地区生产总值增长率,growth,6,~,%,2023,2023-01-01,2023-06-30,estimate,,{SOURCE}"


@pytest.fixture(scope="module")
def tables():
    return checked_tables(FIGURES)


def printed_rows():
    with FIGURES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(folder, *rows, header=HEADER, name="figures.csv"):
    path = folder / name
    path.write_text("\n".join([",".join(header), *rows]) + "\n", encoding="utf-8")
    return path


def changed(row, **cells):
    values = dict(zip(HEADER, row.split(","), strict=True)) | cells
    return ",".join(values[name] for name in HEADER)


def refused(path):
    with pytest.raises(PipelineError) as error:
        checked_tables(path)
    return str(error.value)


def test_every_place_and_source_is_a_document(tables):
    rows = printed_rows()
    plans = tables["plan"]
    assert len(plans) == len({(row["place"], row["source"]) for row in rows}) == 12
    assert set(plans["city"]) == {"平湖市", "广德市", "宜兴市", "泰州市", "无锡市"}
    assert set(plans["kind"]) == {"report"}
    assert not plans["title"].str.contains("gov.cn").any()
    assert "平湖市2024年前三季度政府工作报告主要任务完成情况表" in set(plans["title"])
    assert set(plans["file_name"]) == {FIGURES.name}
    addresses = {
        re.findall(r"\S+\.gov\.cn\S+|gov\.cn\S+", row["source"])[0] for row in rows if "gov.cn" in row["source"]
    }
    assert [address for address in addresses if not tables["passage"]["raw_text"].str.contains(address).any()] == []


def test_every_row_is_a_target_or_a_figure(tables):
    rows = printed_rows()
    assert len(tables["target"]) == sum(row["kind"] == "target" for row in rows) == 12
    assert len(tables["observation"]) == sum(row["kind"] == "actual" for row in rows) == 25
    assert tables["target"]["annual"].all()
    assert set(tables["target"]["year_source"]) == {"clause"}
    kept = pd.concat([tables["target"].rename(columns={"due_year": "year"}), tables["observation"]])
    by_place = {f"第{number}行": row for number, row in enumerate(rows, start=2)}
    assert len(kept) == len(by_place)
    for fact in kept.to_dict("records"):
        row = by_place[fact["place"]]
        assert (fact["city"], fact["indicator"], fact["unit"], fact["op"], fact["measure"]) == tuple(
            row[name] for name in ("place", "indicator", "unit", "op", "measure")
        )
        assert (fact["value"], fact["year"]) == (float(row["value"]), int(row["year"]))


def test_the_number_and_the_row_stand_where_they_are_said_to(tables):
    lines = FIGURES.read_text(encoding="utf-8").splitlines()
    texts = tables["passage"].groupby("plan_id")["raw_text"].agg("".join)
    for name in ("target", "observation"):
        for fact in tables[name].to_dict("records"):
            raw = texts[fact["plan_id"]]
            assert float(raw[fact["start"] : fact["end"]]) == fact["value"]
            assert fact["quote"] == raw[fact["quote_start"] : fact["quote_end"]]
            assert fact["quote"] == lines[int(fact["place"][1:-1]) - 1]


def test_periods_finality_and_scope_are_those_of_the_file(tables):
    rows = {f"第{number}行": row for number, row in enumerate(printed_rows(), start=2)}
    for figure in tables["observation"].to_dict("records"):
        row = rows[figure["place"]]
        assert (str(figure["period_start"].date()), str(figure["period_end"].date())) == (
            row["period_start"],
            row["period_end"],
        )
        assert figure["finality"] == row["certainty"]
        assert figure["scope"] == ("" if row["op"] == "range" else row["scope"])
    (spread,) = tables["observation"].query("op == 'range'").to_dict("records")
    assert (spread["value"], spread["value_max"]) == (4.5, 5.0)


# DOMAIN 6.2: city of seed 004, targets beside what was reported, by data period and scope.
SERIES = [
    ("地区生产总值增长率", 2023, 6, "2023-06-30", 6, "estimate", ""),
    ("一般公共预算收入增长率", 2023, 5, "2023-05-31", 4.2, "final", ""),
    ("地区生产总值增长率", 2024, 6, "2024-09-30", 5, "estimate", ""),
    ("一般公共预算收入增长率", 2024, 6, "2024-09-30", 3.3, "final", "全市"),
    ("一般公共预算收入增长率", 2024, 6, "2024-09-30", 2.3, "final", "不含嘉兴港区"),
    ("固定资产投资增长率", 2024, 6, "2024-08-31", 8.6, "final", ""),
    ("规上工业增加值增长率", 2024, 7, "2024-08-31", 7.9, "final", ""),
    ("服务业增加值增长率", 2024, 5.5, "2024-09-30", 4.5, "estimate", ""),
    ("社会消费品零售总额增长率", 2024, 6, "2024-09-30", 9.5, "estimate", ""),
    ("一般公共预算收入增长率", 2025, 2.5, "2025-03-31", 1.9, "final", "全市"),
    ("一般公共预算收入增长率", 2025, 2.5, "2025-03-31", 2.2, "final", "不含嘉兴港区"),
]


@pytest.mark.parametrize(("indicator", "year", "goal", "until", "value", "finality", "scope"), SERIES)
def test_targets_and_figures_that_answer_each_other_are_there(
    tables, indicator, year, goal, until, value, finality, scope
):
    (target,) = (
        tables["target"].query("city == '平湖市' and indicator == @indicator and due_year == @year").to_dict("records")
    )
    assert (target["value"], target["measure"], target["unit"]) == (goal, "growth", "%")
    at = tables["observation"].query("city == '平湖市' and indicator == @indicator and scope == @scope")
    (figure,) = at[at["period_end"] == pd.Timestamp(until)].to_dict("records")
    assert (figure["value"], figure["finality"], figure["measure"], figure["unit"]) == (value, finality, "growth", "%")


def test_the_same_table_as_a_workbook_or_with_a_chinese_header(tables, tmp_path):
    chinese = {"target": "目标", "actual": "实际", "growth": "增长", "level": "水平", "increment": "新增"}
    chinese |= {">=": "≥", "~": "约", "range": "区间", "final": "审定", "estimate": "预计"}
    rows = [[chinese.get(cell, cell) for cell in row.values()] for row in printed_rows()]
    file = io.StringIO()
    csv.writer(file).writerows([["主要目标完成情况"], CHINESE, *rows])
    (tmp_path / "数据.csv").write_bytes(file.getvalue().encode("gb18030"))
    in_chinese = checked_tables(tmp_path / "数据.csv")

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADER)
    for row in printed_rows():
        days = {name: datetime.fromisoformat(row[name]) for name in ("period_start", "period_end")}
        sheet.append(list((row | days | {"value": float(row["value"]), "year": int(row["year"])}).values()))
    book.save(tmp_path / "台账.xlsx")
    in_sheets = checked_tables(tmp_path / "台账.xlsx")

    for other, place in ((in_chinese, "第3行"), (in_sheets, "工作表“Sheet”第2行")):
        assert sorted(other["plan"]["plan_id"]) == sorted(tables["plan"]["plan_id"])
        for name in ("target", "observation"):
            said = ["city", "indicator", "value", "value_max", "unit", "op", "measure", "domain", "number_words"]
            said += ["annual"] if name == "target" else ["period_start", "period_end", "finality", "scope"]
            pd.testing.assert_frame_equal(other[name][said], tables[name][said])
        assert place in set(other["target"]["place"])


def test_ids_stay_when_rows_and_sources_are_added(tables, tmp_path):
    header, *rows = FIGURES.read_text(encoding="utf-8").splitlines()
    new = changed(rows[0], year="2022", period_start="2022-01-01", period_end="2022-12-31", value="6.2")
    other = changed(rows[0], place="丁河市", source="丁河市2023年统计公报")
    more = checked_tables(written(tmp_path, other, new, *rows, header=[header]))
    for name, key in (("target", "target_id"), ("observation", "observation_id"), ("plan", "plan_id")):
        assert set(tables[name][key]) <= set(more[name][key])
    assert len(more["target"]) == len(tables["target"]) + 2


def test_a_goal_that_two_sources_print_is_one_goal(tmp_path):
    later = GOAL.replace(SOURCE, "平湖市2023年一季度表")
    lower = changed(GOAL, value="5.5", source="平湖市2023年调整表")
    parts = checked_tables(written(tmp_path, GOAL, later, lower))
    assert len(parts["target"]) == 3
    board = board_of([parts])
    assert sorted(board["target"]["value"]) == [5.5, 6]
    (goal,) = board["target"].query("value == 6").to_dict("records")
    said = board["statement"].query(f"target_id == '{goal['target_id']}'")
    assert goal["statement_count"] == 2
    assert list(said["position"]) == [0, 1]
    assert said["plan_id"].nunique() == 2
    assert board["statement"]["statement_id"].is_unique
    for table in ("target", "statement"):
        assert list(board[table].dtypes) == list(parts[table].dtypes)


def test_money_is_kept_in_one_unit(tmp_path):
    row = changed(FIGURE, indicator="一般公共预算收入", measure="level", value='"1,079.73"', unit="亿元")
    (figure,) = checked_tables(written(tmp_path, row))["observation"].to_dict("records")
    assert (figure["value"], figure["unit"], figure["number_words"]) == (10797300, "万元", "1,079.73")


def test_a_row_need_not_say_a_period_or_how_final_it_is(tmp_path):
    row = changed(FIGURE, period_start="", period_end="", certainty="")
    goal = changed(GOAL, period_start="", period_end="")
    tables = checked_tables(written(tmp_path, row, goal))
    (figure,) = tables["observation"].to_dict("records")
    assert pd.isna(figure["period_start"])
    assert pd.isna(figure["period_end"])
    assert figure["finality"] == ""
    assert not tables["target"]["annual"].any()


BAD = [
    ({"kind": "goal"}, "“kind”：“goal”不认识，可填 target、目标"),
    ({"measure": "sum"}, "“measure”：“sum”不认识"),
    ({"op": "=="}, "“op”：“==”不认识"),
    ({"value": "六"}, "“value”：“六”不是数"),
    ({"value": ""}, "“value”：空格不是数"),
    ({"unit": "光年"}, "“unit”：“光年”不是认识的计量单位"),
    ({"year": "去年"}, "“year”：“去年”不是年份"),
    ({"year": "2022"}, "“year”：2022 与数据期止 2023-06-30 不是同一年"),
    ({"period_end": "2022-12-31"}, "“period_end”：2022-12-31 早于数据期起 2023-01-01"),
    ({"period_end": "2023-02-30"}, "“period_end”：“2023-02-30”不是日期"),
    ({"period_start": ""}, "数据期起止要么都写"),
    ({"place": ""}, "“place”：没有填写"),
    ({"source": ""}, "“source”：没有填写"),
    ({"certainty": "大概"}, "“certainty”：“大概”不认识"),
    ({"op": "range"}, "“op”：区间没有上限"),
    ({"op": "range", "scope": "区间 4.5 至 5.0"}, "“value”：区间上限 5 不大于下限 6"),
]


@pytest.mark.parametrize(("cells", "message"), BAD, ids=[message for _, message in BAD])
def test_a_bad_cell_is_named_by_row_and_column(tmp_path, cells, message):
    said = refused(written(tmp_path, GOAL, changed(FIGURE, **cells)))
    assert said.startswith("figures.csv 有 1 处问题，整份没有读入：第3行")
    assert message in said
    assert said.endswith("请改正后重试。")
    assert "\n" not in said


def test_a_row_that_says_the_same_again_is_refused(tmp_path):
    assert "第4行：与第3行重复" in refused(written(tmp_path, GOAL, FIGURE, changed(FIGURE, value="7")))


def test_a_missing_column_and_an_empty_table_are_named(tmp_path):
    assert "缺少“来源”一列" in refused(written(tmp_path, GOAL, header=[*HEADER[:-1], "出处"]))
    assert "表里没有数据行" in refused(written(tmp_path))


def test_rows_below_an_empty_row_of_a_sheet_are_not_lost_in_silence(tmp_path):
    book = openpyxl.Workbook()
    for row in (HEADER, GOAL.split(","), [], FIGURE.split(",")):
        book.active.append(row)
    book.save(tmp_path / "表.xlsx")
    assert "工作表“Sheet”第4行：表头与第一张表不同" in refused(tmp_path / "表.xlsx")


def test_at_most_twenty_problems_are_listed_and_nothing_is_published(tmp_path):
    rows = [changed(GOAL, value="x", indicator=f"指标{number}") for number in range(23)]
    path = written(tmp_path, *rows)
    said = refused(path)
    assert said.startswith("figures.csv 有 23 处问题")
    assert said.count("不是数") == 20
    assert "另有 3 处" in said
    with pytest.raises(PipelineError):
        build([path], tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_another_table_is_read_as_any_document(tmp_path):
    path = written(tmp_path, "5G基站,个,100", header=["指标", "单位", "2025年目标"])
    assert len(read_plans(path)) == 1
    assert read_plans(path)[0].document.plan_id == "figures"


def test_a_source_in_two_files_is_refused_by_name(tmp_path):
    paths = [shutil.copy(FIGURES, tmp_path / name) for name in ("甲.csv", "乙.csv")]
    with pytest.raises(PipelineError, match=r"甲.csv、乙.csv 里都有。请只保留一份") as error:
        build([Path(path) for path in paths], tmp_path / "data")
    assert "检查未通过" not in str(error.value)


def test_a_rebuild_gives_the_same_board(tmp_path):
    first, second = (read_board(build([FIGURES], tmp_path / name).path.parent) for name in "ab")
    for name, frame in first.items():
        pd.testing.assert_frame_equal(frame, second[name])


def test_an_office_may_replace_the_file_and_leave_a_source_out(tmp_path):
    build([FIGURES], tmp_path / "data")
    header, *rows = FIGURES.read_text(encoding="utf-8").splitlines()
    fewer = written(tmp_path, *rows[:3], header=[header], name=FIGURES.name)
    report = build([fewer], tmp_path / "data")
    assert report.withdrawn == ()
    assert set(report.changes["change"]) == {"撤下"}


def test_periods_are_days(tables):
    assert tables["observation"]["period_end"].dt.date.max() == date(2025, 3, 31)


@given(
    st.sampled_from(HEADER),
    st.text(
        st.characters(codec="utf-8", exclude_categories=["C"]) | st.sampled_from('１２３九%?？,"\n\r\t<!-->（）“”—*|'),
        max_size=12,
    ),
)
@settings(max_examples=80, deadline=None)
def test_whatever_a_cell_holds_it_is_read_or_refused(tmp_path_factory, column, words):
    file = io.StringIO()
    cells = dict(zip(HEADER, FIGURE.split(","), strict=True))
    csv.writer(file).writerows([HEADER, GOAL.split(","), list((cells | {column: words}).values())])
    path = tmp_path_factory.mktemp("any") / "figures.csv"
    path.write_bytes(file.getvalue().encode())
    message, facts = "", 2
    try:
        tables = checked_tables(path)
        facts = len(tables["target"]) + len(tables["observation"])
    except PipelineError as error:
        message = str(error)
    assert facts == 2
    assert "检查未通过" not in message
    assert message == "" or "figures.csv" in message
