"""What is to be said of a sheet that came back: where, what happened, what to do."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing about one cell (or a row, by its first cell). ``refused``: the row is not taken; else a note.

    ``remedy`` says what to do next.
    """

    sheet: str
    cell: str
    text: str
    remedy: str
    refused: bool = True

    @property
    def place(self) -> str:
        """填报表!H12, or the sheet alone."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    def __str__(self) -> str:
        return f"{self.place}：{self.text}。{self.remedy}。"
