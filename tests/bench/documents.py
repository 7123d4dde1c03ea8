"""What many documents cost, on the processes of this machine and on a Dask cluster of separate processes.

``python tests/bench/documents.py --documents 20000 [FOLDER]``: the files of the folder (``../shared/corpus``), again
and again until there are as many. Each variant reads all of them with the function that a build uses.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import cycle, islice
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.build import checked_tables  # noqa: E402
from pipeline.workers import CHUNK, spread  # noqa: E402

SUFFIXES = {".txt", ".md", ".pdf", ".docx", ".html"}


def facts(path):
    """How many facts a document holds; its tables stay where they were made."""
    tables = checked_tables(path)
    return len(tables["target"]) + len(tables["observation"])


def on_processes(paths, count):
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        yield from pool.map(facts, paths, chunksize=CHUNK)


def on_cluster(paths, count):
    with cluster(count) as address:
        os.environ["DASK_SCHEDULER_ADDRESS"] = address
        yield from spread(facts, paths)


@contextmanager
def cluster(count):
    """The address of a scheduler with so many workers, all processes of their own."""
    with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "scheduler"
        start(stack, log, "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        address = found(r"tcp://127\.0\.0\.1:\d+", log)
        for number in range(count):
            log = Path(folder) / f"worker{number}"
            start(stack, log, "dask_worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny")
            found("Registered to", log)
        yield address


def start(stack, log, module, *arguments):
    output = stack.enter_context(log.open("w"))
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    stack.callback(lambda: (process.kill(), process.wait()))


def found(pattern, log):
    while not (hit := re.search(pattern, log.read_text(encoding="utf-8"))):
        time.sleep(0.05)
    return hit[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "corpus")
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--only", nargs="*", default=[], help="processes-1 processes-2 dask-1 dask-2")
    asked = parser.parse_args()
    files = sorted(path for path in asked.folder.rglob("*") if path.suffix in SUFFIXES)
    paths = list(islice(cycle(files), asked.documents))
    size = sum(path.stat().st_size for path in paths) / 1e6
    print(f"{asked.documents:,} documents ({len(files)} files), {size:,.1f} MB")
    runs = {"processes": on_processes, "dask": on_cluster}
    variants = {f"{name}-{count}": (run, count) for name, run in runs.items() for count in (1, 2)}
    for name, (run, count) in variants.items():
        if not asked.only or name in asked.only:
            began = time.perf_counter()
            total = sum(run(paths, count))
            took = time.perf_counter() - began
            each = took / len(paths) * 1000
            print(
                f"{name:12} {took:8.1f} s  {each:6.1f} ms a document  {size / took:5.2f} MB/s  {total:,} facts",
                flush=True,
            )


if __name__ == "__main__":
    main()
