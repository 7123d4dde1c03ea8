"""The whole ledger in one file: every row of every table, every file beside it, and what must come out again.

A zip: ``ledger/TABLE.jsonl`` one canonical row per line, ``evidence/``, ``snapshots/`` and ``scores/`` the files as
they are, and ``manifest.json`` with the hash of each part and of the chain's last row. Readable without this program.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import Connection

from pipeline.errors import PipelineError
from pipeline.ledger.audit import Chain, canonical, now, rows
from pipeline.ledger.checking import FOLDERS, Folders, checked, files_in
from pipeline.ledger.connecting import reading, told
from pipeline.ledger.store import Ledger
from pipeline.ledger.tables import METADATA
from pipeline.whole_files import copied, whole_file

FORMAT = 1
MANIFEST = "manifest.json"
TABLE_PART = "ledger/{}.jsonl"


@dataclass(frozen=True)
class Manifest:
    """What a backup holds. ``parts``: SHA-256 by name in the zip; ``chain``: the state of the ledger, problems too."""

    made_at: str
    chain: Chain
    parts: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


def backup(ledger: Ledger, folders: Folders, path: Path) -> Manifest:
    """Write everything as of one moment into a new file ``path``, whole or not at all.

    A ledger that is damaged is saved as it is; ``chain.problem`` of what is returned says so.
    Raises PipelineError where ``path`` is taken or cannot be written.
    """
    if path.exists():
        raise PipelineError(f"已有文件 {path}，没有备份。请换一个文件名。")
    try:
        with whole_file(path) as file, ZipFile(file, "w", ZIP_DEFLATED) as archive:
            return _written(ledger, folders, archive)
    except OSError as error:
        raise PipelineError(f"没有写成备份（{path}：{error.strerror}）。请检查权限和磁盘空间后重试。") from error


def _written(ledger: Ledger, folders: Folders, archive: ZipFile) -> Manifest:
    with told(ledger.url), reading(ledger.engine) as connection:
        parts = dict(_tables(connection, archive))
        chain = checked(connection, folders)
    for name in FOLDERS:
        for path in files_in(folders[name]):
            parts[f"{name}/{path.name}"] = _file(archive, f"{name}/{path.name}", path)
    manifest = Manifest(now(), chain, parts)
    archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
    return manifest


def _tables(connection: Connection, archive: ZipFile) -> Iterator[tuple[str, str]]:
    for table in METADATA.sorted_tables:
        part = TABLE_PART.format(table.name)
        with archive.open(part, "w", force_zip64=True) as file:
            digest = hashlib.sha256()
            for row in rows(connection, table):
                line = f"{canonical(row)}\n".encode()
                digest.update(line)
                file.write(line)
        yield part, digest.hexdigest()


def _file(archive: ZipFile, part: str, path: Path) -> str:
    with path.open("rb") as source, archive.open(part, "w", force_zip64=True) as target:
        return copied(source, target)
