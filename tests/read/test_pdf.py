"""PDFs as ministries publish them, and what only a PDF has: pages, running heads, broken lines, scans."""

import io

import pypdfium2
import pytest

from pipeline.errors import PipelineError
from pipeline.read import read_document
from pipeline.reading import read_plan
from tests.read import documents

LONG = (
    "到2025年，全市建成5G基站6000座以上，公共数据共享率达到95%以上，一体化政务服务能力明显提升，城市运行更加安全高效。"
)
PUBLISHED = {
    "十四五软件和信息技术服务业发展规划": [
        ("规模以上企业软件业务收入", 1400000000, "万元", 2025), ("工业APP", 1000000, "个", 2025),
    ],
    "可信数据空间发展行动计划2024-2028": [("建成可信数据空间数", 100, "个", 2028)],
    "新一代人工智能发展规划": [
        ("人工智能核心产业规模", 15000000, "万元", 2020), ("带动相关产业规模", 100000000, "万元", 2020),
        ("人工智能核心产业规模", 40000000, "万元", 2025), ("带动相关产业规模", 500000000, "万元", 2025),
        ("人工智能核心产业规模", 100000000, "万元", 2030), ("带动相关产业规模", 1000000000, "万元", 2030),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def long_pdf(tmp_path_factory):
    """Forty paragraphs and a table of sixty rows over several pages, under a running head."""
    rows = [["指标", "单位", "2025年"], *([f"第{number}项指标", "个", str(1000 + number)] for number in range(60))]
    paragraphs = "".join(f"<p>第{number}段。{LONG * 3}</p>" for number in range(40))
    path = tmp_path_factory.mktemp("pdf") / "长.pdf"
    path.write_bytes(documents.pdf_of(paragraphs + documents.html_table(rows), "云溪市规划汇编"))
    return read_plan(path)


def test_heads_and_numbers_are_furniture(long_pdf):
    reasons = [mark.reason for mark in long_pdf.document.furniture]
    assert reasons.count("页码") == reasons.count("页眉页脚") > 3
    assert "规划汇编" not in long_pdf.clean.text


def test_paragraphs_go_on_over_lines_and_pages(long_pdf):
    prose = [paragraph.span.of(long_pdf.clean.text) for paragraph in long_pdf.structure.paragraphs][:40]
    assert prose == [f"第{number}段。{LONG * 3}" for number in range(40)]
    assert {block.place for block in long_pdf.document.blocks if not block.cell} >= {"第1页", "第2页"}


def test_a_table_goes_on_over_pages(long_pdf):
    (table,) = long_pdf.structure.tables
    assert [row[2].of(long_pdf.clean.text) for row in table.rows] == [str(1000 + number) for number in range(60)]


def test_a_frame_around_prose_is_no_table(tmp_path):
    path = tmp_path / "框.pdf"
    path.write_bytes(documents.pdf_of(f"<div style='border:1px solid'><p>{LONG}</p></div>"))
    reading = read_plan(path)
    assert reading.structure.tables == ()
    assert len(reading.facts) == 2


def scanned(pages: list[bytes]) -> bytes:
    """The pages of PDFs as images."""
    images = [pypdfium2.PdfDocument(data)[0].render(scale=2).to_pil().convert("RGB") for data in pages]
    buffer = io.BytesIO()
    images[0].save(buffer, "PDF", save_all=True, append_images=images[1:], resolution=144)
    return buffer.getvalue()


def test_a_scan_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.read.ocr.find_spec", lambda name: None)
    path = tmp_path / "扫描.pdf"
    path.write_bytes(scanned([documents.pdf_document()]))
    with pytest.raises(PipelineError, match=r"requirements-ocr\.txt"):
        read_document(path)


def test_a_scanned_page_among_others_is_reported(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.read.ocr.find_spec", lambda name: None)
    whole = pypdfium2.PdfDocument(documents.pdf_document())
    whole.import_pages(pypdfium2.PdfDocument(scanned([documents.pdf_document()])))
    path = tmp_path / "混合.pdf"
    whole.save(str(path))
    reading = read_plan(path)
    assert len(reading.facts) == 16
    assert [finding.code for finding in reading.structure.findings] == ["unread_page"]
    assert "第2页" in reading.structure.findings[0].message


class Engine:
    """What the optional engine gives back: boxes in pixels, texts and scores, in no order."""

    def __call__(self, image):
        height, width = image.shape[:2]
        rows = [(0.4, LONG[:24], 0.99), (0.1, documents.TITLE, 0.99), (0.3, "二、主要目标", 0.9), (0.8, "墨迹", 0.2)]
        box = [(0.1, 0.0), (0.9, 0.0), (0.9, 0.02), (0.1, 0.02)]
        self.boxes = [[(x * width, (y + top) * height) for x, y in box] for top, _, _ in rows]
        self.txts, self.scores = [text for _, text, _ in rows], [score for _, _, score in rows]
        return self


def test_what_is_read_off_an_image_is_held_less_surely(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.read.ocr.find_spec", lambda name: object())
    monkeypatch.setattr("pipeline.read.ocr._engine", Engine)
    path = tmp_path / "扫描.pdf"
    path.write_bytes(scanned([documents.pdf_document()]))
    reading = read_plan(path)
    assert reading.document.recognised
    assert reading.document.raw.split() == [documents.TITLE, "二、主要目标", LONG[:24]]
    assert [(fact.value, fact.year, fact.confidence < 0.8) for fact in reading.facts] == [(6000, 2025, True)]


@pytest.mark.shared
@pytest.mark.parametrize("name", PUBLISHED)
def test_published_plans(name, shared_dir):
    reading = read_plan(shared_dir / "corpus" / "pdf" / f"{name}.pdf")
    found = [(fact.indicator, fact.value, fact.unit, fact.year) for fact in reading.facts if fact.kind == "target"]
    assert [goal for goal in PUBLISHED[name] if goal not in found] == []
    assert reading.structure.header.title.startswith(name[:6])
