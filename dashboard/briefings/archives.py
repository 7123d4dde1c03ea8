"""Office files are zip archives; the hour at which one was packed says nothing and must not change its bytes."""

import io
import zipfile

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive can name


def same_each_time(archive: bytes) -> bytes:
    """The archive with the same parts in the same order, packed at no particular time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            about = zipfile.ZipInfo(part.filename, _EPOCH)
            about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(about, old.read(part))
    return packed.getvalue()
