"""What a sheet that came back says as a whole, and what of it may be put on record."""

from dataclasses import dataclass

from pipeline.entries import Figure
from pipeline.entry_sheet.messages import Problem
from pipeline.entry_sheet.rows import DataPeriod
from pipeline.errors import PipelineError

_NAMED = 8  # problems that one error message names


@dataclass(frozen=True)
class SheetReading:
    """What a sheet says. ``figures``: the rows that are right and new; ``unchanged``: goals whose row says what is on
    record already; ``empty``: how many rows were left empty; ``problems``: in the order of the sheet, with the notes.
    """

    period: DataPeriod
    figures: tuple[Figure, ...]
    unchanged: tuple[str, ...]
    empty: int
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.refused)

    @property
    def summary(self) -> str:
        """How many rows are what, for people."""
        return (
            f"可提交 {len(self.figures)} 个新数，{len(self.unchanged)} 个与已有的相同，{self.empty} 行未填，"
            f"{len(self.refused)} 处问题。"
        )

    def taking(self, *, partial: bool = False) -> tuple[Figure, ...]:
        """The figures to put on record: all of them, or with ``partial`` those of the rows that are right.

        Raises PipelineError when a row is wrong and only all or nothing was asked for, or when there is nothing new.
        """
        if self.refused and not partial:
            named = "".join(str(problem) for problem in self.refused[:_NAMED])
            more = f"另有 {len(self.refused) - _NAMED} 处。" if len(self.refused) > _NAMED else ""
            raise PipelineError(f"有 {len(self.refused)} 处问题，一行都没有读入。{named}{more}")
        if not self.figures:
            raise PipelineError("没有可读入的新数：填了的行或有问题，或与已有的相同。请改正后再交。")
        return self.figures
