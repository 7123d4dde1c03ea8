"""task as a user types it: nodes, stages and money go on record, and what does not fit its subject is refused."""

import pytest

from pipeline.board import read_board
from pipeline.entries import Mark
from pipeline.ledger import known_entries
from tests.small_plan import write_plan
from tests.test_follow_up_commands import run_in


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    folder = tmp_path_factory.mktemp("board")
    assert run_in(folder / "data", "build", write_plan(folder)).returncode == 0
    return folder / "data"


@pytest.fixture
def run(board):
    return lambda *arguments: run_in(board, "task", *arguments)


@pytest.fixture
def ids(board):
    frames = read_board(board)
    return {kind: frames[kind][f"{kind}_id"].iloc[0] for kind in ("programme", "project")}


SAID = ("--on", "2024-03-31", "--by", "王敏")


def test_a_task_goes_from_its_nodes_to_done_and_a_project_through_its_money(run, ids, board):
    task, project = ids["programme"], ids["project"]
    for acts in (
        ("node", task, "完成招标", "--weight", "2"), ("pass", task, "完成招标", "--source", "会议纪要"),
        ("stage", project, "立项"), ("money", project, "支付", "80"),
    ):  # fmt: skip
        done = run(*acts, *SAID)
        assert (done.returncode, done.stdout) == (0, f"已记录：{acts[1]} 2024-03-31。\n"), done.stderr
    marks = known_entries(f"sqlite:///{board / 'ledger.db'}", Mark)
    assert [(each.what, each.text, each.number) for each in marks] == [
        ("node_due", "完成招标", 2), ("node", "完成招标", None), ("stage", "立项", None), ("paid", "", 80),
    ]  # fmt: skip
    assert marks[1].source == "会议纪要"
    listed = run("list").stdout
    assert f"{task}　已完成　乙海市　提升基础网络" in listed
    assert f"{project}　立项　乙海市　教育局" in listed


@pytest.mark.parametrize(
    ("kind", "acts", "told"),
    [
        ("project", ("pass", "验收"), "是项目，不能记任务的节点或阶段已通过。这个操作用于任务、阶段"),
        ("programme", ("stage", "立项"), "是任务，不能记项目进入的阶段"),
        ("project", ("stage", "开工"), "“开工”不是项目阶段"),
        ("project", ("money", "奖励", "3"), "没有“奖励”这一笔，应为申请、批复、支付之一"),
        ("project", ("money", "支付", "-3"), "要填不小于 0 的数"),
    ],
)
def test_what_does_not_fit_is_refused(run, ids, kind, acts, told):
    refused = run(acts[0], ids[kind], *acts[1:], *SAID)
    assert (refused.returncode, told in refused.stderr) == (1, True), refused.stderr


def test_what_is_not_there_or_not_yet_is_refused(run, ids):
    assert "看板里没有编号为“p9”" in run("report", "p9", "已开工", *SAID).stderr
    future = run("report", ids["programme"], "已开工", "--on", "2099-01-01", "--by", "王敏")
    assert "2099-01-01 还没有到" in future.stderr
