"""Many documents side by side: on this machine, and on a real Dask scheduler with real workers that are killed."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pandas as pd
import pytest

from pipeline import workers
from pipeline.build import checked_tables
from pipeline.workers import WorkersError, spread
from tests.conftest import ROOT

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
START_SECONDS = 60


@contextmanager
def running(module, *arguments, log):
    """A process of the cluster; it ends with the block."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=20)


def wait_for(pattern, log, process):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if found := re.search(pattern, log.read_text(encoding="utf-8")):
            return found
        time.sleep(0.05)
    raise AssertionError(f"did not start:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers, each a process of its own: its address, and the workers."""
    with ExitStack() as stack:
        log = tmp_path / "scheduler.log"
        options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        scheduler = stack.enter_context(running("distributed.cli.dask_scheduler", *options, log=log))
        address = wait_for(r"tcp://127\.0\.0\.1:\d+", log, scheduler)[0]
        found = []
        for name in ("a", "b"):
            log = tmp_path / f"{name}.log"
            options = (address, "--nthreads", "1", "--no-dashboard", "--no-nanny", "--name", name)
            worker = stack.enter_context(running("distributed.cli.dask_worker", *options, log=log))
            wait_for("Registered to", log, worker)
            found.append(worker)
        yield address, found


def same(parts, others):
    for part, other in zip(parts, others, strict=True):
        for name, frame in part.items():
            pd.testing.assert_frame_equal(frame, other[name])


def test_cluster_processes_and_one_process_read_alike(cluster, monkeypatch):
    address, _ = cluster
    alone = [checked_tables(path) for path in SEEDS]
    same(alone, spread(checked_tables, SEEDS))
    monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", address)
    same(alone, spread(checked_tables, SEEDS))


def test_a_worker_that_is_killed_in_the_middle_changes_nothing(cluster, monkeypatch):
    address, (first, _) = cluster
    monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", address)
    alone = [checked_tables(path) for path in SEEDS]
    parts = spread(checked_tables, SEEDS * 4)
    found = [next(parts)]
    first.send_signal(signal.SIGKILL)
    found += parts
    same(alone * 4, found)


def test_what_a_document_has_wrong_is_told_as_on_this_machine(cluster, monkeypatch, tmp_path):
    from pipeline.errors import PipelineError

    (tmp_path / "空.txt").write_text("", encoding="utf-8")
    with pytest.raises(PipelineError) as here:
        list(spread(checked_tables, [tmp_path / "空.txt"]))
    monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", cluster[0])
    with pytest.raises(PipelineError) as there:
        list(spread(checked_tables, [tmp_path / "空.txt"]))
    assert str(here.value) == str(there.value)


def test_no_scheduler_and_no_worker_are_messages(monkeypatch, tmp_path):
    monkeypatch.setattr(workers, "CONNECT_SECONDS", 1)
    monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", "tcp://127.0.0.1:1")
    with pytest.raises(WorkersError, match="连不上 Dask 调度器"):
        list(spread(checked_tables, SEEDS))
    log = tmp_path / "scheduler.log"
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    with running("distributed.cli.dask_scheduler", *options, log=log) as scheduler:
        monkeypatch.setenv("DASK_SCHEDULER_ADDRESS", wait_for(r"tcp://127\.0\.0\.1:\d+", log, scheduler)[0])
        with pytest.raises(WorkersError, match="没有工作进程"):
            list(spread(checked_tables, SEEDS))


def _die(_: Path):
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_of_this_machine_that_is_killed_is_a_message():
    with pytest.raises(WorkersError, match="原有看板不变"):
        list(spread(_die, SEEDS))
