"""Finished files on their way to the folder where people find them: all of them whole, or none at all."""

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory


def publish(files: Mapping[str, bytes], folder: Path) -> tuple[Path, ...]:
    """Writes the files beside their place first, then moves each over what stood there; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".bygg-") as temporary:
        for name, content in files.items():
            (Path(temporary) / name).write_bytes(content)
        for name in files:
            os.replace(Path(temporary) / name, folder / name)  # noqa: PTH105 - one step, also over an existing file
    return tuple(folder / name for name in files)
