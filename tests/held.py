"""Tries faults that were written without looking at the rules, and tells which are found: `python tests/held.py`."""

import shutil
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests" / "cases" / "held.yaml").read_text(encoding="utf-8"))
import tasks

DICT = tasks._dictionaries()
BEFORE = "Utfordringene vi ser i Os,"


def spoilt(case: dict[str, Any], folder: Path) -> Path:
    """The sources of Os with the fault of the case, and nothing else changed."""
    sources = Path(shutil.copytree(ROOT / "sources", folder / "sources", ignore=shutil.ignore_patterns(".schema")))
    file = sources / case.get("fil", "planstrategi.yaml")
    right = case.get("bytt", BEFORE)
    wrong = case.get("til", f"{case.get('setning')} {BEFORE}")
    text = file.read_text(encoding="utf-8")
    assert text.count(right) == 1, f"{case['feil']}: {text.count(right)} times in {file.name}"
    file.write_text(text.replace(right, wrong), encoding="utf-8")
    if "ny" in case:
        with (sources / case["ny"]).open("a", encoding="utf-8") as added:
            added.write(case["tillegg"])
    return sources


def told(sources: Path) -> list[Any]:
    from osreport import recipes
    from osreport.problem import SourceError

    try:
        return list(recipes.examined(sources, None, dictionaries=DICT)[1])
    except SourceError as error:
        return list(error.problems)


def finding(case: dict[str, Any], usual: Counter[tuple[str, str]]) -> str:
    """What is told of the fault alone: by the right family on its line, by it elsewhere, by others, or not at all."""
    with TemporaryDirectory() as folder:
        sources = spoilt(case, Path(folder))
        new = [each for each in told(sources) if (each.code, each.message) not in usual]
        right = [each for each in new if each.code.rstrip("0123456789") in case["familie"].split("|")]
        lines = [(Path(folder) / each.place.file).read_text(encoding="utf-8").splitlines()[each.place.line - 1]
                 for each in right if each.place.line]  # fmt: skip
    if any(case["del"] in line for line in lines):
        return "found"
    return "elsewhere" if right else f"others: {', '.join(sorted({each.code for each in new}))}" if new else "missed"


def main() -> None:
    usual = Counter((each.code, each.message) for each in told(ROOT / "sources"))
    results = [(case, finding(case, usual)) for case in CASES]
    for case, result in sorted(results, key=lambda each: (each[1], each[0]["familie"])):
        sys.stdout.write(f"{result:30} {case['familie']:20} {case['feil']}\n")
    found = sum(result == "found" for _, result in results)
    sys.stdout.write(f"{found} of {len(CASES)} found\n")


if __name__ == "__main__":
    main()
