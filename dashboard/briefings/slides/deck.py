"""The deck of a view: 8 to 12 slides in the order of DOMAIN 5.1. What the view has nothing of has no slide."""

import datetime

import pandas as pd

from dashboard import labels, summary
from dashboard.briefings.archives import same_each_time
from dashboard.briefings.goal_words import group_counts, headline, lacking
from dashboard.briefings.paper_view import PaperView
from dashboard.briefings.slides import bars
from dashboard.briefings.slides.bars import GLYPHS
from dashboard.briefings.slides.canvas import CONTENT, MARGIN, MUTED, TOP, Columns, Deck, Piece, Place
from dashboard.briefings.slides.compared import compared
from dashboard.briefings.slides.lists import behind, extract, matters, steps
from dashboard.briefings.slides.money import projects
from dashboard.briefings.slides.words import ids, scope_line, source_line
from dashboard.briefings.typesetting import shorter
from dashboard.data import Board
from dashboard.icons import STATES
from dashboard.labels import DOMAINS
from dashboard.rows import Row, rows

MOST_CITIES, MOST_GAPS, WIDEST = 10, 8, 100
ROOMY = 6  # numbers that stand in a row in large type
JUDGED = [state.name for state in STATES if state.family != "none"]  # stale figures are not held against a goal
HALF = (CONTENT - 2) / 2


def slides(
    board: Board, view: PaperView, *, public: bool = False, traditional: bool = False, template: bytes | None = None
) -> bytes:
    """The pptx. Raises PipelineError for a ``template`` that is no master."""
    deck = Deck(template, traditional=traditional)
    _cover(deck, view, public)
    _overall(deck, view)
    if len(view.goals):
        _domains(deck, view)
        behind(deck, board, view, public=public)
        compared(deck, board, view)
        projects(deck, board, view)
        matters(deck, view)
        steps(deck, view, public=public)
        extract(deck, view, public=public)
    deck.describe(view.scope, datetime.datetime.combine(view.as_of, datetime.time()))
    return same_each_time(deck.content())


def _cover(deck: Deck, view: PaperView, public: bool) -> None:
    deck.cover(f"{view.subject}进展情况")
    lines = [
        f"范围　　{view.scope}",
        f"截至　　{labels.day(view.as_of)}",
        f"数据期　{view.period}",
        f"规则　　{view.rule_name}",
        f"用途　　{'公开版，不点名单位' if public else '内部材料，供会议研究'}",
        f"编码　　{view.code}",
    ]
    deck.paragraphs(Place(MARGIN, 7.4, CONTENT, 9), [[Piece(line, 18)] for line in lines], after=8)
    deck.notes([view.finding, f"规则：{view.rule}", f"编码 {view.code} 可在看板“简报”页找回这个画面。"])


def _overall(deck: Deck, view: PaperView) -> None:
    """The numbers, which are the legend too; goals by city, and how far from schedule the judged ones are."""
    deck.add(headline(view.counts), scope_line(view, "单位：项"), source_line(view))
    if view.goals.empty:
        deck.text(Place(MARGIN, TOP, CONTENT), Piece(view.finding, 16))
        deck.notes([view.finding])
        return
    _numbers(deck, view)
    _head(deck, MARGIN, "各城市目标按状态分布")
    bars.by_state(deck, Place(MARGIN, 8.1, HALF, 8.9), _by_city(view))
    is_judged = view.goals["state"].isin(JUDGED) & view.goals["pace_gap"].notna()
    judged = view.goals[is_judged].sort_values("pace_gap", kind="stable")
    if len(judged[judged["pace_gap"].abs() <= WIDEST]):
        _gaps(deck, judged)
    else:
        _missing_by_city(deck, view)
    groups = group_counts(view.counts)
    deck.notes([
        f"目标合计 {len(view.goals)} = " + " + ".join(f"{word}{count}" for word, count in groups.items() if count),
        *[f"{state} {count}" for state, count in view.counts.items() if count],
        "占比按最大余数取整，合计 100.0%；无数据的不算完成，也不算落后。",
        *ids(view.goals),
    ])  # fmt: skip


