"""Broken, hostile and huge files: never a crash, a hang, or a write outside. Fixed seed, fixed budget.

``FUZZ_SECONDS`` (60) is shared by the random tests; ``FUZZ_SEED`` (0) begins them. Longer: FUZZ_SECONDS=3600.
"""

import io
import os
import random
import re
import time
import zipfile
from collections.abc import Callable

import pytest

from tests.factories import SEEDS
from tests.read import documents
from tests.read.test_refusals import packed
from tests.strategies import NOISE

SECONDS = float(os.environ.get("FUZZ_SECONDS", "60"))
SEED = int(os.environ.get("FUZZ_SEED", "0"))
LIMIT = 20.0  # seconds for one small file
LONG_LIMIT = 90.0  # seconds for 10 MB
SUFFIXES = (".txt", ".md", ".csv", ".tsv", ".html", ".docx", ".xlsx", ".pdf", ".doc", ".docm", ".zip", "")
MIXED = [*NOISE, "<table>", "</td>", "<!--", "\x00", "\ud7ff", "|", "\t", '"', "第", "2025年", "95%", "\r\n"]


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A few changes: bits, cuts, doubled stretches, foreign pieces, a lost end."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(changed) + 1)
        end = min(start + chance.choice((1, 2, 30, 1000)), len(changed))
        kind = chance.randrange(5)
        if kind == 0 and start < len(changed):
            changed[start] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del changed[start:end]
        elif kind == 2:
            changed[start:start] = changed[start:end] * chance.randint(1, 20)
        elif kind == 3:
            changed[start:start] = "".join(chance.choices(MIXED, k=chance.randint(1, 40))).encode()
        elif chance.random() < 0.1:
            del changed[start:]
    return bytes(changed)


def mutated_text(text: str, chance: random.Random) -> str:
    """The same between characters, so that what comes out still is text."""
    for _ in range(chance.randint(1, 40)):
        start = chance.randrange(len(text) + 1)
        end = start + chance.choice((1, 2, 30, 300))
        piece = chance.choice(("", text[start:end] * 5, "".join(chance.choices(MIXED, k=20)), text[end : end + 50]))
        text = text[:start] + piece + text[chance.choice((start, end)) :]
    return text


