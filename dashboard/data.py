"""The published board with people's decisions laid over it, as of a day or as it was frozen. What is read and judged is
kept in memory (``dashboard.board_cache``); nothing else touches the store.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from dashboard import access, board_cache, ledger, moment
from dashboard.goal_table import goals_of, promised_of
from pipeline.access import EVERYTHING, Scope, within
from pipeline.board import current_path
from pipeline.decisions import Applied, Decision
from pipeline.entries import KINDS, FollowUp, RuleChange, Snapshot
from pipeline.errors import PipelineError
from pipeline.facts import FIELDS, KEYS, Values, records, said
from pipeline.overlay import present
from pipeline.progress import Rule, Story, definition_of
from pipeline.progress.values import plans_of
from pipeline.reported import E, Record, at_home, courses, figures_of, story_of, verdicts
from pipeline.settings import data_dir, ledger_folders
from pipeline.snapshots import Frozen, UnknownSnapshotError, View

if TYPE_CHECKING:
    pass


Source = tuple[Path, Scope]


@dataclass(frozen=True)
class Board:
    """One published board as of a day, with the decisions up to number ``seq`` and the ledger up to ``change``.

    ``problem`` says why a newer board, or what people decided, is not shown. With a ``frozen`` snapshot everything is
    what stands in its file, and nothing is judged anew. Nothing outside ``scope`` comes out of any of its properties.
    """

    path: Path
    as_of: datetime.date
    problem: PipelineError | None = None
    seq: int = 0
    change: int = 0
    frozen: Frozen | None = field(default=None, repr=False, compare=False)
    scope: Scope = EVERYTHING

    @property
    def source(self) -> "Source":
        """Where its tables come from and what of them is left: what a cache remembers by."""
        return self.path, self.scope

    def table(self, name: str) -> pd.DataFrame:
        """The declared table ``name``: columns and units as in ``pipeline.schema``, one row per key.

        target, observation and finding have a column ``review`` more (``pipeline.overlay``). KeyError for another name.
        """
        return self.reviewed.frames[name]

    @property
    def documents(self) -> pd.DataFrame:
        """The documents that were there on the day: columns of ``plan``."""
        plans = self.table("plan")
        known = plans_of(plans)
        return plans[[known[plan_id].is_out(self.as_of) for plan_id in plans["plan_id"]]]

    @property
    def reviewed(self) -> Applied:
        return board_cache.limited(self.path, self.seq, self.scope, self._reviewed) if self.scope else self._reviewed

    @property
    def _reviewed(self) -> Applied:
        return self.frozen.reviewed if self.frozen else board_cache.reviewed(self.path, self.seq)

    def decision(self, fact_id: str) -> Decision | None:
        """The decision that counts for a fact, if there is one."""
        return self.reviewed.standing.get(fact_id)

    def extracted(self, table: str, fact_id: str) -> Values:
        """What the build at hand read of a fact, by ``pipeline.facts.FIELDS``, whatever was decided; {} if nothing.

        Of a snapshot: what the reviewer saw.
        """
        if self.frozen:
            decision = self.decision(fact_id)
            return {name: value for name, value in decision.expected.items() if name in FIELDS} if decision else {}
        facts = board_cache.table(self.path, table)
        found = facts[(facts[KEYS[table]] == fact_id) & facts["plan_id"].isin(self.table("plan")["plan_id"])]
        return said(records(found)[0]) if len(found) else {}

    @property
    def goals(self) -> pd.DataFrame:
        """Numeric goals (core) that count on the day: the columns of ``target`` and of the verdict, whose value and
        year are ``actual`` and ``actual_year``; ``programme_title`` ('' without one) and ``programme_number``;
        ``due_text`` (2021 or 未明确); ``search_text`` (``dashboard.searching``). ``value``, ``value_max``, ``op`` and
        ``due_year`` are those of the goal in force; what the plan asks for stands in ``original_value`` and so on.
        """
        return self._lists.goals

    @property
    def doubts(self) -> pd.DataFrame:
        """Jumps and conflicts in the figures that count (``pipeline.abnormal.doubts_of``), of every goal.

        Of a snapshot those in the figures that it holds; its verdicts are not touched.
        """
        if self.frozen:
            return self._of_scope(board_cache.frozen_doubts(self.path, self.frozen))
        return self._of_scope(board_cache.judged(self.path, self.seq, self.change, self.as_of)[1])

    @property
    def waiting(self) -> pd.DataFrame:
        """The goals that do not count yet on the day; ``waits`` says why. Columns of ``goals``."""
        return self._lists.waiting

    @property
    def promised(self) -> pd.DataFrame:
        """Every numeric goal, whenever it was laid down and begins. Columns of ``goals``."""
        return self._lists.promised

    @property
    def everything(self) -> pd.DataFrame:
        """Goals and expressions together, without what a reviewer rejected or merged into another."""
        return self._lists.everything

    @property
    def with_gone(self) -> pd.DataFrame:
        """Goals and expressions, also those that a reviewer rejected or merged."""
        return self._lists.with_gone

    @property
    def _lists(self) -> board_cache.Lists:
        state = self.path, self.seq, self.change, self.as_of
        whole = board_cache.frozen_lists(self.path, self.frozen) if self.frozen else board_cache.lists(*state)
        if not self.scope:
            return whole
        return board_cache.lists_within(*state, self.scope, self._of_scope(whole.with_gone))

    def _of_scope(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows about goals that may be shown."""
        return frame[frame["target_id"].isin(self.table("target")["target_id"])] if self.scope else frame

    @property
    def expressions(self) -> pd.DataFrame:
        """The optional ones (全覆盖, N 大体系 …), same columns as ``goals``; never counted as goals."""
        return self._lists.expressions

    @property
    def figures(self) -> pd.DataFrame:
        """Measured values (core) that the documents state, columns of ``observation``."""
        return board_cache.figures(self.path, self.seq, self.scope, self.table("observation"))

    @property
    def record(self) -> Record:
        """What people put on record that verdicts depend on."""
        whole = self.frozen.record if self.frozen else board_cache.record(self.path, self.seq, self.change)
        return whole.within(self.reviewed.frames) if self.scope else whole

    @property
    def rule(self) -> Rule:
        """The rule in force; of a snapshot the one that was."""
        return self.record.rule

    @property
    def reported(self) -> pd.DataFrame:
        """Every figure that people entered, with its ``status``: ``pipeline.reported.FIGURE_COLUMNS``."""
        return self._of_scope(self.frozen.figures) if self.frozen else figures_of(self.record)

    def course(self, target_id: str) -> pd.DataFrame:
        """How a goal stood at the end of each period with a counted figure: ``pipeline.progress.SERIES_COLUMNS``."""
        if self.frozen:
            known = self._of_scope(self.frozen.courses)
            return known[known["target_id"] == target_id].reset_index(drop=True)
        frames = self.reviewed.frames
        targets = frames["target"]
        return courses({**frames, "target": targets[targets["target_id"] == target_id]}, self.record, self.as_of)

    def story(self, target_id: str) -> Story:
        """All that is drawn of one goal (``pipeline.progress.story``). Raises KeyError for one that is not there."""
        return story_of(self.reviewed.frames, self.record, self.as_of, target_id)

    @property
    def published(self) -> datetime.date:
        """When the board was built; of a snapshot, when it was frozen."""
        if self.frozen:
            return datetime.datetime.fromisoformat(self.frozen.about.made_at).astimezone().date()
        return datetime.date.fromtimestamp(self.path.stat().st_mtime)

    def under(self, rule: Rule) -> pd.DataFrame:
        """The goals as another rule would judge them; columns of ``goals``."""
        change = RuleChange(name=rule.name, definition=definition_of(rule), entered_by="")
        frames = self.reviewed.frames
        judged = verdicts(frames, replace(self.record, rules=(change,)), self.as_of)
        goals = promised_of(present(goals_of(frames, judged, board_cache.sentences(self.path))))
        return goals[goals["waits"] == ""]

    def entries(self, kind: type[E]) -> Sequence[E]:
        """Every entry of a kind on record; of a snapshot those that there were. Raises LedgerError."""
        known = self.frozen.read(kind) if self.frozen else ledger.entries(kind)
        return within(known, self.reviewed.frames) if self.scope else known

    @property
    def follow_ups(self) -> Sequence[FollowUp]:
        """The steps of every 督办, with each goal under the id that it has on this board. Raises LedgerError."""
        return at_home(self.entries(FollowUp), self.reviewed.frames)

    @property
    def view(self) -> View:
        """All that a snapshot of this board holds. Raises LedgerError."""
        return View(self.reviewed, {kind: self.entries(kind) for kind in KINDS}, self.as_of, self.path)


