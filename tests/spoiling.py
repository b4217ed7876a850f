"""Spoils a copy of the sources as a case says, and tells where its problems are expected.

A case replaces one text in one file by another (`bytt`, `til`), or the whole file (`innhold`, `bytes` in base64),
moves it (`flytt`) or deletes it (`slett`). Each mark ‸ shows where a problem stands; `sted` tells it otherwise.
"""

import base64
import re
from pathlib import Path
from typing import Any
from unicodedata import normalize

MARK = "‸"
Case = dict[str, Any]


def spoil(case: Case, folder: Path) -> list[str]:
    """The places where problems are expected, as file:line:column."""
    file = folder / case.get("fil", "")
    if "flytt" in case:
        file.rename(folder / case["flytt"])
    elif case.get("slett"):
        file.unlink()
    elif "bytes" in case:
        file.write_bytes(base64.b64decode(case["bytes"]))
    else:
        return [f"sources/{case['fil']}:{place}" for place in _rewrite(case, file)] + list(case.get("sted", []))
    return list(case.get("sted", []))


def _rewrite(case: Case, file: Path) -> list[str]:
    text = str(case["innhold"]) if "innhold" in case else file.read_text(encoding="utf-8")
    if "bytt" in case:
        assert text.count(case["bytt"]) == 1, f"{text.count(case['bytt'])} times in {file.name}: {case['bytt']}"
        text = text.replace(case["bytt"], case["til"])
    file.write_text(text.replace(MARK, "").replace("\n", case.get("linjeslutt", "\n")), encoding="utf-8", newline="")
    before = [normalize("NFC", text[: match.start()].replace(MARK, "")) for match in re.finditer(MARK, text)]
    return [f"{each.count(chr(10)) + 1}:{len(each) - each.rfind(chr(10))}" for each in before]


def steady(said: str) -> str:
    """The words without the lines inside them, which move when the sources grow."""
    return re.sub(r"(linje |yaml:)\d+(?::\d+)?", r"\1N", said)
