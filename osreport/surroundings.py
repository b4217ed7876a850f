"""What differs from one run and one machine to the next. tasks.py looks, and hands it to every task."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import cast

from invoke import Context

from osreport.structs import Struct


class Surroundings(Struct):
    """The variables of the shell, the folder one stands in, the number of cores, and the day."""

    environment: Mapping[str, str]
    folder: Path
    cores: int
    today: date


def around(context: Context) -> Surroundings:
    """What tasks.py has seen, as the task is handed it."""
    return cast("Surroundings", context.config.around)
