"""Who may enter what: asked by the ledger itself, for every role and every kind of entry."""

from dataclasses import replace

import pytest

from pipeline.access import RIGHTS, AccessRefused, check_access
from pipeline.access.refusals import standing
from pipeline.access.roles import rights_for
from pipeline.decisions import Decision
from pipeline.entries import KINDS, SECURITY_KINDS, AccessEvent, Account, Figure, FollowUp
from pipeline.ledger import Ledger
from tests.ledger.samples import ONE_OF_EACH, figure, step

ADMIN = Account(name="安全员", role="安全管理员", entered_by="安全员")
BY_ROLE = {role: Account(name=f"{role}甲", role=role, entered_by="安全员") for role in RIGHTS}
ACCOUNTS = {account.name: account for account in (ADMIN, *BY_ROLE.values())}
ASKED = next(entry for entry in ONE_OF_EACH if isinstance(entry, FollowUp))
ENTRIES = [
    *ONE_OF_EACH,
    *(step(1, action, reason="缺盖章") for action in ("submitted", "approved", "withdrawn")),
    *(replace(ASKED, action=action) for action in ("extended", "answered", "closed", "reopened")),
    Account(name="新人", role="查看", entered_by="安全员"),
    AccessEvent(entered_by="安全员", act="signed_in"),
]
SIGNED = [entry for entry in ENTRIES if not isinstance(entry, AccessEvent)]


def signed(entry, name):
    return replace(entry, **{"decided_by" if isinstance(entry, Decision) else "entered_by": name})


def refused(entry, accounts=ACCOUNTS):
    try:
        check_access(entry, accounts)
    except AccessRefused as refusal:
        return str(refusal)
    return ""


def test_every_kind_of_entry_is_in_the_matrix():
    assert {type(entry) for entry in ENTRIES} == {Decision, *KINDS, *SECURITY_KINDS}


@pytest.mark.parametrize("role", RIGHTS)
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{type(entry).__name__}-{getattr(entry, 'action', '')}")
def test_a_role_enters_what_it_has_the_right_for_and_nothing_else(role, entry):
    needed = set(rights_for(entry))
    allowed = not needed or bool(needed & RIGHTS[role])
    assert bool(refused(signed(entry, BY_ROLE[role].name))) == (not allowed)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: type(entry).__name__)
def test_without_accounts_everything_but_accounts_is_open(entry):
    assert bool(refused(entry, {})) == isinstance(entry, Account)


@pytest.mark.parametrize("entry", SIGNED, ids=lambda entry: type(entry).__name__)
@pytest.mark.parametrize("name", ["没有这个人", "", "审核甲 "])
def test_nobody_enters_under_a_name_without_an_account(entry, name):
    assert "在用账号" in refused(signed(entry, name))


def test_a_closed_account_enters_nothing():
    closed = replace(BY_ROLE["填报"], is_active=False)
    assert "在用账号" in refused(signed(figure(), closed.name), ACCOUNTS | {closed.name: closed})


@pytest.mark.parametrize(
    ("cities", "agencies", "city", "agency", "ok"),
    [
        ((), (), "无锡市", "大数据局", True),
        (("无锡市",), (), "无锡市", "大数据局", True),
        (("无锡市",), (), "泰州市", "大数据局", False),
        ((), ("大数据局",), "泰州市", "大数据局", True),
        ((), ("大数据局",), "泰州市", "统计局", False),
        ((), ("大数据局",), "泰州市", "", False),
        (("无锡市",), ("大数据局",), "泰州市", "大数据局", False),
        (("无锡市", "泰州市"), ("大数据局",), "泰州市", "大数据局", True),
    ],
)
def test_a_figure_is_of_the_scope_or_refused(cities, agencies, city, agency, ok):
    account = replace(BY_ROLE["填报"], cities=cities, agencies=agencies)
    told = refused(replace(figure(), city=city, agency=agency, entered_by=account.name), {account.name: account})
    assert ("范围" in told) == (not ok)


def test_who_sees_a_part_changes_nothing_for_all():
    part = replace(BY_ROLE["督查"], cities=("无锡市",))
    told = {type(entry).__name__: refused(signed(entry, part.name), ACCOUNTS | {part.name: part}) for entry in ENTRIES}
    assert {name for name, words in told.items() if "全部城市" in words} == {
        "RuleChange", "SchemeChange", "Snapshot", "FrozenScore", "IndicatorChange",
    }  # fmt: skip


def test_the_first_account_manages_accounts_and_the_last_one_stays():
    assert "第一个账号" in refused(replace(ADMIN, role="督查"), {})
    assert refused(ADMIN, {}) == ""
    only = {ADMIN.name: ADMIN}
    assert "至少要留一个" in refused(replace(ADMIN, is_active=False), only)
    assert "自己的角色" in refused(replace(ADMIN, role="审计管理员"), only | {"又": replace(ADMIN, name="又")})


def test_the_ledger_asks_in_the_transaction_itself(tmp_path):
    ledger = Ledger(f"sqlite:///{tmp_path / 'ledger.db'}")
    ledger.add(ADMIN)
    ledger.add(BY_ROLE["填报"])
    with pytest.raises(AccessRefused):
        ledger.add_all([signed(figure(), "填报甲"), signed(step(1, "approved"), "填报甲")])
    assert ledger.entries(Figure) == []
    assert len(ledger.entries(Account)) == 2
    assert standing(ledger.entries(Account))["填报甲"].role == "填报"
    ledger.close()
