"""佐证材料: files that prove a figure, stored under the SHA-256 of what is in them and never written again.

So a figure that names a file by its hash names what was in it: a file that was changed no longer answers to its name.
"""

import hashlib
import re
from pathlib import Path

from pipeline.entries import Evidence
from pipeline.errors import PipelineError
from pipeline.uploads import check_size
from pipeline.whole_files import copied, whole_file

_SUFFIX = re.compile(r"\.([0-9A-Za-z]{1,8})$")


def store(folder: Path, name: str, content: bytes) -> Evidence:
    """Keep a file and say how to find it. Raises PipelineError for one that is empty, too big, or cannot be kept."""
    name = re.split(r"[/\\]", name)[-1]
    if not content:
        raise PipelineError(f"{name} 是空文件，没有保存。请检查后重新上传。")
    check_size(name, len(content))
    evidence = Evidence(name, hashlib.sha256(content).hexdigest(), len(content))
    path = path_of(folder, evidence)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            with whole_file(path) as file:
                file.write(content)
    except OSError as error:
        raise PipelineError(f"{name} 没有保存（{error.strerror}）。请检查 {folder} 的权限和磁盘空间后重试。") from error
    if problem := problem_of(path, evidence.sha256):
        raise PipelineError(f"{problem}。请从备份恢复这个文件后重试。")
    return evidence


def path_of(folder: Path, evidence: Evidence) -> Path:
    """Where a file is kept: its hash, and the kind that its name gives (bin where it gives none)."""
    suffix = _SUFFIX.search(evidence.name)
    return folder / f"{evidence.sha256}.{suffix[1].lower() if suffix else 'bin'}"


def read(folder: Path, evidence: Evidence) -> bytes:
    """What is in a stored file. Raises PipelineError where it is gone or no longer what was handed in."""
    path = path_of(folder, evidence)
    if problem := problem_of(path, evidence.sha256):
        raise PipelineError(f"佐证材料“{evidence.name}”：{problem}。请从备份恢复后重试。")
    return path.read_bytes()


def problem_of(path: Path, sha256: str) -> str:
    """What is wrong with a file that should have this hash; '' where nothing is."""
    if not path.is_file():
        return f"文件 {path.name} 不见了"
    try:
        with path.open("rb") as file:
            return "" if copied(file) == sha256 else f"文件 {path.name} 被改动过"
    except OSError as error:
        return f"文件 {path.name} 读不出（{error.strerror}）"
