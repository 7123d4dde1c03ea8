"""导入: hand in, look at what would change, publish, take out again."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import importing
from pipeline.board import current_path, read_board
from pipeline.build import build
from pipeline.errors import PipelineError
from pipeline.settings import uploads_dir
from pipeline.uploads import uploaded
from tests.dashboard.conftest import APP
from tests.dashboard.reading import html_of, words_of
from tests.small_plan import TEXT, write_plan

PLAN = TEXT.format(total="6").replace("乙海市", "丁河市")


@pytest.fixture
def seeds(data_folder, monkeypatch):
    """A data folder without a board, and one seed."""
    folder = write_plan(data_folder / "seeds").parent
    monkeypatch.setenv("SEEDS_DIR", str(folder))
    return folder


@pytest.fixture
def page(seeds):
    """The import page; ``page(('a.txt', text), …)`` hands files in."""

    def open_with(*files: tuple[str, str | bytes]) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30).run()
        app.switch_page("app_pages/imports.py").run()
        handed = [(name, text.encode() if isinstance(text, str) else text, "text/plain") for name, text in files]
        if handed:
            app.file_uploader[0].set_value(handed).run()
        assert not app.exception
        return app

    return open_with


def press(app, label):
    next(button for button in app.button if button.label.startswith(label)).click().run()
    assert not app.exception
    return app


def cities(folder):
    return set(read_board(folder)["plan"]["city"])


def test_the_first_board_can_be_published_from_here(page, data_folder):
    app = page(("丁河.txt", PLAN))
    assert "这将是第一版看板" in words_of(app)
    assert "丁河市智慧城市建设三年行动计划" in words_of(app)
    press(app, "发布")
    assert cities(data_folder) == {"乙海市", "丁河市"}
    assert (uploads_dir() / "丁河.txt").read_text(encoding="utf-8") == PLAN
    assert "已导入 1 份文件" in words_of(app)


def test_one_bad_file_does_not_stop_the_others(page, data_folder, seeds):
    app = page(
        ("好.md", PLAN), ("空.txt", ""), ("900_small.txt", PLAN), ("../../逃.txt", PLAN.replace("丁河", "戊江")),
        ("好.txt", PLAN),
    )  # fmt: skip
    words = words_of(app)
    for expected in ("2 份可以导入", "空文件", "与自带的规划文件同名", "同名的文件只取第一个"):
        assert expected in words
    press(app, "发布")
    assert cities(data_folder) == {"乙海市", "丁河市", "戊江市"}
    assert {path.name for path in uploaded(uploads_dir())} == {"好.md", "逃.txt"}
    assert [path.name for path in seeds.iterdir()] == ["900_small.txt"]


def test_changes_are_shown_before_anything_is_published(page, data_folder):
    press(page(("丁河.txt", PLAN)), "发布")
    before = current_path(data_folder)
    app = page(("丁河.txt", PLAN.replace("1500家", "1600家")))
    for expected in ("新增 1 项，撤下 1 项", "1500家（2021）", "1600家（2021）"):
        assert expected in words_of(app)
    assert current_path(data_folder) == before
    press(app, "取消")
    assert "要导入的文件" not in words_of(app)
    assert current_path(data_folder) == before


def test_a_document_can_be_taken_out_again_and_is_kept(page, data_folder):
    press(page(("丁河.txt", PLAN)), "发布")
    app = press(page(), "移出")
    assert "撤下" in words_of(app)
    assert cities(data_folder) == {"乙海市", "丁河市"}
    press(app, "移出 丁河")
    assert cities(data_folder) == {"乙海市"}
    assert [path.read_text(encoding="utf-8") for path in (uploads_dir() / "taken_out").iterdir()] == [PLAN]
    assert "已导入 0 份文件" in words_of(app)


def test_files_that_are_no_longer_there_are_named_before_they_vanish(page, data_folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("elsewhere") / "别处.txt"
    other.write_text(PLAN, encoding="utf-8")
    build([other], data_folder)
    app = page(("新.txt", PLAN.replace("丁河", "戊江")))
    assert "别处.txt 1 份文件已不在 seeds 或导入的文件里" in words_of(app)


def test_the_same_documents_can_be_built_again(page, data_folder):
    press(page(("丁河.txt", PLAN)), "发布")
    app = press(page(), "按现有文件重新生成")
    assert "与现在的看板相比没有变化" in words_of(app)
    press(app, "重新发布")
    assert current_path(data_folder).name == "board-0002.duckdb"


def test_words_of_a_file_are_not_markup(page):
    app = page(("<b>名.txt", PLAN.replace("智慧城市建设", "<script>建设</script>")))
    assert "<script>" not in html_of(app)


def test_if_publishing_fails_the_folder_is_as_it_was(seeds, data_folder, monkeypatch):
    importing.publish(importing.draft([importing.read("a.txt", PLAN.encode())]))
    wanted = importing.draft([importing.read("a.txt", PLAN.replace("1500", "1600").encode())])

    def fail(*_):
        raise PipelineError("写不了看板数据")

    monkeypatch.setattr(importing, "publish_board", fail)
    with pytest.raises(PipelineError, match="没有导入"):
        importing.publish(wanted)
    assert (uploads_dir() / "a.txt").read_text(encoding="utf-8") == PLAN


def test_two_who_publish_at_once_both_stay(seeds, data_folder):
    first = importing.draft([importing.read("a.txt", PLAN.encode())])
    second = importing.draft([importing.read("b.txt", PLAN.replace("丁河", "戊江").encode())])
    importing.publish(first)
    importing.publish(second)
    assert cities(data_folder) == {"乙海市", "丁河市", "戊江市"}


def test_a_file_that_is_too_big_says_so(seeds, monkeypatch):
    monkeypatch.setattr("pipeline.uploads.MOST_BYTES", 10)
    assert "超过" in importing.read("a.txt", PLAN.encode()).problem
