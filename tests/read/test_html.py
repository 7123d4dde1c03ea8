"""A page as a government site saves it: head links, a box of metadata, fonts inside words, related reading, a foot."""

import pytest

from pipeline.read import read_document
from pipeline.reading import read_plan

PAGE = """<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>云溪市人民政府 政策文件</title>
<meta name="ArticleTitle" content="云溪市推进智慧城市建设三年行动计划（2021-2023年）"></head><body>
<div class="top"><a href="#">首页</a>|<a href="#">繁体</a></div><div>当前位置：<a>首页</a> &gt; 正文</div>
<table><tr><td>索引号</td><td>001</td><td>发文机关</td><td>云溪市人民政府办公室</td></tr>
<tr><td>文号</td><td>云政办发〔2021〕22号</td><td>成文日期</td><td>2021年3月5日</td></tr></table>
<div>字体大小：[大 中 小] <a>打印</a></div><div style="display: none">建成基站999座。</div>
<div id="zoom"><p>　　一、主要目标</p>
<p>　　到2023年，<span>政务服务</span>网上可办率达到<b>95%</b>以上；接入视频3<span>万</span>路以上。<br>
　　新增省级智能车间<font>30</font>家。</p>
<table border=1><tbody><tr><td colspan="2">指标</td><td>单位</td><td>2020年<br>现状</td><td>2023年<br>目标</td></tr>
<tr><td rowspan=2>数字经济</td><td>上云企业</td><td>家</td><td>800</td><td>1500</td></tr>
<tr><td>物联网产值</td><td>亿元</td><td>12</td><td>30</td></tr></tbody></table>
<p><a href="x.docx">附件：云溪市智慧城市任务分解表.docx</a></p></div>
<div><h3>相关阅读</h3><ul><li><a href="#">云溪市召开300人大会</a></li></ul></div>
<div><p>主办：云溪市人民政府办公室</p></div></body></html>"""


@pytest.mark.parametrize(("charset", "written"), [
    ("utf-8", "utf-8"), ("gb2312", "gb18030"), ("gbk", "gb18030"), ("utf-8", "utf-8-sig"), ("gb2312", "utf-8-sig"),
])  # fmt: skip
def test_a_saved_page(charset, written, tmp_path):
    path = tmp_path / "页面.html"
    path.write_bytes(PAGE.format(charset=charset).encode(written))
    reading = read_plan(path)
    header = reading.structure.header
    assert (header.title, header.issuer) == (
        "云溪市推进智慧城市建设三年行动计划（2021-2023年）",
        "云溪市人民政府办公室",
    )
    assert (header.document_number, header.issued_on) == ("云政办发〔2021〕22号", "2021-03-05")
    assert [(fact.kind, fact.indicator, fact.value, fact.year) for fact in reading.facts] == [
        ("target", "政务服务网上可办率", 95, 2023), ("target", "接入视频", 30000, 2023),
        ("target", "新增省级智能车间", 30, 2023), ("actual", "上云企业", 800, 2020), ("target", "上云企业", 1500, 2023),
        ("actual", "物联网产值", 120000, 2020), ("target", "物联网产值", 300000, 2023),
    ]  # fmt: skip
    assert [finding.code for finding in reading.structure.findings] == ["missing_attachment"]
    assert not reading.clean.text.startswith("\n")


@pytest.mark.parametrize(("body", "raw"), [
    ("<p>一<br>二</p>三", "一\n二\n三\n"), ("甲<b>乙</b> 丙<!-- 丁 -->戊", "甲乙 丙戊\n"), ("<p>a\n b</p>", "a b\n"),
    ("<p>&lt;5%&nbsp;&#20013;</p>", "<5%\xa0中\n"), ("<table><tr><td><p>一</p><p>二</p></table>", "一\n二\n"),
    ("<table><tr><td>a<td>b<tr><td>c</table>", "a\tb\nc\n"),
    ("<table><tr><td rowspan=2>a<td>b<tr><td>c<td>d</table>", "a\tb\nc\td\n"),
])  # fmt: skip
def test_how_a_page_is_printed(body, raw, tmp_path):
    (tmp_path / "a.html").write_text(f"<meta charset=utf-8><body>{body}", encoding="utf-8")
    assert read_document(tmp_path / "a.html").raw == raw


def test_cells_that_reach_over_others(tmp_path):
    table = "<table><tr><td rowspan=0>a<td colspan=2>b<tr><td>c<td rowspan=9>d<tr><td>e</table>"
    (tmp_path / "a.html").write_text(table, encoding="utf-8")
    document = read_document(tmp_path / "a.html")
    places = {
        b.span.of(document.raw): (b.cell.row, b.cell.column, b.cell.rows, b.cell.columns) for b in document.blocks
    }
    assert places == {"a": (1, 1, 3, 1), "b": (1, 2, 1, 2), "c": (2, 2, 1, 1), "d": (2, 3, 2, 1), "e": (3, 2, 1, 1)}
