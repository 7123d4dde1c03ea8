"""Office files are zip archives; the hour at which one was packed says nothing and must not change its bytes."""

import io
import re
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive can name
_HOUR = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_NO_HOUR = rb"\g<1>1980-01-01T00:00:00Z\g<2>"


def same_each_time(archive: bytes) -> bytes:
    """The archive with the same parts in the same order, packed at no particular time, workbooks behind charts too."""
    return _packed(archive, inner=False)


def without_hour(workbook: bytes) -> bytes:
    """A workbook the same each time, also in what it says of itself: its library notes the second of saving."""
    return _packed(workbook, inner=True)


def _packed(archive: bytes, *, inner: bool) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            about = zipfile.ZipInfo(part.filename, _EPOCH)
            about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(about, _plain(part.filename, old.read(part), inner=inner))
    return packed.getvalue()


def _plain(name: str, content: bytes, *, inner: bool) -> bytes:
    """A part without the hour at which a library made it. What the file says of itself is set by whoever makes it."""
    if name.endswith(".xlsx"):
        return _packed(content, inner=True)
    return _HOUR.sub(_NO_HOUR, content) if inner and name == "docProps/core.xml" else content