def current_board() -> Board:
    """The board that the address asks for (``dashboard.moment``): as of today, as of another day, or a snapshot.

    Today's is the board in force, or the last one that could be read, with the reason. Raises PipelineError when
    there is no board at all, and SnapshotError for a snapshot that there is not or whose file is not what it was.
    """
    asked = moment.asked()
    return frozen_board(asked.snapshot) if asked.snapshot else board_of(asked.as_of)


def frozen_board(name: str) -> Board:
    """The snapshot of this name. Raises SnapshotError."""
    snapshot = next((each for each in ledger.entries(Snapshot) if each.name == name), None)
    if snapshot is None:
        raise UnknownSnapshotError(name)
    path = ledger_folders()["snapshots"] / snapshot.file_name
    frozen = board_cache.opened(snapshot, path, board_cache.stamp(path))
    return Board(path, frozen.about.as_of, frozen=frozen, scope=access.scope())


def board_of(as_of: datetime.date) -> Board:
    """The board in force as of a day, as ``current_board`` says."""
    folder = data_dir()
    try:
        path = current_path(folder)
        board_cache.read_all(path)
    except PipelineError as error:
        last = board_cache.last_read().get(folder)
        if last is None:
            raise
        return _with_ledger(Board(last, as_of, error, scope=access.scope()))
    board_cache.last_read()[folder] = path
    return _with_ledger(Board(path, as_of, scope=access.scope()))


def _with_ledger(board: Board) -> Board:
    try:
        change, known = ledger.last_change(), ledger.decisions()
    except PipelineError as error:
        return replace(board, problem=board.problem or error)
    return replace(board, seq=known[-1].seq if known else 0, change=change)
