"""What is sent out in one file, with a list of it: what each file is, how large, and its SHA-256."""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from .subject import Hearing

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip file can hold
# What the file is for, by its ending; archives take PDF/A, and the Word file is what it was made of.
FORMATS = {"docx": "produksjonsformat", "pdf": "arkivformat", "txt": "til innliming", "ics": "kalender"}
MAIN = "horingsutkast"
MARKED = "-endringer.pdf"  # shows tracked changes as LibreOffice draws them; nobody has proven it for an archive


def described(
    hearing: Hearing, files: Mapping[str, bytes], titles: Mapping[str, str], state: Mapping[str, str]
) -> bytes:
    """The list as JSON; the document on hearing is the main one (H), all else goes with it (V)."""
    told = {
        "kommune": hearing.planverk.kommune.navn,
        "høring": hearing.runde.id,
        "sak": hearing.runde.saksnummer,
        "kilder": dict(state),
        "dokumenter": [
            _file(name, content, titles.get(name.rpartition(".")[0], "")) for name, content in files.items()
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _file(name: str, content: bytes, title: str) -> dict[str, Any]:
    stem, _, ending = name.rpartition(".")
    return {
        "fil": name,
        **({"tittel": title} if title else {}),
        "tilknytning": "H" if stem == MAIN else "V",
        "rolle": "lesekopi" if name.endswith(MARKED) else FORMATS[ending],
        "byte": len(content),
        "sha256": sha256(content),
    }


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """One file of all, the same bytes every time."""
    done = BytesIO()
    with zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system, entry.compress_type = 0, zipfile.ZIP_DEFLATED
            package.writestr(entry, files[name])
    return done.getvalue()
