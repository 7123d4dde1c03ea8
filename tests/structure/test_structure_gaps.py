def codes(structure):
    return [finding.code for finding in structure.findings]


def test_an_attachment_that_is_there_is_no_gap(frame):
    body = "建设项目清单，逐项推进落实。" * 12
    assert codes(frame(f"一、目标\n任务详见附件1。\n附件1\n{body}")) == []
    assert codes(frame("一、目标\n任务详见附件1。")) == ["missing_attachment"]


def test_a_task_without_agencies_among_others_is_named(frame):
    text = "一、任务\n1.建云。(市经信局负责)\n2.建网。加快建设。\n3.建库。(市数据局负责)"
    structure = frame(text)
    assert [programme.number for programme in structure.programmes] == [1, 2, 3]
    assert [finding.message for finding in structure.findings] == ["任务2“建网”没有写明牵头或责任单位。"]


def test_items_without_agencies_are_no_programmes(frame):
    assert frame("一、原则\n1.以人为本。正文。\n2.数据驱动。正文。\n3.集约统筹。正文。").programmes == ()


def test_a_text_that_ends_in_a_signature_is_whole(frame):
    assert codes(frame("一、目标\n到2025年,建成平台。\n某州市人民政府办公室2018年7月30日印发")) == []
    assert codes(frame("一、目标\n加快建设全市统一的平台和城市大脑")) == ["truncated"]


def test_a_phase_skipped_in_a_numbered_series(frame):
    text = "一、步骤\n（一）第一阶段(2021年):启动。\n正文。\n（二）第三阶段(2023年):提升。\n正文。"
    assert [(phase.label, phase.due_year, phase.stated) for phase in frame(text).phases] == [
        ("第一阶段", 2021, True),
        ("第二阶段", 2022, False),
        ("第三阶段", 2023, True),
    ]


def test_a_motto_names_the_phases_only_where_nothing_else_does(frame):
    phases = frame("某市三年行动计划(2021-2023年)\n一、目标\n实现1年打基础,2年显成效,3年求突破。").phases
    assert [(phase.label, phase.due_year) for phase in phases] == [
        ("1年打基础", 2021),
        ("2年显成效", 2022),
        ("3年求突破", 2023),
    ]


def test_a_single_phase_does_not_make_others_missing(frame):
    assert [phase.stated for phase in frame("一、步骤\n“2年融合”:2019年,协同融合。").phases] == [True]


def test_named_stages_stand_behind_a_number(frame):
    text = "一、步骤\n（一）启动阶段(2021年):动员。\n正文。\n（二）提升阶段(2022年):提升。\n当前阶段，2020年已建成。"
    assert [(phase.label, phase.due_year) for phase in frame(text).phases] == [("启动阶段", 2021), ("提升阶段", 2022)]
