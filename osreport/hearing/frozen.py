"""What was sent out, as the file `utsending.yaml` that stands beside the hearing."""

from collections.abc import Iterable, Iterator, Mapping

from osreport.model.horing import Elementnummer, Utsending
from osreport.model.verdi import Dato

from .archive import sha256
from .subject import Hearing

HEAD = """# yaml-language-server: $schema=../../.schema/utsendinger.json
# Skrevet av ./inv hearing. Filen fryser det som ble sendt ut. Den endres ikke: Merknadene gjelder det som står her.
"""


def as_yaml(hearing: Hearing, commit: str, files: Mapping[str, bytes], numbers: Iterable[Elementnummer]) -> bytes:
    """The file as it is written; the same each time for the same files."""
    runde = hearing.runde
    lines = [f"høring: {_text(runde.id)}", f"utgave: {commit}", f"dato: {_day(runde.kunngjort)}", "filer:"]
    lines += (f'  - {{navn: {name}, sha256: "{sha256(content)}"}}' for name, content in sorted(files.items()))
    return (HEAD + "\n".join([*lines, *_numbers(numbers)]) + "\n").encode()


def _numbers(numbers: Iterable[Elementnummer]) -> Iterator[str]:
    rows = [f'  - {{nummer: "{each.nummer}", slag: {each.slag}, id: {_text(each.id)}}}' for each in numbers]
    yield from (["numre:", *rows] if rows else [])


def _text(id_: str) -> str:
    """The id, in quotes where YAML would take it for something else than text."""
    return id_ if id_[0].isalpha() and id_ not in {"true", "false", "null"} else f'"{id_}"'


def _day(dato: Dato) -> str:
    return f"{dato.år:04}-{dato.måned:02}-{dato.dag:02}"


def differing(frozen: Utsending, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The files that are not what was sent out; those that were not made now are not asked for."""
    sent = {each.navn: each.sha256 for each in frozen.filer}
    return tuple(name for name, content in sorted(files.items()) if sent.get(name) != sha256(content))
