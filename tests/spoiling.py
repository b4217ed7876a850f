"""Spoils a copy of the sources as a case says, and tells which problem is expected where.

A case replaces one text in one file by another (`bytt`, `til`), or the whole file (`innhold`, `bytes` in base64),
moves it (`flytt`) or deletes it (`slett`). The mark ‸ shows where the problem stands; `sted` names it otherwise.
"""

import base64
import re
from pathlib import Path
from typing import Any
from unicodedata import normalize

MARK = "‸"
Case = dict[str, Any]


def spoil(case: Case, folder: Path) -> str:
    """The place where the problem is expected, as file:line:column."""
    file = folder / case.get("fil", "planregister.yaml")
    if "flytt" in case:
        file.rename(folder / case["flytt"])
    elif case.get("slett"):
        file.unlink()
    else:
        return f"sources/{case.get('fil', 'planregister.yaml')}{_rewrite(case, file)}"
    return str(case.get("sted", ""))


def _rewrite(case: Case, file: Path) -> str:
    if "bytes" in case:
        file.write_bytes(base64.b64decode(case["bytes"]))
        return str(case.get("sted", ""))
    text = case.get("innhold")
    if text is None:
        text = file.read_text(encoding="utf-8")
        assert text.count(case["bytt"]) == 1, f"{text.count(case['bytt'])} times in {file.name}: {case['bytt']}"
        text = text.replace(case["bytt"], case["til"])
    before, mark, after = text.partition(MARK)
    file.write_text((before + after).replace("\n", case.get("linjeslutt", "\n")), encoding="utf-8", newline="")
    before = normalize("NFC", before)
    return f":{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}" if mark else str(case.get("sted", ""))


def steady(said: str) -> str:
    """The words without places inside them, which move when the sources grow."""
    return re.sub(r"(linje |yaml:)\d+(?::\d+)?", r"\1N", said)
