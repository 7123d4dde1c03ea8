"""Two work reports of an invented city in a row, and one of its neighbour: goals of 2019, and what became of them."""

from pathlib import Path

from pipeline.facts import Frames
from pipeline.frames import frames_of, joined
from pipeline.reading import read_plans

REPORT = """政府工作报告
——{year}年1月10日在{city}第五届人民代表大会第{number}次会议上
{city}市长 江远
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议。
一、{past_year}年工作回顾
{past}
二、{year}年重点工作
{future}
"""
GOALS = (
    "地区生产总值增长7%以上。加快新型基础设施布局，新建5G基站500个。城镇新增就业11万人。"
    "布局新一轮创新载体，新增省级以上众创空间5家。新增各类人才7万人。"
)
RESULTS = (
    "预计地区生产总值增长7.2%。信息基础设施不断完善，建成5G基站620座。城镇新增就业12万人。"
    "创新活力持续迸发，新增省级众创空间8家。引进各类人才7.2万人。"
)
CITY, NEIGHBOUR = "云溪市", "丙山市"


def write_reports(folder: Path) -> list[Path]:
    """云溪市_2019, 云溪市_2020, and the results of the same year of its neighbour."""
    folder.mkdir(parents=True, exist_ok=True)
    nothing = "各项工作有序推进。"
    return [
        _write(folder, CITY, 2019, nothing, GOALS),
        _write(folder, CITY, 2020, RESULTS, nothing),
        _write(folder, NEIGHBOUR, 2020, "建成5G基站900座。新增省级以上众创空间30家。", nothing),
    ]


def _write(folder: Path, city: str, year: int, past: str, future: str) -> Path:
    path = folder / f"{city}_{year}.txt"
    number = {2019: "三", 2020: "四"}[year]
    text = REPORT.format(city=city, year=year, past_year=year - 1, number=number, past=past, future=future)
    path.write_text(text, encoding="utf-8")
    return path


def frames(folder: Path) -> Frames:
    """Their tables, as a board holds them."""
    return joined([frames_of(reading) for path in write_reports(folder) for reading in read_plans(path)])
