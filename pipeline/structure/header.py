"""What a document says of itself: title, place, issuer, number, date, period, kind."""

import re
from functools import cache

from pipeline.lexicon import load
from pipeline.model import DocumentKind, Header, Paragraph
from pipeline.structure.data_period import reports_own_year
from pipeline.structure.markers import marker_of, plain
from pipeline.structure.period import date_in, document_year, period
from pipeline.structure.places import place_at_start, place_of

_HEAD_LINES, _HEAD_WIDTH, _OPENING = 14, 60, 1500


def header(text: str, paragraphs: tuple[Paragraph, ...], name: str) -> Header:
    """The header of a document; '' and None for what it does not say. ``name`` is the file's name."""
    lines = [plain(paragraph.span.of(text)) for paragraph in paragraphs]
    head = [line for line in lines[:_HEAD_LINES] if len(line) <= _HEAD_WIDTH]
    short = [line for line in lines if len(line) <= _HEAD_WIDTH]
    stem = name.rpartition(".")[0] or name
    title = _title(lines, stem)
    kind = _kind(title, head, text)
    city = place_of(title, head, text, stem)
    number = _number(head)
    issued_on = _issued_on(title, short, kind)
    first, last = (None, None) if kind != "plan" else period(title, text)
    return Header(
        title=title,
        city=city,
        issuer=_issuer(head, short, city, kind, text),
        document_number=number,
        issued_on=issued_on,
        first_year=first,
        last_year=last,
        document_year=document_year(title, number, issued_on, kind, stem),
        kind=kind,
    )


def _title(lines: list[str], stem: str) -> str:
    """The plan's own title rather than that of the notice that sends it out."""
    label = load("headings")["title"]["label"]
    head = [re.sub(label, "", line) for line in lines[:_HEAD_LINES]]
    titles = [line for line in head if len(line) <= _HEAD_WIDTH and _is_title(line)]
    named = [found for line in head for found in re.findall(r"《([^《》]+)》(?=和《|已经|业经|已)", line)]
    if not titles:
        return "、".join(named) or re.sub(r"^[\d_\-\s]+", "", stem)
    own = next((title for title in titles if not title.startswith("关于") and not title.endswith("通知")), titles[0])
    return _without_notice(own) + _years_below(own, head)


def _years_below(title: str, head: list[str]) -> str:
    """(2024—2028年) on a line of its own under the title."""
    below = head[head.index(title) + 1 :][:1]
    return below[0] if below and re.fullmatch(r"[(（][^()（）]*20\d\d[^()（）]*[)）]", below[0]) else ""


def _without_notice(title: str) -> str:
    """关于印发…的通知 → …; 关于…行动计划 → …行动计划; 政府工作报告(2020年4月28日…) without the bracket."""
    title = re.sub(r"\s*[(（][^()（）]*\d+月[^()（）]*[)）]$", "", title)
    title = re.sub(r"^关于(?:印发|下发|发布)《?(.+?)》?的通知$", r"\1", title)
    return title if title.endswith(("报告", "意见", "建议", "提案", "通知")) else title.removeprefix("关于")


def _is_title(line: str) -> bool:
    line = re.sub(r"\s*[(（][^()（）]*[)）]$", "", line)
    return (
        len(line) >= 6
        and marker_of(line) is None
        and not re.search(r"[。；;，,！!：:|]|^《", line)
        and bool(_title_words().search(line))
    )


def _kind(title: str, head: list[str], text: str) -> DocumentKind:
    words, front = load("headings")["kind"], "\n".join([title, *head])
    if (
        reports_own_year(title)
        or re.search(words["report"], front)
        or all(word in text[:_OPENING] for word in words["spoken"])
    ):
        return "report"
    advisory = re.search(words["proposal"], title) or (title.endswith("报告") and re.search(words["adviser"], front))
    return "proposal" if advisory else "plan"


def _number(head: list[str]) -> str:
    pattern = re.compile(load("places")["document_number"]["pattern"])
    return next((match[0] for line in head if (match := pattern.search(line)) and "《" not in line), "")


def _issuer(head: list[str], short: list[str], city: str, kind: DocumentKind, text: str) -> str:
    words = load("places")["issuer"]
    labelled = [match[1] for line in head if (match := re.search(rf"{words['label']}([^|:：\s]+)", line))]
    signed = [line for line in head + short[-_HEAD_LINES:] if _is_body(line)]
    if signed or labelled:
        return (signed or labelled)[0]
    if any(words["conference"] in line for line in head) and city:
        return f"{words['conference']}{city}委员会"
    return f"{city}人民政府" if kind == "report" and city and "政府" in text else ""


def _is_body(line: str) -> bool:
    place, words = place_at_start(line), load("places")["issuer"]
    local = bool(place) and re.fullmatch(words["bodies"], line.removeprefix(place))
    return bool(local or re.fullmatch(words["national"], line))


def _issued_on(title: str, short: list[str], kind: DocumentKind) -> str | None:
    """The date under the signature, else a labelled one, else the day a report was given."""
    labels = load("places")["date"]["labels"]
    signed = [line for line in short if re.fullmatch(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日", line)]
    labelled = [match[0] for line in short if (match := re.search(rf"{labels}\S+", line))]
    given = [line for line in short[:_HEAD_LINES] if kind == "report" and "://" not in line]
    return next((date for line in [*signed, *labelled, *given] if (date := date_in(line))), None)


@cache
def _title_words() -> re.Pattern[str]:
    return re.compile(load("headings")["title"]["pattern"])
