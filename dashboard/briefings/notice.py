"""通报: what came of the goals of a view, in the paragraphs of DOMAIN 2.10 and the layout of GB/T 9704."""

from collections.abc import Sequence

from dashboard import labels, summary
from dashboard.briefings import money, notice_tables
from dashboard.briefings.goal_words import (
    ABSENT,
    GROUPS,
    MET,
    NOT_JUDGED,
    CityGap,
    Line,
    in_states,
    in_turn,
    lacking,
    lines,
    shares,
)
from dashboard.briefings.nameless import nameless
from dashboard.briefings.paper import Paper
from dashboard.briefings.paper_view import PaperView
from dashboard.icons import BY_NAME
from dashboard.labels import DOMAINS

TOLD = 10  # goals of one kind that are told in sentences; the others stand in the annex
REPLY = "对本通报中的数字有异议的，请书面反馈，并附依据。"


def notice(state: PaperView, *, public: bool = False, traditional: bool = False) -> bytes:
    """The docx. In the ``public`` version no agency is named and what only the office needs is left out."""
    state = nameless(state) if public else state
    paper = Paper(f"关于{state.subject}进展情况的通报", state.as_of, traditional=traditional)
    _head(paper, state, public)
    if state.goals.empty:
        paper.body(state.finding)
        return paper.content()
    paper.heading("一、总体情况")
    for sentence in overall(state):
        paper.body(sentence)
    paper.heading("二、进展情况")
    for lead, sentences in progress(state, public=public):
        paper.body(sentences, lead)
    paper.heading("三、下一步工作")
    paper.body(next_steps(state))
    annexes = notice_tables.annexes(state, public=public)
    paper.attachments([annex.title for annex in annexes])
    paper.signed_on("　　年　　月　　日")
    notice_tables.lay_out(paper, annexes)
    return paper.content()


def _head(paper: Paper, state: PaperView, public: bool) -> None:
    paper.running_head(state.stamp)
    paper.title(paper.name)
    paper.centred(f"（{state.day}）")
    paper.blank()
    paper.plain("各有关单位：")
    if state.subject != state.scope:
        paper.body(f"范围：{state.scope}。")
    if not state.goals.empty:
        places = [labels.short_city(city) for city in state.goals["city"].unique()]
        cities = f"{'、'.join(places)}" if len(places) <= 4 else f"{'、'.join(places[:3])}等{len(places)}个市（区）"
        paper.body(f"现将{cities}的数字目标{state.day}的进展情况通报如下。")


def overall(state: PaperView) -> list[str]:
    """Goals by state with their shares, how many have data, and the domains."""
    counts, total = state.counts, len(state.goals)
    known = int(state.goals["actual"].notna().sum())
    first = (
        f"{state.day}，共分解数字目标{total}项，其中：{shares(counts)}。"
        f"有实际值的目标{known}项，数据覆盖率{labels.percent(known / total)}。"
        f"{'没有数据的目标不算完成，也不算落后，不计入达标比例。' if counts[ABSENT] else ''}"
    )
    return [first, domains(state)]


def domains(state: PaperView) -> str:
    """Which of the ten domains have figures, which have none, and which have no goal at all."""
    goals = state.goals
    totals = {word: int((goals["domain_group"] == word).sum()) for word in DOMAINS}
    known = {word: int((goals["domain_group"] == word)[goals["actual"].notna()].sum()) for word in DOMAINS}
    seen = [f"{word}（{totals[word]}项中{known[word]}项）" for word in DOMAINS if known[word]]
    dark = [word for word in DOMAINS if totals[word] and not known[word]]
    empty = [word for word in DOMAINS if not totals[word]]
    parts = [f"有实际值的领域{len(seen)}个：{'、'.join(seen)}" if seen else "各领域都没有实际值"]
    parts += [f"{'、'.join(dark)}等{len(dark)}个领域没有任何实际值"] * bool(seen and dark)
    parts += [f"{'、'.join(empty)}没有数字目标"] * bool(empty)
    return f"分领域看，{'；'.join(parts)}。"


def progress(state: PaperView, *, public: bool) -> list[tuple[str, str]]:
    """The kinds of goals that there are, each with its head and its sentences."""
    goals = state.goals
    behind, unjudged = summary.need_attention(goals), in_states(goals, NOT_JUDGED)
    told = {
        "达到要求的目标。": _told(lines(in_states(goals, GROUPS[MET])), "见附件1"),
        "低于要求的目标。": _behind(lines(behind), public) if len(behind) else "",
        "本期不作评价的目标。": _not_judged(state) if len(unjudged) else "",
        "没有数据的目标。": _missing(lacking(goals, state.plans, state.as_of)) if state.counts[ABSENT] else "",
    }
    told["项目和资金。"] = "".join(money.told(state.projects, public=public))
    there = [(head, words) for head, words in told.items() if words]
    return [(f"（{'一二三四五'[place]}）{head}", words) for place, (head, words) in enumerate(there)]


def _told(found: Sequence[Line], elsewhere: str) -> str:
    if not found:
        return ""
    parts = [f"{line.place}{line.name}：{line.reason.rstrip('。')}" for line in found[:TOLD]]
    rest = len(found) - TOLD
    return f"共{len(found)}项。{'；'.join(parts)}。" + (f"其余{rest}项{elsewhere}。" if rest > 0 else "")


def _behind(found: Sequence[Line], public: bool) -> str:
    """Each with how far it is behind and, in the internal version, who leads it where that is written."""
    shown, rest = found[:TOLD], len(found) - TOLD
    parts = [f"{line.place}{line.name}：{line.reason.rstrip('。')}{led_by(line, public)}" for line in shown]
    unled = sum(line.lead == labels.UNKNOWN for line in shown)
    told = f"共{len(found)}项，最需要关注的在前。{'；'.join(parts)}。" + (f"其余{rest}项见附件1。" if rest > 0 else "")
    which = "以上目标的" if unled == len(shown) else f"以上有{unled}项"
    return told + (f"{which}原文没有写明牵头单位。" if unled else "")


def led_by(line: Line, public: bool) -> str:
    """（牵头单位：市财政局）; '' where none is written, or none may be named."""
    return "" if public or line.lead == labels.UNKNOWN else f"（牵头单位：{line.lead}）"


def _not_judged(state: PaperView) -> str:
    """Why they are not judged, by state; those with figures stand in the annex."""
    parts = [
        f"{word}{state.counts[word]}项，{BY_NAME[word].meaning}"
        for word in ("年度指标", "数据过期")
        if state.counts[word]
    ]
    return "；".join(parts) + "。"


def _missing(gaps: Sequence[CityGap]) -> str:
    over, ahead = sum(each.over for each in gaps), sum(each.ahead for each in gaps)
    told = f"共{over + ahead}项，其中{over}项已到期" + (f"，{ahead}项未到期" if ahead else "")
    cities = "、".join(f"{each.place}{each.missing}项" for each in gaps[:TOLD])
    return f"{told}：{cities}{'等' if len(gaps) > TOLD else ''}。逐市情况见附件2。"


def next_steps(state: PaperView) -> str:
    """What is proposed, one after another, and the right of reply."""
    return "".join(f"{step}。" for step in in_turn(state.next_steps)) + REPLY
