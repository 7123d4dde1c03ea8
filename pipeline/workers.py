"""Who reads many documents: the processes of this machine, or the workers of a Dask cluster. The same function on both.

``DASK_SCHEDULER_ADDRESS`` (``tcp://host:8786``) names the scheduler; its workers have this program in the same version
and see the documents under the same paths.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import get_context
from typing import TypeVar

from pipeline.errors import PipelineError

T = TypeVar("T")
R = TypeVar("R")
CONNECT_SECONDS = 10
RETRIES = 3  # of a document whose worker died: it may have been the document
CHUNK = 4  # documents that a process of this machine takes at a time


class WorkersError(PipelineError):
    """The workers are not there or went away; nothing was published."""


def spread(work: Callable[[T], R], pieces: Sequence[T]) -> Iterator[R]:
    """What ``work`` gives for each piece, in order, worked on side by side. Raises WorkersError, and what it raises."""
    try:
        if address := scheduler():
            yield from _on_cluster(work, pieces, address)
        else:
            with _processes() as pool:
                yield from pool.map(work, pieces, chunksize=CHUNK)
    except BrokenProcessPool as error:
        raise WorkersError("读文件的进程意外中断（可能内存不足），没有发布，原有看板不变。请重试。") from error


def scheduler() -> str:
    """The address of the Dask scheduler that is to be used; '' for this machine alone."""
    return os.environ.get("DASK_SCHEDULER_ADDRESS", "").strip()


@contextmanager
def _processes() -> Iterator[Executor]:
    # Spawned, not forked: a dashboard with threads may be the one that builds.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        yield pool


def _on_cluster(work: Callable[[T], R], pieces: Sequence[T], address: str) -> Iterator[R]:
    if find_spec("distributed") is None:
        raise WorkersError(
            "已设 DASK_SCHEDULER_ADDRESS，但没有装 Dask。请运行 pip install -r requirements-dask.txt，或去掉这个设置。"
        )
    dask = import_module("distributed")  # optional, and it has no types
    try:
        client = dask.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise WorkersError(f"连不上 Dask 调度器 {address}，没有发布。请检查地址、端口和网络后重试。") from error
    with client:
        if not client.scheduler_info()["workers"]:
            raise WorkersError(f"Dask 调度器 {address} 下没有工作进程，没有发布。请先启动 dask worker。")
        try:
            yield from client.get_executor(pure=False, retries=RETRIES).map(work, pieces)
        except (dask.scheduler.KilledWorker, CancelledError) as error:
            raise WorkersError("Dask 工作进程反复中断，没有发布，原有看板不变。请查看工作进程的日志后重试。") from error