def repacked(data: bytes, chance: random.Random) -> bytes:
    """One part of a docx or xlsx mutated, the package whole: what gets past the zip's own checks."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([part for part in parts if "document" in part or "sheet" in part or "styles" in part])
    if chance.random() < 0.3:
        return packed(parts | {name: mutated(parts[name], chance)})
    return packed(parts | {name: shuffled_elements(parts[name].decode(), chance)})


def shuffled_elements(xml: str, chance: random.Random) -> str:
    """Numbers changed and whole elements doubled: XML that still is well-formed and says nonsense."""
    xml = re.sub(
        r'"\d+"', lambda match: f'"{chance.choice((0, 1, 7, 99999, -1))}"' if chance.random() < 0.3 else match[0], xml
    )
    for element in chance.sample(
        found := re.findall(r"<w:(?:p|tr|tc)>.*?</w:(?:p|tr|tc)>|<c .*?</c>", xml), min(3, len(found))
    ):
        xml = xml.replace(element, element * chance.randint(0, 3), 1)
    return xml


def of_seed(chance: random.Random) -> tuple[str, bytes]:
    path = chance.choice(list(SEEDS.values()))
    text, start = path.read_text(encoding="utf-8"), chance.randrange(8_000)
    changed = mutated_text(text[start : start + 3_000], chance)
    encoding = chance.choice(("utf-8", "utf-8", "gb18030", "utf-16"))
    return f"规划{chance.choice(SUFFIXES[:5])}", changed.encode(encoding, "replace")


def of_container(chance: random.Random) -> tuple[str, bytes]:
    name, data = chance.choice(list(WHOLE.items()))
    packed_again = name.endswith(("docx", "xlsx")) and chance.random() < 0.7
    return name, repacked(data, chance) if packed_again else mutated(data, chance)


def of_noise(chance: random.Random) -> tuple[str, bytes]:
    starts = (
        b"",
        b"PK\x03\x04",
        b"%PDF-1.7\n",
        b"\xd0\xcf\x11\xe0",
        b"<html>",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
    )
    return f"乱{chance.choice(SUFFIXES)}", chance.choice(starts) + chance.randbytes(chance.randint(0, 3000))


WHOLE = {
    "a.docx": documents.docx_document(),
    "a.xlsx": documents.xlsx_document(),
    "a.html": documents.html_document(),
    "a.csv": documents.csv_document(),
}


@pytest.fixture(scope="module", autouse=True)
def _with_pdf():
    WHOLE["a.pdf"] = documents.pdf_document()


@pytest.mark.parametrize(("share", "make"), [(0.35, of_seed), (0.4, of_container), (0.15, of_noise)])
def test_random(share: float, make: Callable, survives, capsys):
    chance, end, count = random.Random(SEED), time.monotonic() + SECONDS * share, 0
    while time.monotonic() < end:
        state = chance.getstate()
        name, data = make(chance)
        try:
            survives(name, data, LIMIT)
        except BaseException as error:
            raise AssertionError(f"{make.__name__} input {count} (seed {SEED}), state {hash(state)}: {name}") from error
        count += 1
    assert count > 20


def nested(tag: str, depth: int) -> str:
    return f"<{tag}>" * depth + "建成基站300座" + f"</{tag}>" * depth


SENTENCE = "到2025年，全市建成5G基站6000座以上，公共数据共享率达到95%以上。"
ROW = ["网办率", "%", "95"]
ENTITIES = '<!DOCTYPE html [<!ENTITY a "甲"><!ENTITY b "&a;&a;">]>'
SHAPES: dict[str, Callable[[], tuple[str, bytes | str]]] = {
    "nested tables": lambda: ("a.html", nested("table><tr><td", 300)),
    "deep page": lambda: ("a.html", nested("div", 50_000)),
    "reaching cells": lambda: ("a.html", f"<table>{'<tr><td rowspan=65535 colspan=9999>甲<td>9</tr>' * 2000}</table>"),
    "huge table": lambda: ("a.html", documents.html_table([["指标", "单位", "2025年"], *[ROW] * 5000])),
    "wide table": lambda: ("a.html", documents.html_table([["指标"] * 2000] * 20)),
    "long csv": lambda: ("a.csv", "指标,单位,2025年\n" + "网办率,%,95\n" * 10_000),
    "wide csv": lambda: ("a.csv", ("9," * 20_000 + "\n") * 5),
    "quotes": lambda: ("a.csv", '"' * 200_001),
    "open quotes": lambda: ("a.csv", '"a,' * 100_000),
    "piped": lambda: ("a.md", "| 指标 | 2025年 |\n" + "| 网办率 | 95% |\n" * 5000),
    "rows as text": lambda: ("a.txt", "指标 单位 属性 2025年\n" + "网办率 % 预期性 95\n" * 5000),
    "html entities": lambda: ("a.html", ENTITIES + "<p>&b;&b;" + "&amp;" * 90_000),
    "numbered": lambda: ("a.txt", "一、目标\n（一）建设\n1.平台\n" * 5000),
    "duties": lambda: ("a.txt", "重点专项1：平台\n（牵头单位：市工信局）\n" * 3000),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes(shape, survives):
    name, content = SHAPES[shape]()
    survives(name, content.encode() if isinstance(content, str) else content, LIMIT)


LINES = {
    "prose": SENTENCE * 8_000,
    "words": "建设发展数据政务服务" * 330_000,
    "no clause ends": "共享率达到95%和" * 5_000,
    "digits": "1234567890" * 20_000,
    "letters": "a" * 1_000_000,
    "blanks": " " * 9_999_999 + "x",
    "brackets": "（" * 300_000,
    "comments": "<!--" * 75_000,
    "pipes": "|" * 300_000,
    "questions": "甲" + "?" * 1_000_000,
    "quotes": "“" * 300_000,
}


@pytest.mark.parametrize("kind", LINES)
def test_one_long_line(kind, survives):
    survives("长.txt", LINES[kind].encode(), LONG_LIMIT)
