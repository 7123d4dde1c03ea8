"""Work reports of one city over years, for what follows an indicator through them."""

from pathlib import Path

from tests.factories import REPORT

CITY = "云溪市"
_ASKED = "全市经济社会发展主要预期目标是：{}。"
_REPORTS = {
    2021: ("2020年，全市地区生产总值增长5%。", "地区生产总值增长7%"),
    2022: ("2021年，全市地区生产总值增长8.8%。", "地区生产总值增长6%以上；粮食产量达到50万吨"),
    2023: ("2022年，全市地区生产总值增长3%。", "地区生产总值增长5%以上"),
    2024: ("2023年，预计地区生产总值增长6%左右。接待旅游总收入增长9%。", "地区生产总值增长5.5%左右"),
}  # year of the report → what it tells, what it asks


def write_reports(folder: Path) -> list[Path]:
    """The growth of 地区生产总值 met in 2021, missed in 2022, only estimated for 2023, not told for 2024; in the last
    report a name that is like 旅游总收入 and no wording of it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [_written(folder, year, *said) for year, said in _REPORTS.items()]


def _written(folder: Path, year: int, past: str, future: str) -> Path:
    text = REPORT.format(past=past, future=_ASKED.format(future))
    for printed, meant in (
        ("2024年1月", f"{year}年1月"),
        ("2023年工作", f"{year - 1}年工作"),
        ("2024年重", f"{year}年重"),
    ):
        text = text.replace(printed, meant)
    path = folder / f"{CITY}_{year}.md"
    path.write_text(text, encoding="utf-8")
    return path
