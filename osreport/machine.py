"""What the machine brings: LibreOffice, fonts and dictionaries, where they lie on each kind of system.

The variables and the place of what is kept come from whoever asks; nothing here looks for them itself.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from osreport.store import Store
from osreport.structs import replace

if TYPE_CHECKING:
    from osreport.pdf.office import Office
    from osreport.spelling import Dictionaries

# Debian's package hunspell-no; LibreOffice on macOS, on Windows, and as its makers pack it for Linux.
DICTIONARIES = (
    "/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/share/myspell",
    "/Applications/LibreOffice.app/Contents/Resources/extensions/dict-no",
    "C:/Program Files/LibreOffice/share/extensions/dict-no",
)  # fmt: skip
FONTS = Path("/usr/share/fonts/truetype/crosextra")
ALL_FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))


def office(environment: Mapping[str, str], cores: int, cache: Path) -> "Office":
    """LibreOffice, one for each core but the one that Python works on; ToolError where there is none.

    It gets no more than the variables that it needs to be found: without HOME, it sees only the machine's own fonts.
    """
    from osreport.pdf.office import Office, office_version

    search = {"PATH": environment.get("PATH", os.defpath)}
    given = {**(environment if os.name == "nt" else search), "LC_ALL": "C.UTF-8"}
    found = Office(_starter(search["PATH"]), jobs=max(1, cores - 1), environment=given)
    version = office_version(found)
    return replace(found, version=version, profile=cache / "libreoffice" / version)


def _starter(path: str) -> str:
    """What starts LibreOffice: its own starter, or, where that does not lie beside it, the script that looks for it."""
    script = shutil.which("soffice", path=path)
    starter = Path(script).resolve().with_name("oosplash") if script else None
    return str(starter) if starter and starter.is_file() else "soffice"


def dictionaries(environment: Mapping[str, str], cache: Path) -> "Dictionaries | None":
    """The Norwegian dictionaries, if there are any; DICPATH is hunspell's own word for where they lie."""
    from osreport.spelling import Dictionaries

    own = environment.get("DICPATH", "").split(os.pathsep)
    for folder in map(Path, filter(None, (*own, *DICTIONARIES))):
        if Dictionaries(folder).are_there():
            return Dictionaries(folder, Store(cache / "ordbok", limit=5_000_000))
    return None


def fonts() -> tuple[Path, ...]:
    """The font files that drawings are made with."""
    return tuple(sorted(FONTS.glob("Carlito-*.ttf")))


def typefaces() -> str:
    """What changes when a font is installed or removed: LibreOffice then breaks lines elsewhere."""
    folders = (Path(folder) for fonts in ALL_FONTS for folder, _, _ in os.walk(fonts))
    return repr(sorted((str(folder), folder.stat().st_mtime_ns) for folder in folders))
