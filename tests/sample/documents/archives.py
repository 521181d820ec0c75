"""Zip archives (docx and odt are such) that come out the same on every day and machine."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo


def without_timestamps(archive: bytes) -> bytes:
    """The same members in the same order, all dated 1980-01-01 as if zipped on Unix."""
    out = BytesIO()
    with ZipFile(BytesIO(archive)) as before, ZipFile(out, "w") as after:
        for name in before.namelist():
            member = ZipInfo(name)
            member.create_system = 3
            member.external_attr = 0o644 << 16
            # OpenDocument wants its first member, `mimetype`, uncompressed.
            member.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            after.writestr(member, before.read(name))
    return out.getvalue()
