"""A small plan with all that a board holds: goals, one of them twice, a figure, tasks, a table of projects."""

from pathlib import Path

TEXT = """乙海市智慧城市建设三年行动计划（2019-2021年）

一、发展现状
截至2018年底，5G网络覆盖率达到60%。

二、建设目标
到2021年，5G网络覆盖率达到99%以上，政务服务事项网上可办率达到100%。
新增上云企业1500家。

三、重点任务
重点专项1：提升基础网络。到2021年，5G网络覆盖率达99%以上。（牵头单位：市经信局）
重点专项2：推进企业上云。支持企业使用云服务。（牵头单位：市工信局）

2018年信息化项目预审情况
部门（单位）
预审通过项目数（个）
申请金额（万元）
预审通过金额（万元）
教育局
1
188
160
财政局
2
200
267
民政局
3
24
12
合计
{total}
412
439
"""


def write_plan(folder: Path, name: str = "900_small.txt", total: str = "6") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(TEXT.format(total=total), encoding="utf-8", newline="")
    return path