def _numbers(deck: Deck, view: PaperView) -> None:
    """The total and every state that has goals: they add up, and are the key of the charts."""
    told = [("目标总数", "", len(view.goals))]
    told += [(state, GLYPHS[state], count) for state, count in view.counts.items() if count]
    width = CONTENT / max(5, len(told))
    small, large = (14, 40) if len(told) <= ROOMY else (11, 26)
    for index, (word, glyph, count) in enumerate(told):
        left = MARGIN + index * width
        deck.text(Place(left, TOP, width), Piece(f"{glyph} {word}".strip(), small, colour=MUTED))
        unit = Piece(" 项", small, colour=MUTED)
        deck.text(Place(left, TOP + 0.8, width, 1.8), Piece(str(count), large, bold=True), unit)


def _head(deck: Deck, left: float, words: str, note: str = "", top: float = 7) -> None:
    deck.text(Place(left, top, HALF), Piece(words, 16, bold=True), Piece(f"　{note}", 12, colour=MUTED))


def _by_city(view: PaperView) -> dict[str, dict[str, int]]:
    """Counts by state for each city, the largest first; the rest of many together, so that they add up."""
    cities = list(view.goals["city"].value_counts().index)
    kept = cities[: MOST_CITIES - 1] if len(cities) > MOST_CITIES else cities
    found = {labels.short_city(city): summary.state_counts(view.goals[view.goals["city"] == city]) for city in kept}
    rest = view.goals[~view.goals["city"].isin(kept)]
    return found | ({f"其余{len(cities) - len(kept)}个": summary.state_counts(rest)} if len(rest) else {})


def _gaps(deck: Deck, judged: pd.DataFrame) -> None:
    """The goals furthest behind and ahead; those far beyond the scale are counted, or they would flatten the rest."""
    drawn = judged[judged["pace_gap"].abs() <= WIDEST]
    shown = pd.concat([drawn.head(MOST_GAPS - 2), drawn.tail(2)]).drop_duplicates("target_id")
    beyond = len(judged) - len(drawn)
    note = "个百分点" + (f"；另{beyond}项超过{WIDEST}，不画" if beyond else "")
    _head(deck, MARGIN + HALF + 2, "完成减序时", note)
    bars.diverging(deck, Place(MARGIN + HALF + 2, 8.1, HALF, 8.9), [_gap(goal) for goal in rows(shown)])


def _gap(goal: Row) -> tuple[str, float]:
    name = f"{labels.short_city(goal['city'])} {shorter(goal['indicator'], 12)}"
    return name, round(float(goal["pace_gap"]), 1)


def _missing_by_city(deck: Deck, view: PaperView) -> None:
    left = MARGIN + HALF + 2
    _head(deck, left, "先要补报的", "各城市没有数据的目标")
    told = [(each.place, str(each.missing), str(each.over)) for each in lacking(view.goals, view.plans, view.as_of)[:8]]
    deck.table(Columns(("城市", "没有数据", "其中已到期"), (3, 2, 2), "lrr"), told, 8.2, left)


def _domains(deck: Deck, view: PaperView) -> None:
    goals = view.goals
    own = {word: goals[goals["domain_group"] == word] for word in DOMAINS}
    known = [word for word in DOMAINS if own[word]["actual"].notna().any()]
    there = [word for word in DOMAINS if len(own[word])]
    title = f"{len(there)}个有目标的领域中，{len(known)}个有实际值" if known else f"{len(there)}个领域都没有实际值"
    deck.add(title, scope_line(view, "单位：项"), source_line(view))
    bars.by_state(deck, Place(MARGIN, TOP, 19.5, 13.3), {word: summary.state_counts(own[word]) for word in DOMAINS})
    _ask(deck, view)
    deck.notes(
        [f"{word} {len(own[word])} 项，有实际值 {int(own[word]['actual'].notna().sum())} 项" for word in DOMAINS]
    )


def _ask(deck: Deck, view: PaperView) -> None:
    """Whom to ask for what has no data, by lead agency."""
    missing = view.goals[view.goals["state"] == "无数据"]
    named = missing["lead_agencies"].map(lambda names: labels.names(names, 1))
    counts = named.value_counts(sort=False).sort_values(ascending=False, kind="stable")
    if counts.empty:
        return
    left = MARGIN + 20.5
    deck.text(Place(left, TOP, CONTENT - 20.5), Piece(f"没有数据的 {len(missing)} 项，向谁要", 16, bold=True))
    shown = [(shorter(str(name), 13), str(count)) for name, count in counts.head(10).items()]
    rest = counts.iloc[10:]
    shown += [(f"其余{len(rest)}家", str(int(rest.sum())))] * bool(len(rest))
    deck.table(Columns(("牵头单位", "项"), (4, 1), "lr", row=0.9), shown, TOP + 1.2, left)
