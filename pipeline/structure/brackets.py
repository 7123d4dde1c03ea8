"""Reading text by its outer level: what stands inside brackets or quotes does not count."""

import re

_ROUND = re.compile("[(（]")
_OPEN = "(（《“‘〔[【"
_CLOSE = ")）》”’〕]】"


def find_outer(text: str, characters: str, start: int = 0) -> int:
    """The first of ``characters`` outside brackets, or the bracket that closes the surrounding one; else the end."""
    depth = 0
    for index in range(start, len(text)):
        character = text[index]
        if character in characters and depth == 0:
            return index
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth -= 1
            if depth < 0:
                return index
    return len(text)


def split_outer(text: str, characters: str) -> list[str]:
    """The pieces between ``characters`` that stand outside brackets. Stray closing brackets separate too."""
    pieces, start = [], 0
    while start <= len(text):
        end = find_outer(text, characters, start)
        pieces.append(text[start:end])
        start = end + 1
    return pieces


def bracket_groups(text: str) -> list[str]:
    """The contents of the outermost round brackets, in order."""
    groups, position = [], 0
    while opened := _ROUND.search(text, position):
        position = find_outer(text, "", opened.end())
        groups.append(text[opened.end() : position])
        position += 1
    return groups
