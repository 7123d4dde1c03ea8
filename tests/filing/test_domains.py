"""A goal is filed by what it is about; every domain that is used is one of the declared thirteen."""

import pytest
from hypothesis import given, settings

from pipeline.filing.domains import domain_of
from pipeline.lexicon import load
from tests.factories import cases
from tests.strategies import any_text

DOMAINS = {*load("domains")["words"], load("domains")["default"]}


@pytest.mark.parametrize("case", cases("domains"))
def test_domain(case):
    assert domain_of(case["text"]) == case["domain"]


@settings(deadline=None)
@given(any_text, any_text)
def test_always_a_declared_domain(indicator, clause):
    assert domain_of(indicator, clause) in DOMAINS


def test_thirteen_domains():
    assert len(DOMAINS) == 13
    assert domain_of("") == load("domains")["default"]


def test_the_indicator_speaks_louder_than_its_surroundings():
    assert domain_of("智慧校园覆盖率", "推进教育和医疗、养老、政务服务协同", ("深化政务服务",)) == "文化教育"


def test_the_clause_decides_where_the_indicator_is_silent():
    assert domain_of("接入率", "视频监控接入率达到90%") == "公共安全"


def test_the_headings_decide_where_the_clause_is_silent():
    assert domain_of("完成率", "完成率达到90%", ("强化网络安全",)) == "信息安全"


@pytest.mark.parametrize("domain", load("domains")["words"])
def test_no_word_stands_twice(domain):
    words = load("domains")["words"]
    others = {word for name, listed in words.items() if name != domain for word in listed}
    assert not others & set(words[domain])
