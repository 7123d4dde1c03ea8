"""A board of invented numbers as large as a province, for measuring: every city and source is named 示例.

``python tests/bench/generated_board.py FOLDER --cities 300 --goals 67 --years 10``: writes a table of published figures
for each city and builds them into ``FOLDER`` as any documents are built. 300 × 67 goals and ten figures of each are
20,100 goals and 201,000 observations.
"""

import argparse
import csv
import os
import random
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HEAD = (
    "place", "level", "kind", "indicator", "measure", "value", "op", "unit", "year", "period_start", "period_end",
    "certainty", "scope", "source",
)  # fmt: skip
THINGS = (
    "政务服务事项网上可办率", "5G网络覆盖率", "城市污水集中处理率", "电子健康档案覆盖率", "公共数据开放率",
    "数字化改造企业占比", "城镇登记失业率", "森林覆盖率", "空气质量优良天数比率", "社区服务设施覆盖率",
)  # fmt: skip
SOURCE = "示例：为测速生成的数，不是真实数据"


def rows(city, goals, years, draw):
    """A goal for the last year and a figure for each year of each indicator."""
    last = 2025
    for number in range(goals):
        name = f"{THINGS[number % len(THINGS)]}{number // len(THINGS) + 1}类"
        start, aim = draw.uniform(20, 60), draw.uniform(70, 99)
        yield (city, "county", "target", name, "level", f"{aim:.1f}", ">=", "%", last, "", "", "final", "", SOURCE)
        for year in range(last - years, last):
            value = start + (aim - start) * (year - last + years + draw.uniform(-0.5, 1)) / years
            day = (f"{year}-01-01", f"{year}-12-31")
            yield (city, "county", "actual", name, "level", f"{value:.1f}", "=", "%", year, *day, "final", "", SOURCE)


def write(folder, cities, goals, years):
    """One table a city."""
    folder.mkdir(parents=True, exist_ok=True)
    draw = random.Random(1)
    for number in range(1, cities + 1):
        city = f"示例{number:03}市"
        with (folder / f"{city}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEAD)
            writer.writerows(rows(city, goals, years, draw))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cities", type=int, default=300)
    parser.add_argument("--goals", type=int, default=67)
    parser.add_argument("--years", type=int, default=10)
    asked = parser.parse_args()
    tables = asked.folder / "tables"
    write(tables, asked.cities, asked.goals, asked.years)
    began = time.perf_counter()
    env = os.environ | {"DATA_DIR": str(asked.folder), "LEDGER_URL": ""}
    subprocess.run([sys.executable, "-m", "pipeline", "build", str(tables)], cwd=ROOT, env=env, check=True)
    print(f"built in {time.perf_counter() - began:.1f} s")


if __name__ == "__main__":
    main()
