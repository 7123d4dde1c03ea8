"""One plan written in every format, so that what is read from each can be compared."""

import base64
import csv
import io
import os
import shutil
from collections.abc import Iterable
from html import escape
from pathlib import Path

import docx
import openpyxl
from openpyxl.styles import Alignment

ROOT = Path(__file__).parents[2]
FONT = ROOT / "dashboard" / "static" / "fonts" / "NotoSansSC-400.woff2"
TITLE = "云溪市数字政府建设三年行动计划（2023—2025年）"
LINES = [
    (0, TITLE),
    (0, "云政办发〔2023〕18号"),
    (1, "一、发展现状"),
    (0, "截至2022年底，全市建成5G基站3200座，政务服务事项网上可办率达到92%，归集数据1.7亿条，"
        "为数字政府建设打下了坚实基础。"),
    (1, "二、主要目标"),
    (0, "到2025年，全市一体化政务服务能力明显提升，建成5G基站6000座以上，公共数据共享率达到95%以上，"
        "培育数字经济企业120家，城市运行“一网统管”覆盖所有镇街，新增省级智能车间30家。"),
]  # fmt: skip
TABLE_TITLE = "表1 主要指标表"
TABLE = [
    ["序号", "指标名称", "单位", "2022年", "2025年", "年均增长", "属性"],
    ["1", "数字经济核心产业增加值", "亿元", "310", "520", "18左右", "预期性"],
    ["2", "千兆光网用户", "万户", "12.5", "≥40", "-", "预期性"],
    ["3", "全程网办率", "%", "81", "95以上", "", "约束性"],
    ["4", "高频事项“跨省通办”数量（项）", "", "64", "150", "", "约束性"],
]
AFTER = [(1, "三、保障措施"), (0, "加强组织领导，健全工作机制。"), (0, "云溪市人民政府办公室"), (0, "2023年3月6日")]


def text_document() -> str:
    """The plan as text; the table with pipes."""
    rows = ["| " + " | ".join(row) + " |" for row in TABLE]
    lines = [text for _, text in LINES] + [TABLE_TITLE] + rows + [text for _, text in AFTER]
    return "\n".join(lines) + "\n"


def docx_document() -> bytes:
    document = docx.Document()
    for level, text in LINES:
        document.add_heading(text, level) if level else document.add_paragraph(text)
    document.add_paragraph(TABLE_TITLE)
    table = document.add_table(rows=len(TABLE), cols=len(TABLE[0]))
    for row, cells in zip(table.rows, TABLE, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for level, text in AFTER:
        document.add_heading(text, level) if level else document.add_paragraph(text)
    return saved(document)


def saved(document) -> bytes:
    """The bytes of a python-docx document or an openpyxl workbook."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def html_table(rows: Iterable[Iterable[str]]) -> str:
    return "<table border=1>" + "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    ) + "</table>"  # fmt: skip


def html_document(encoding: str = "utf-8", *, furniture: bool = True) -> bytes:
    def lines(of):
        return "".join(f"<h{1 + level}>{text}</h{1 + level}>" if level else f"<p>{text}</p>" for level, text in of)

    navigation = (
        '<nav><a href="/">首页</a> &gt; <a href="/zw">政务公开</a></nav><ul><li><a href="#">市政府领导</a></li></ul>'
    )
    footer = "<footer>版权所有：云溪市人民政府　备案号 苏ICP备00000000号</footer><script>var pages = 300;</script>"
    body = lines(LINES) + f"<p>{TABLE_TITLE}</p>" + html_table(TABLE) + lines(AFTER)
    around = (navigation, footer) if furniture else ("", "")
    page = f'<html><head><meta charset="{encoding}"><title>{TITLE}_云溪市人民政府</title>'
    page += "<style>p{margin:0}</style></head>"
    return f"{page}<body>{around[0]}<div id=zoom>{body}</div>{around[1]}</body></html>".encode(
        "gb18030" if encoding == "gb2312" else encoding
    )


def xlsx_document() -> bytes:
    """The table with its title in a merged row above it, as offices keep it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "主要指标"
    sheet.append([TITLE + "主要指标表"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(TABLE[0]))
    sheet["A1"].alignment = Alignment(horizontal="center")
    for row in TABLE:
        sheet.append([number(cell) for cell in row])
    return saved(book)


def number(cell: str) -> object:
    """Numbers stand in a sheet as numbers."""
    try:
        return float(cell) if "." in cell else int(cell)
    except ValueError:
        return cell or None


def csv_document(encoding: str = "gb18030", mark: str = ",") -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=mark).writerows([[TITLE + "主要指标表"], *TABLE])
    return buffer.getvalue().encode(encoding)


def chromium() -> str:
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next(found for name in names if name and (found := shutil.which(name)))


def pdf_of(page: str, header: str = "") -> bytes:
    """A page printed to PDF by Chromium, in the project's own font, with a running head and page numbers."""
    from playwright.sync_api import sync_playwright

    font = base64.b64encode(FONT.read_bytes()).decode()
    style = f"@font-face{{font-family:F;src:url(data:font/woff2;base64,{font})}}"
    style += "body{font:16px F;line-height:1.8;margin:0}"
    style += (
        "p{text-indent:2em;margin:0}table{border-collapse:collapse;width:100%}td,th{border:1px solid;text-indent:0}"
    )
    bands = '<div style="font-size:9px;width:100%;text-align:center">{}</div>'
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu", "--no-first-run"]
        )
        sheet = browser.new_page()
        sheet.set_content(f"<meta charset=utf-8><style>{style}</style>{page}")
        data = sheet.pdf(
            format="A4", margin={"top": "30mm", "bottom": "30mm", "left": "25mm", "right": "25mm"},
            display_header_footer=True, header_template=bands.format(header or "&nbsp;"),
            footer_template=bands.format('- <span class="pageNumber"></span> -'),
        )  # fmt: skip
        browser.close()
    return data


def pdf_document() -> bytes:
    return pdf_of(html_document(furniture=False).decode(), "云溪市人民政府文件")
