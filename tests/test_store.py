"""The store of finished work: what is kept, what is refused, and that many may share it."""

import os
import zipfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osreport.store import Store, fingerprint, fingerprint_of_folder

FILES = {"plan.pdf": bytes(range(256)) * 40, "facts.json": b"{}", "æøå.docx": b""}


def entries(store: Store) -> list[Path]:
    return sorted(path for path in store.folder.iterdir() if path.suffix == ".osreport")


def test_what_is_put_is_got(tmp_path: Path) -> None:
    store = Store(tmp_path / "her" / "ferdig")
    assert store.get("nøkkel") is None
    store.put("nøkkel", FILES)
    assert store.get("nøkkel") == FILES
    assert store.get("en annen") is None


def damaged(entry: Path) -> None:
    content = bytearray(entry.read_bytes())
    content[200] ^= 0xFF
    entry.write_bytes(content)


@pytest.mark.parametrize(
    "spoil",
    [
        damaged,
        lambda entry: entry.write_bytes(entry.read_bytes()[:100]),
        lambda entry: entry.write_bytes(b""),
        lambda entry: (entry.unlink(), entry.mkdir()),
    ],
)
def test_a_damaged_entry_is_none_and_can_be_put_again(spoil: object, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("k", FILES)
    spoil(entries(store)[0])  # type: ignore[operator]
    assert store.get("k") is None
    store.put("k", FILES)
    assert store.get("k") == FILES or (tmp_path / "k.osreport").is_dir()


def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path, limit=3500)
    for number, key in enumerate("abc"):
        store.put(key, {"x": b"x" * 1000})
        os.utime(tmp_path / f"{key}.osreport", (number, number))
    assert store.get("a")
    store.put("d", {"x": b"x" * 1000})
    assert [path.stem for path in entries(store)] == ["a", "c", "d"]
    assert sum(path.stat().st_size for path in entries(store)) <= 3500


def test_a_store_that_cannot_be_written_costs_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("i veien", encoding="utf-8")
    store = Store(tmp_path / "fil")
    store.put("k", FILES)
    assert store.get("k") is None


def put_and_get(folder: Path, worker: int) -> bool:
    """Many keys, the same for every worker; a small limit, so that all take away what others have put."""
    store = Store(folder, limit=20_000)
    whole = True
    for number in range(60):
        key, files = f"k{number % 7}", {"x": bytes([number % 7]) * 3000}
        if worker % 2:
            store.put(key, files)
        whole &= store.get(key) in (None, files)
    return whole


def test_builds_that_share_a_store_never_meet_half_an_entry(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4) as pool:
        assert all(pool.map(put_and_get, [tmp_path] * 4, range(4)))
    assert {path.suffix for path in tmp_path.iterdir()} <= {".osreport"}


@given(st.lists(st.binary(max_size=5), max_size=4), st.lists(st.binary(max_size=5), max_size=4))
def test_different_parts_never_have_the_same_fingerprint(one: list[bytes], other: list[bytes]) -> None:
    assert (fingerprint(*one) == fingerprint(*other)) == (one == other)


def test_a_folder_is_told_by_names_and_content(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "a.yaml").write_text("x", encoding="utf-8")
    first = fingerprint_of_folder(tmp_path)
    (tmp_path / "en" / "a.yaml").rename(tmp_path / "en" / "b.yaml")
    renamed = fingerprint_of_folder(tmp_path)
    (tmp_path / "en" / "b.yaml").write_text("y", encoding="utf-8")
    assert len({first, renamed, fingerprint_of_folder(tmp_path)}) == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_folder_with_a_pipe_or_a_link_has_no_fingerprint(tmp_path: Path) -> None:
    """Reading the one would wait for ever, and the other leads elsewhere."""
    os.mkfifo(tmp_path / "rør")
    assert fingerprint_of_folder(tmp_path) is None
    (tmp_path / "rør").unlink()
    (tmp_path / "lenke").symlink_to("/etc")
    assert fingerprint_of_folder(tmp_path) is None


def test_entries_hold_plain_files_only(tmp_path: Path) -> None:
    """An entry is read whole into memory; no name in it becomes a path."""
    with zipfile.ZipFile(tmp_path / "k.osreport", "w") as package:
        package.writestr("../../ut.txt", "x")
    assert Store(tmp_path).get("k") == {"../../ut.txt": b"x"}
    assert [path.name for path in tmp_path.iterdir()] == ["k.osreport"]
