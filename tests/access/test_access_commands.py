"""The command line with accounts: who may run what, within which scope, and what is put on record of it."""

import json

import pytest

from pipeline.entries import AccessEvent, Figure
from pipeline.ledger import known_entries

READS = ("indicators", "snapshots", "task list")
MATRIX = [
    *(("市长", command, True) for command in READS),
    *(("广德填报", command, True) for command in READS),
    *((name, command, False) for name in ("安全员", "审计员", "运维员") for command in READS),
    ("审计员", "audit", True),
    ("审计员", "verify", True),
    ("运维员", "verify", True),
    ("市长", "verify", False),
    ("市长", "audit", False),
    ("安全员", "audit", False),
    ("安全员", "account list", True),
    ("审计员", "account list", False),
    ("督查丙", "account list", False),
    ("督查丙", "build --dry-run", True),
    ("填报甲", "build --dry-run", False),
    ("市长", "build --dry-run", False),
    ("运维员", "build --dry-run", False),
]


@pytest.mark.parametrize(("name", "command", "ok"), MATRIX)
def test_who_may_run_what(office, name, command, ok):
    done = office.run(*command.split(), by=name)
    assert (done.returncode == 0) == ok, done.stderr
    if not ok:
        assert "不能" in done.stderr
        assert done.stdout == ""


@pytest.mark.parametrize(
    ("name", "password", "told"),
    [("", "", "BOARD_USER"), ("市长", "错", "姓名或密码不对"), ("没有这个人", "Ningbo-2024", "姓名或密码不对")],
)
def test_nothing_is_told_without_the_right_name_and_password(office, name, password, told):
    done = office.run("indicators", by=name, password=password)
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr


def test_who_sees_one_city_reads_that_city_alone(office):
    def cities(name):
        done = office.run("task", "list", by=name)
        assert done.returncode == 0, done.stderr
        return done.stdout

    everything, part = cities("市长"), cities("广德填报")
    assert "宜兴" in everything
    assert "广德" in everything
    assert "广德" in part
    assert not [city for city in ("宜兴", "新吴", "泰州", "平湖") if city in part]


def test_a_goal_of_another_city_is_not_there(office, table):
    goals = table("target")
    other = goals[goals["city"] == "宜兴市"].iloc[0]["target_id"]
    own = goals[goals["city"] == "广德市"].iloc[0]["target_id"]
    assert office.run("show", other, by="市长").returncode == 0
    assert office.run("show", own, by="广德填报").returncode == 0
    done = office.run("show", other, by="广德填报")
    assert (done.returncode, done.stdout) == (1, "")
    report = ("--period", "2024-12-31", "--value", "50", "--finality", "审定")
    done = office.run("report", other, *report, "--by", "广德填报")
    assert done.returncode == 1
    assert known_entries(office.url, Figure) == []


def test_a_name_given_with_by_needs_its_own_password(office, table):
    target = table("target").iloc[0]["target_id"]
    done = office.run("approve", "1", "--by", "审核乙", password="Wuxi-2025x")
    assert "姓名或密码不对" in done.stderr
    done = office.run("report", target, "--period", "2024-12-31", "--value", "1", "--finality", "审定", "--by", "市长")
    assert "不能填报" in done.stderr


def test_what_was_done_is_on_record(office):
    office.run("sheet", "export", office.folder / "台账.xlsx", by="督查丙")
    events = [(event.entered_by, event.act, event.what) for event in known_entries(office.url, AccessEvent)]
    assert ("督查丙", "exported", "sheet") in events
    done = office.run("audit", "--of", "督查丙", by="审计员")
    assert "exported" in done.stdout
    contents = [json.loads(line.split("　")[-1]) for line in done.stdout.splitlines()]
    assert all(content["entered_by"] == "督查丙" for content in contents)
    assert office.run("verify", by="审计员").returncode == 0


def test_an_account_is_opened_changed_closed_and_given_a_password(make_office, tmp_path):
    office = make_office(tmp_path / "own")
    done = office.run("account", "add", "新人", "--role", "查看", "--city", "广德市", "--by", "安全员")
    given = done.stdout.split("临时密码 ")[1].split("，")[0]
    assert "改密码" in office.run("indicators", by="新人", password=given).stderr, "a given password opens nothing"
    assert "已有名为" in office.run("account", "add", "新人", "--role", "查看", "--by", "安全员").stderr
    assert office.run("account", "change", "新人", "--role", "领导", "--by", "安全员").returncode == 0
    assert "新人　领导　范围：全部" in office.run("account", "list", by="安全员").stdout
    assert "临时密码" in office.run("account", "password", "新人", "--by", "安全员").stdout
    assert office.run("account", "close", "新人", "--by", "安全员").returncode == 0
    assert "已停用" in office.run("account", "list", by="安全员").stdout
    assert "至少要留一个" in office.run("account", "close", "安全员", "--by", "安全员").stderr
    assert office.run("account", "list", by="安全员").returncode == 0


def test_a_backup_holds_the_accounts_and_no_password(office, tmp_path):
    import zipfile

    file = tmp_path / "备份.zip"
    assert office.run("backup", file, by="运维员").returncode == 0
    with zipfile.ZipFile(file) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    assert "审计员".encode() in content["ledger/account.jsonl"]
    assert not [name for name, part in content.items() if b"argon2" in part]
