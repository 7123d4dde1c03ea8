"""Wall and presentation as pages of their own beside Streamlit's: plain HTML for a browser of any age.

They show what their address asks for (filter, ``as_of``, ``snapshot``) to whoever may read the board, in their scope.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from dashboard import moment, present, task_view, wall
from dashboard.data import Board, board_of, frozen_board
from dashboard.filters import Filters
from dashboard.labels import day
from dashboard.render import render
from pipeline.access.acting import account_in_force
from pipeline.access.roles import may
from pipeline.errors import PipelineError

PATH, PRESENT = "/wall", "/present"


async def show_wall(request: Request) -> Response:
    """The page; a board that cannot be read is a message on the wall."""
    return await _answer(request, _of_address)


async def _answer(request: Request, make: Callable[[Request], str]) -> Response:
    account = account_in_force()
    if account and not may(account.role, "read"):
        return HTMLResponse(_page([], told=f"{account.role}不看业务数据。"), status_code=403)
    try:
        html = await run_in_threadpool(make, request)
    except PipelineError as error:
        return HTMLResponse(_page([], told=str(error)), status_code=503)
    return HTMLResponse(html, headers={"cache-control": "no-store"})


async def show_goal(request: Request) -> Response:
    """One goal of the view (``?target=``), the first where none is named."""
    return await _answer(request, _presented)


ROUTES = [Route(PATH, show_wall, methods=["GET"]), Route(PRESENT, show_goal, methods=["GET"])]


def _asked(request: Request) -> tuple[Board, Filters, str]:
    """The board and the filter of an address, and what is wrong with its day."""
    query = _query(request)
    asked = moment.understood({name: values[0] for name, values in query.items()}, datetime.date.today())
    board = frozen_board(asked.snapshot) if asked.snapshot else board_of(asked.as_of)
    return board, Filters.from_query(query), asked.problem


def _presented(request: Request) -> str:
    board, filters, _ = _asked(request)
    shown = present.slide(board, filters, request.query_params.get("target", ""))
    if shown is None:
        return _page([], told="没有符合条件的目标。")
    return render("present", shown=shown, scope=_scope(board, filters), query=_carried(request))


def _carried(request: Request) -> str:
    """The address without the goal, for the goals before and after."""
    return urlencode([(name, value) for name, value in request.query_params.multi_items() if name != "target"])


def _of_address(request: Request) -> str:
    board, filters, problem = _asked(request)
    goals = filters.apply(board.goals)
    cities = set(goals["city"]) if filters else set(board.table("plan")["city"])
    units = [row for row in task_view.subjects(board, task_view.PROJECTS) if row["city"] in cities]
    return _page(wall.screens(goals, units), scope=_scope(board, filters), told=problem)


def _query(request: Request) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, value in request.query_params.multi_items():
        found[name].append(value)
    return found


def _scope(board: Board, filters: Filters) -> str:
    """截至2024年9月30日 · 数据期“…” · 规则 · 城市 …: what every screen says of itself."""
    frozen = [f"数据期“{board.frozen.about.name}”"] if board.frozen else []
    which = [filters.describe()] if filters else []
    return " · ".join([f"截至{day(board.as_of)}", *frozen, f"规则：{board.rule.name}", *which])


def _page(screens: list[wall.Screen], *, scope: str = "", told: str = "") -> str:
    drawn = datetime.datetime.now().astimezone().strftime("%H:%M")
    return render("wall", screens=screens, scope=scope, told=told, drawn=drawn, short=wall.shorter, dark=wall.DARK)
