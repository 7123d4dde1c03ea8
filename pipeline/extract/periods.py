"""Which paragraphs of a report sum up several years: there 新增 is a total of the period, not of a year."""

import re

from pipeline.model import Structure

_SEVERAL = re.compile(
    r"五年来(?!的?最|首次|新[高低])|(?:过去|这|刚刚过去的?)五年|五年间|本届政府(?!的?(?:开局|收官|起步|第[一二三四五]年))|[“\"]?十[一二三四]五[”\"]?(?:时期|期间|以来)|[三四]年来(?!的?最|首次|新[高低])"
)
_MAY_SAY = ("年来", "五年", "届政府", "五时", "五期", "五以", "五”", '五"', "一年", "去年", "今年", "20")  # in either
_ONE = re.compile(
    r"(?:过去|这|刚刚过去)的?一年|一年来|去年|(?:^|[^到自从在至])20\d{2}年(?:是|,|，|以来|我们|全市|工作)|今年"
)


def sums_up_years(structure: Structure, text: str) -> tuple[bool, ...]:
    """Per paragraph, whether it stands in a review of several years: the last such word said above it decides.

    What an opening says first counts: 2017年是本届政府的开局之年 speaks of one year.
    """
    flags, running, chapter = [], False, ""
    for paragraph in structure.paragraphs:
        opening = paragraph.span.of(text)[:60]
        outer = paragraph.headings[0] if paragraph.headings else ""
        if outer != chapter:
            running, chapter = bool(_SEVERAL.search(outer)), outer
        if any(word in opening for word in _MAY_SAY):
            one, several = _ONE.search(opening), _SEVERAL.search(opening)
            if several:
                running = one is None or several.start() <= one.start()
            elif one:
                running = False
        flags.append(running)
    return tuple(flags)
