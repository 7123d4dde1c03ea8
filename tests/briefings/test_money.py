"""Money of projects: sums as printed, nothing guessed where a part is missing, no agency in public."""

from dashboard.briefings.money import HEAD, rows_of, told
from dashboard.briefings.notice import notice
from dashboard.briefings.report import report
from tests.briefings.reading import pages_of, plain, words_of

SAID = "平湖市16个单位41个项目共申请4484.55万元，批复3753.28万元，核减731.27万元，核减率16.3%。"


def test_the_sums_of_the_report(whole):
    (sentence,) = told(whole.projects, public=False)
    assert sentence == f"{SAID}财政局批复267万元大于申请200万元，需核对。"
    assert SAID in words_of(notice(whole))
    assert SAID in plain("".join(pages_of(report(whole))))


def test_a_sum_with_a_part_missing_is_not_printed(whole):
    projects = [{**row, "approved": None} if place == 3 else row for place, row in enumerate(whole.projects)]
    assert told(projects, public=False) == ["平湖市16个单位41个项目，申请或批复金额不全，不计合计。"]


def test_rows_are_those_of_the_page(whole):
    row = next(row for row in rows_of(whole.projects) if row[0] == "教育局")
    assert dict(zip(HEAD, row, strict=True)) == {
        "单位": "教育局", "项目数": "8", "申请": "981.12", "批复": "830.20", "支付": "–", "支付率": "–",
        "核减率": "15.4%",
    }  # fmt: skip


def test_public_names_no_department(whole):
    assert told(whole.projects, public=True) == [f"{SAID}其中1个单位的数字前后不符，需核对。"]
    text = plain("".join(pages_of(report(whole, public=True))))
    assert "教育局" not in text
    assert SAID in text
