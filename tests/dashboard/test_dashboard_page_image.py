"""原页图像: the page a fact was read from, from the file that was read and no other, beside the text of a scan."""

import base64
import hashlib
import io
import re

import pytest
from PIL import Image

from dashboard.page_image import GONE, WIDTH, page_image, page_png
from pipeline.board import publish
from pipeline.errors import PipelineError
from pipeline.settings import uploads_dir
from tests.dashboard.reading import html_of, words_of
from tests.dashboard.small_board import frames

SHEETS = ["red", "blue"]  # pages that cannot be taken for each other
INK = {"red": (255, 0, 0), "blue": (0, 0, 255)}
IMAGE = re.compile(r'<img class="kb-page" src="data:image/png;base64,([^"]+)" alt="([^"]+)"')


def scan() -> bytes:
    """A PDF of two A4 pages that are nothing but images."""
    pages = [Image.new("RGB", (595, 842), colour) for colour in SHEETS]
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", save_all=True, append_images=pages[1:], resolution=72)
    return buffer.getvalue()


def colour(png: bytes) -> tuple[int, ...]:
    """The colour in the middle of a page, without what the compression of the scan did to it."""
    page = Image.open(io.BytesIO(png)).convert("RGB")
    return tuple(round(part / 255) * 255 for part in page.getpixel((page.width // 2, page.height // 2)))


@pytest.fixture
def pdf(data_folder):
    uploads_dir().mkdir()
    path = uploads_dir() / "a.pdf"
    path.write_bytes(scan())
    return path


@pytest.fixture
def plan(pdf):
    sha256 = hashlib.sha256(pdf.read_bytes()).hexdigest()
    return {"file_name": pdf.name, "sha256": sha256, "encoding": "pdf", "recognised": True}


@pytest.fixture
def scanned(plan, data_folder):
    """``scanned(recognised=True)``: the small board, whose first plan was read from the PDF, its facts on page 2."""

    def publish_it(*, recognised: bool) -> None:
        made = frames()
        made["plan"] = made["plan"].astype({"recognised": bool})
        for name, value in (plan | {"recognised": recognised}).items():
            made["plan"].loc[made["plan"]["plan_id"] == "a", name] = value
        made["target"].loc[made["target"]["plan_id"] == "a", "place"] = "第2页"
        publish(made, data_folder)

    return publish_it


@pytest.mark.parametrize("number", [1, 2])
def test_a_page_is_drawn_by_its_number(pdf, number):
    png = page_png(pdf, number)
    assert Image.open(io.BytesIO(png)).size == (WIDTH, pytest.approx(WIDTH * 842 / 595, abs=1))
    assert colour(png) == INK[SHEETS[number - 1]]


def test_a_page_that_is_a_long_strip_stays_small(tmp_path):
    path = tmp_path / "strip.pdf"
    Image.new("RGB", (100, 9000), "red").save(path, "PDF", resolution=72)
    assert Image.open(io.BytesIO(page_png(path, 1))).height == 3 * WIDTH


@pytest.mark.parametrize("number", [0, 3])
def test_a_page_that_is_not_there_says_so(pdf, number):
    with pytest.raises(PipelineError, match=f"第{number}页无法显示"):
        page_png(pdf, number)


def test_what_is_no_pdf_says_so(tmp_path):
    path = tmp_path / "x.pdf"
    path.write_bytes(b"%PDF-1.7 and nothing more")
    with pytest.raises(PipelineError, match="第1页无法显示"):
        page_png(path, 1)


def test_the_file_may_stand_among_the_seeds(pdf, plan, tmp_path, monkeypatch):
    folder = tmp_path / "seeds"
    folder.mkdir()
    pdf.rename(folder / pdf.name)
    monkeypatch.setenv("SEEDS_DIR", str(folder))
    assert page_image(plan, "第1页").source


def test_only_the_file_that_was_read_is_shown(pdf, plan):
    assert page_image(plan, "第1页").source
    pdf.write_bytes(scan() + b"\n")
    assert page_image(plan, "第1页").problem == GONE
    pdf.unlink()
    assert page_image(plan, "第1页").problem == GONE


@pytest.mark.parametrize(("encoding", "place"), [("utf-8", "第1页"), ("docx", "表2 第4行第3列"), ("pdf", "")])
def test_without_a_page_there_is_no_image(plan, encoding, place):
    assert page_image(plan | {"encoding": encoding}, place) is None


def test_review_shows_the_page_of_a_scan_open(scanned, open_page):
    scanned(recognised=True)
    app = open_page("review", fact=["t-done"], state=["全部"], doubt=["全部"])
    assert not app.exception
    ((png, words),) = IMAGE.findall(html_of(app))
    assert colour(base64.b64decode(png)) == INK["blue"]
    assert words == "原文件第2页的图像"
    assert "看原页图像" not in words_of(app)
    assert "文字由图像识别，请与原页核对" in words_of(app)
    left, right = _halves(app)
    assert "kb-source" in left
    assert "kb-page" in right


def _halves(app):
    """The HTML of the two columns of an item."""
    bodies = ["".join(element.proto.body for element in column.get("html")) for column in app.main.columns]
    return [body for body in bodies if "kb-" in body][-2:]


def test_review_folds_the_page_of_a_pdf_with_text(scanned, open_page):
    scanned(recognised=False)
    app = open_page("review", fact=["t-done"], state=["全部"], doubt=["全部"])
    assert len(IMAGE.findall(html_of(app))) == 1
    assert "看原页图像（第2页）" in words_of(app)
    assert "图像识别" not in words_of(app)


@pytest.mark.parametrize("recognised", [True, False])
def test_the_page_is_folded_away_on_a_goal(scanned, open_page, recognised):
    scanned(recognised=recognised)
    app = open_page("goals", target=["t-done"])
    assert len(IMAGE.findall(html_of(app))) == 1
    assert "看原页图像（第2页）" in words_of(app)
    assert ("文字由图像识别，请与原页核对" in words_of(app)) is recognised


def test_a_file_that_is_gone_is_said_on_the_page(scanned, open_page, pdf):
    scanned(recognised=True)
    pdf.unlink()
    app = open_page("review", fact=["t-done"], state=["全部"], doubt=["全部"])
    assert GONE in words_of(app)
    assert not IMAGE.findall(html_of(app))


def test_other_documents_have_no_page(published, open_page):
    assert "原页" not in words_of(open_page("review")) + words_of(open_page("goals", target=["t-done"]))
