"""The nine states: their order, colours and shapes. An icon is an SVG in a data address, since
``st.html`` removes inline ``<svg>`` and an image also prints when backgrounds are off."""

import base64
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class State:
    """One state: ``family`` good, bad or none; ``drawing`` in a 16 × 16 field, ``mark`` its reduced form."""

    name: str
    family: str
    area: str
    line: str
    drawing: str
    mark: str
    meaning: str


_DISC = '<circle cx="8" cy="8" r="7" fill="{}" stroke="#0C6153" stroke-width="1.3"/>'
_DONE, _AHEAD, _ON_PACE = (_DISC.format(area) for area in ("#D3E9E2", "#A3D2C5", "#6FB8A5"))
_TICK = '<path d="M4.8 8.3l2.3 2.3 4.2-4.9" fill="none" stroke="#0C6153" stroke-width="1.7"/>'
_CHEVRONS = '<path d="M4.8 8L8 4.8 11.2 8M4.8 11.6L8 8.4l3.2 3.2" fill="none" stroke="#0C6153" stroke-width="1.5"/>'
_DOT = '<circle cx="8" cy="8" r="2.4" fill="#0C6153"/>'
_TRIANGLE = '<path d="M8 1.6L15.2 14.6H.8z" fill="#B97400"/>'
_SQUARE = '<path d="M1.5 1.5h13v13h-13z" fill="#CC3B2B"/>'
_CROSSED = '<path d="M1.5 1.5h13v13h-13z" fill="#7A1212"/><path d="M5 5l6 6M11 5l-6 6" stroke="#FFF" stroke-width="2"/>'
_RING = '<circle cx="8" cy="8" r="6" fill="#FFF" stroke="#64789A" stroke-width="2"/>'
_HATCHED = (
    '<circle cx="8" cy="8" r="6.8" fill="#FFF" stroke="#6E7986" stroke-width="1.3"/>'
    '<path d="M3 9.5L9.5 3M3.6 12.2l8.6-8.6M6.5 13L13 6.5" stroke="#6E7986" stroke-width="1.2"/>'
)
_DASHED = (
    '<rect x="1.5" y="1.5" width="13" height="13" rx="2" fill="#FFF" stroke="#7B8794" stroke-width="1.2" '
    'stroke-dasharray="2.6 1.8"/><path d="M5 8h6" stroke="#7B8794" stroke-width="1.4"/>'
)
_EMPTY = '<rect x="2" y="2" width="12" height="12" rx="3" fill="#FFF" stroke="#7B8794" stroke-width="1.8"/>'

STATES = (
    State("已完成", "good", "#D3E9E2", "#0C6153", _DONE + _TICK, _DONE, "实际值达到要求"),
    State("超序时", "good", "#A3D2C5", "#0C6153", _AHEAD + _CHEVRONS, _AHEAD, "未到期，完成率高于序时进度"),
    State("达序时", "good", "#6FB8A5", "#0C6153", _ON_PACE + _DOT, _ON_PACE, "未到期，完成率不低于序时进度"),
    State("略低", "bad", "#B97400", "#B97400", _TRIANGLE, _TRIANGLE, "未到期，完成率略低于序时进度"),
    State("未达序时", "bad", "#CC3B2B", "#CC3B2B", _SQUARE, _SQUARE, "未到期，完成率明显低于序时进度"),
    State("到期未完成", "bad", "#7A1212", "#7A1212", _CROSSED, _CROSSED, "已到期，实际值没有达到要求"),
    State("年度指标", "none", "#FFFFFF", "#64789A", _RING, _RING, "本期不评：只看一年的目标，或到期前无从评判的目标"),
    State("数据过期", "none", "#FFFFFF", "#6E7986", _HATCHED, _HATCHED, "有实际值，但太旧，不能据以判断"),
    State("无数据", "none", "#FFFFFF", "#7B8794", _DASHED, _EMPTY, "没有实际值；不算完成，也不算落后"),
)
BY_NAME = {state.name: state for state in STATES}
# From what most needs a look to what least does; the verdict-less come between bad and good.
WORST_FIRST = ("到期未完成", "未达序时", "略低", "无数据", "数据过期", "年度指标", "达序时", "超序时", "已完成")


# The shapes where only text is possible, and as plotly draws them.
GLYPHS = {
    "已完成": "✓", "超序时": "↑", "达序时": "●", "略低": "▲", "未达序时": "■", "到期未完成": "×", "年度指标": "○",
    "数据过期": "◌", "无数据": "–",
}  # fmt: skip
SYMBOLS = {
    "已完成": "circle", "超序时": "circle", "达序时": "circle", "略低": "triangle-up", "未达序时": "square",
    "到期未完成": "x", "年度指标": "circle-open", "数据过期": "circle-open-dot", "无数据": "line-ew-open",
}  # fmt: skip

# 督办预警等级: the shape tells them apart in black and white too.
_LEVELS = {
    "蓝": '<path d="M8 1l7 7-7 7-7-7z" fill="#1F4E8C"/>',
    "黄": '<path d="M8 1.6L15.2 14.6H.8z" fill="#B97400"/><path d="M8 6v4M8 11.4V13" stroke="#FFF" stroke-width="2"/>',
    "红": '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="#CC3B2B"/><path d="M4.5 8h7" stroke="#FFF" stroke-width="2"/>',
}


@cache
def icon(state: str, *, small: bool = False) -> str:
    """A data address with the state's shape; ``small`` is the reduced drawing for marks under 10 px."""
    return _address(BY_NAME[state].mark if small else BY_NAME[state].drawing)


@cache
def level_icon(level: str) -> str:
    """A data address with the shape of a 预警等级: 蓝 diamond, 黄 triangle, 红 octagon."""
    return _address(_LEVELS[level])


def _address(drawing: str) -> str:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16" viewBox="0 0 16 16">{drawing}</svg>'
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
