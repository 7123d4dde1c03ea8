"""Who answers for a task: the bodies behind 牵头单位, 责任单位, 配合单位, …负责."""

import re
from functools import cache

from pipeline.lexicon import load
from pipeline.structure.brackets import bracket_groups, find_outer, split_outer

Bodies = tuple[str, ...]


_SPOKEN = re.compile(r"(?:^|[。;；\n])\s*由([^。;；\n]{2,80}牵头[^。;；\n]{0,80})")


def agencies_in(text: str) -> tuple[Bodies, Bodies]:
    """(lead, supporting) bodies that a paragraph names, as printed, without repeats.

    Lead are the bodies behind 牵头; where none is named, those behind 责任单位 or 负责. The rest support.
    """
    named: dict[str, list[str]] = {"lead": [], "responsible": [], "supporting": []}
    for role, bodies in [*_labelled(text), *_unlabelled(text)]:
        named[role] += [body for body in bodies if body not in named[role]]
    lead = named["lead"] or named["responsible"]
    others = (named["responsible"] if named["lead"] else []) + named["supporting"]
    return tuple(lead), tuple(dict.fromkeys(body for body in others if body not in lead))


def _labelled(text: str) -> list[tuple[str, list[str]]]:
    """牵头单位:甲、乙;责任单位:丙"""
    found = []
    for match in _label().finditer(text):
        end = find_outer(text, ";；。\n", match.end())
        found.append((_roles()[match[1]], _names(text[match.end() : end])))
    return found


def _unlabelled(text: str) -> list[tuple[str, list[str]]]:
    """(甲局牵头,乙局、丙局按职责分工负责), or the same as a sentence: 由甲局牵头,乙局配合。"""
    found: list[tuple[str, list[str]]] = []
    if "负责" not in text and "牵头" not in text:
        return found
    for group in [*bracket_groups(text), *_SPOKEN.findall(text)]:
        if ("负责" not in group and "牵头" not in group) or _label().search(group):
            continue
        clauses = [_clause(clause) for clause in split_outer(group, ",，;；")]
        if all(clause is not None for clause in clauses):
            found += [clause for clause in clauses if clause is not None]
    return found


def _clause(clause: str) -> tuple[str, list[str]] | None:
    """One clause of a bracket, or None when it is not a list of bodies with a duty."""
    words = load("agencies")["clause"]
    clause = clause.strip()
    lead = re.sub(words["lead"], "", clause)
    role, rest = ("lead", lead) if lead != clause else ("responsible", re.sub(words["duty"], "", clause))
    names = _names(rest)
    return (role, names) if names and all(map(_is_body, names)) else None


def _names(text: str) -> list[str]:
    pieces = (re.sub(load("agencies")["tail"], "", piece.strip(" \t　.。")) for piece in split_outer(text, "、,，"))
    return [piece for piece in pieces if piece]


def _is_body(name: str) -> bool:
    words = load("agencies")
    return len(name) <= words["longest"] and re.sub(r"[(（].*", "", name).endswith(tuple(words["suffixes"]))


@cache
def _roles() -> dict[str, str]:
    return {word: role for role, words in load("agencies")["label"].items() for word in words}


@cache
def _label() -> re.Pattern[str]:
    words = sorted(_roles(), key=len, reverse=True)
    return re.compile(f"({'|'.join(words)})[:：]")
