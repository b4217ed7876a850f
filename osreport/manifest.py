"""manifest.json: what was made, from which sources, with which tools, and the fingerprint of every file."""

import hashlib
import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from osreport.model.dokument import Dokument
from osreport.model.planverk import Planverk
from osreport.model.vedtak import Vedtak

ROLES = {"docx": "produksjonsformat", "pdf": "arkivformat"}


def manifest(
    planverk: Planverk,
    files: Mapping[str, bytes],
    shown_in: Mapping[str, Sequence[str]],
    state: tuple[str, str],
    tools: Mapping[str, str],
    fonts: Mapping[str, bytes],
    preview: str = "",
) -> bytes:
    """The manifest of one build; `files` are the finished files by name, `state` that of the sources, and its commit.

    `shown_in` names the fonts of each PDF, `fonts` are the font files that drawings are made with; `preview` is what is
    only looked at.
    """
    names = list(dict.fromkeys(name.rpartition(".")[0] for name in files))
    told = {
        "kommune": planverk.kommune.navn,
        **({"forhåndsvisning": preview} if preview else {}),
        "kilder": {"tilstand": state[0], "revisjon": state[1], "skjema": planverk.kommune.skjema},
        "verktøy": dict(sorted(tools.items())),
        "skrifttyper": [_font(name, font) for name, font in sorted(fonts.items())],
        "dokumenter": [_document(planverk, name, files, shown_in) for name in names],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _document(
    planverk: Planverk, name: str, files: Mapping[str, bytes], shown_in: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    document: Dokument = getattr(planverk, name)
    return {
        "navn": name,
        "tittel": document.tittel,
        "periode": f"{document.periode.fra}–{document.periode.til}",
        "status": document.status,
        "oppdatert_etter": _decision(planverk.vedtak, document.oppdatert_etter),
        "språk": document.språk or planverk.kommune.språk,
        "filer": [
            _file(each, content) | ({"skrifttyper": list(shown_in[each])} if each in shown_in else {})
            for each, content in files.items()
            if each.rpartition(".")[0] == name
        ],
    }


def _decision(decisions: Iterable[Vedtak], wanted: str | None) -> dict[str, str] | None:
    found = next((decision for decision in decisions if decision.id == wanted), None)
    if found is None:
        return None
    date = found.dato
    written = "-".join(f"{part:02}" for part in (date.år, date.måned, date.dag) if part)
    return {"organ": found.organ, "dato": written, "sak": found.sak}


def _file(name: str, content: bytes) -> dict[str, Any]:
    kind = name.rpartition(".")[2]
    return {
        "fil": name,
        "rolle": ROLES[kind],
        "byte": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _font(name: str, font: bytes) -> dict[str, Any]:
    return {"fil": name, "versjon": font_version(font), "sha256": hashlib.sha256(font).hexdigest()}


def font_version(font: bytes) -> str:
    """The revision that a TrueType or OpenType font states in its table `head` (ISO/IEC 14496-22, 5.2.2)."""
    (tables,) = struct.unpack_from(">4xH", font)
    for number in range(tables):
        tag, start = struct.unpack_from(">4s4xI", font, 12 + 16 * number)
        if tag == b"head":
            (revision,) = struct.unpack_from(">4xi", font, start)
            return f"{revision / 65536:.3f}"
    return "ukjent"
