"""Native bar charts: their data lie in the file and can be edited. Nothing is drawn that has no number."""

from collections.abc import Mapping, Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.util import Cm, Pt

from dashboard.briefings.slides.canvas import INK, Deck, Place, set_font
from dashboard.icons import BY_NAME

GLYPHS = {
    "已完成": "√", "超序时": "◆", "达序时": "●", "略低": "▲", "未达序时": "■", "到期未完成": "×",
    "年度指标": "○", "数据过期": "◇", "无数据": "–",
}  # in every Chinese font, so that a file can be edited anywhere  # fmt: skip
_WHITE_ON = ("略低", "未达序时", "到期未完成")
AXIS = "9AA5B1"


def by_state(deck: Deck, place: Place, rows: Mapping[str, Mapping[str, int]]) -> None:
    """Stacked bars: one a row, a part for each state that it has, the count and the shape in it."""
    states = [state for state in BY_NAME if any(counts.get(state) for counts in rows.values())]
    data = CategoryChartData(number_format="General")
    data.categories = [deck.set(name) for name in rows]
    for state in states:
        data.add_series(deck.set(state), [counts.get(state) or None for counts in rows.values()])
    chart = _chart(deck, place, XL_CHART_TYPE.BAR_STACKED, data, gap=50, overlap=100)
    for series, state in zip(chart.plots[0].series, states, strict=True):
        _dress(series, state)


def diverging(deck: Deck, place: Place, gaps: Sequence[tuple[str, float]]) -> None:
    """完成减序时 by goal, to the right of the axis where it is ahead and to the left where it is behind."""
    data = CategoryChartData(number_format='+0.0;"−"0.0;0.0')
    data.categories = [deck.set(name) for name, _ in gaps]
    data.add_series(deck.set("达到"), [gap if gap >= 0 else None for _, gap in gaps])
    data.add_series(deck.set("低于"), [gap if gap < 0 else None for _, gap in gaps])
    chart = _chart(deck, place, XL_CHART_TYPE.BAR_STACKED, data, gap=60, overlap=100)
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    widest = max(abs(gap) for _, gap in gaps) * 1.25 or 1
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = -widest, widest
    for series, state in zip(chart.plots[0].series, ("达序时", "未达序时"), strict=True):
        _fill(series, BY_NAME[state].area, BY_NAME[state].line)
        colour = "FFFFFF" if state in _WHITE_ON else INK
        _labels(series, colour, '+0.0;"−"0.0;0.0', XL_LABEL_POSITION.INSIDE_BASE)


def money(deck: Deck, place: Place, rows: Sequence[tuple[str, float | None, float | None]], odd: Sequence[int]) -> None:
    """申请 pale with a frame, 批复 solid; the rows in ``odd`` do not make sense and are amber."""
    data = CategoryChartData(number_format="General")
    data.categories = [deck.set(name) for name, _, _ in rows]
    data.add_series(deck.set("申请"), [asked for _, asked, _ in rows])
    data.add_series(deck.set("批复"), [approved for _, _, approved in rows])
    chart = _chart(deck, place, XL_CHART_TYPE.BAR_CLUSTERED, data, gap=45, overlap=0)
    asked, approved = chart.plots[0].series
    _fill(asked, "EEF2F7", AXIS)
    _fill(approved, "1F4E8C", "1F4E8C")
    for index in odd:
        point = approved.points[index]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = RGBColor.from_string("B97400")
    for series in (asked, approved):
        _labels(series, INK, "General", XL_LABEL_POSITION.OUTSIDE_END, size=11)


def _chart(deck: Deck, place: Place, kind: XL_CHART_TYPE, data: CategoryChartData, *, gap: int, overlap: int) -> Any:  # noqa: ANN401
    spot = (Cm(place.left), Cm(place.top), Cm(place.width), Cm(place.height))
    chart = deck.slide.shapes.add_chart(kind, *spot, data).chart
    chart.has_legend, chart.has_title = False, False
    chart.font.size = Pt(13)
    set_font(chart.font._element)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = gap, overlap
    category, value = chart.category_axis, chart.value_axis
    category.reverse_order = True
    category.major_tick_mark = category.minor_tick_mark = XL_TICK_MARK.NONE
    category.format.line.color.rgb = RGBColor.from_string(AXIS)
    category.has_major_gridlines = value.has_major_gridlines = False
    value.visible = False
    return chart


def _dress(series: Any, state: str) -> None:  # noqa: ANN401  python-pptx
    look = BY_NAME[state]
    if look.family == "none":
        _fill(series, "FFFFFF", look.line)
        series.format.line.dash_style = MSO_LINE.DASH if state == "无数据" else None
    else:
        _fill(series, look.area, look.line)
    colour = "FFFFFF" if state in _WHITE_ON else INK
    shape = "" if state == "无数据" else f'"{GLYPHS[state]}"'  # its dash before a number would be read as a minus
    _labels(series, colour, f"{shape}0", XL_LABEL_POSITION.CENTER)


def _fill(series: Any, area: str, line: str) -> None:  # noqa: ANN401  python-pptx
    area, line = area.lstrip("#"), line.lstrip("#")
    series.invert_if_negative = False
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor.from_string(area)
    series.format.line.color.rgb = RGBColor.from_string(line)
    series.format.line.width = Pt(1)


def _labels(series: Any, colour: str, number_format: str, position: XL_LABEL_POSITION, size: float = 12) -> None:  # noqa: ANN401
    labels = series.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = number_format, False
    labels.position = position
    labels.font.size, labels.font.bold = Pt(size), True
    labels.font.color.rgb = RGBColor.from_string(colour)
    set_font(labels.font._element)
