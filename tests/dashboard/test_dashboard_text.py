"""Marks in a text: nothing lost, nothing added, everything escaped."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.document_tables import table_of
from dashboard.document_view import blocks, goal_marks, here_mark
from dashboard.marking import Mark, Passage, Piece, cut
from dashboard.render import render

KINDS = st.sampled_from(["sentence", "quote", "number", "figure", "here"])
MARKS = st.lists(
    st.tuples(st.integers(0, 80), st.integers(1, 30), KINDS).map(lambda m: Mark(m[0], m[0] + m[1], m[2], "x")),
    max_size=6,
)


@given(st.text(max_size=60), st.integers(0, 20), MARKS)
def test_pieces_are_the_text(text, start, marks):
    assert "".join(piece.text for piece in cut(text, start, marks)) == text


@given(st.text(min_size=1, max_size=60), st.integers(0, 20), MARKS)
def test_each_piece_lies_wholly_inside_its_marks_and_outside_the_others(text, start, marks):
    place = start
    for piece in cut(text, start, marks):
        end = place + len(piece.text)
        assert piece.text
        for mark in marks:
            inside = mark.start <= place and end <= mark.end
            assert (mark in piece.marks) == inside
            assert inside or mark.end <= place or end <= mark.start
        place = end


def test_the_number_leads_before_the_quote_around_it():
    quote, number = Mark(0, 9, "quote", "a"), Mark(3, 5, "number", "b")
    assert [piece.leading.link for piece in cut("网上可办率达九成", 0, [quote, number])] == ["a", "b", "a"]


def test_a_sentence_beyond_its_passage_is_clamped():
    (piece,) = cut("停车场接入率达到80%。", 100, [Mark(90, 300, "sentence")])
    assert piece.text == "停车场接入率达到80%。"


@given(st.text(alphabet="<>&\"'/script网数", min_size=1, max_size=30))
def test_source_text_is_escaped(text):
    pieces = cut(text, 0, [Mark(0, len(text), "number")])
    page = render(
        "source",
        place=[text],
        pieces=pieces,
        plain=text,
        plan={"plan_id": text, "script": "traditional", "recognised": False},
        at=text,
    )
    assert "<script" not in page
    assert page.count("<mark>") == 1


def test_document_keeps_every_line_that_is_not_blank(board):
    passages = board.table("passage")
    own = passages[passages["plan_id"] == "a"]
    found = blocks(own, goal_marks(board.table("statement"), board.goals))
    printed = [passage.text for block in found for passage in block.passages]
    assert printed == [line.strip() for line in own["raw_text"]]
    assert [block.kind for block in found] == ["furniture", "heading", "paragraph", "heading", "paragraph"]


def cells(*texts):
    return [Passage(text, (Piece(text),)) for text in texts]


def words(line):
    return [" ".join(passage.text for passage in cell) for cell in line]


def test_cells_become_rows_again():
    above, rows = ["2018年情况", "部门", "项目数", "(个)", "申请", "(万元)"], ["甲局", "1", "188", "乙局", "2", "9.1"]
    table = table_of(cells(*above, *rows, "合计", "3", "197.1"))
    assert words(table.captions) == ["2018年情况"]
    assert words(table.head) == ["部门", "项目数 (个)", "申请 (万元)"]
    assert [words(line) for line in table.body] == [["甲局", "1", "188"], ["乙局", "2", "9.1"], ["合计", "3", "197.1"]]


@given(st.lists(st.sampled_from(["甲局", "乙局", "(个)", "12", "9.1", "/", "—"]), min_size=1, max_size=20))
def test_no_cell_of_a_table_is_lost(texts):
    table = table_of(cells(*texts))
    lines = [*[(cell,) for cell in table.captions], table.head, *table.body]
    assert [passage.text for line in lines for cell in line for passage in cell] == texts


def test_each_statement_of_a_goal_is_marked(board):
    marks = goal_marks(board.table("statement"), board.goals)
    assert sum(mark.kind == "number" and mark.link.endswith("t-twice") for mark in marks) == 2


def test_a_place_in_the_address_is_found_in_any_table(board):
    tables = {name: board.table(name) for name in ("target", "statement", "observation", "programme", "finding")}
    passages = board.table("passage")
    own = passages[passages["plan_id"] == "a"]
    for place_id in ("t-done", "t-twice#1", "o-done", "a-p1"):
        (mark,) = here_mark(tables, place_id, own)
        assert 0 <= mark.start < mark.end
    assert here_mark(tables, "a-f1", own) == []
    assert here_mark(tables, "nothing", own) == []
