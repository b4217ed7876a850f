"""What a field holds, in words."""

import re
from decimal import Decimal
from typing import Any

from osreport.model.frosne_numre import FrossetNummer
from osreport.model.register import Revisjon
from osreport.model.verdi import Dato, Lenke, Periode, Verdi

NAMES = {"fn_mål": "FN-mål", "fn_delmål": "FN-delmål"}
CAMEL = re.compile(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])")


def field_name(name: tuple[str, ...]) -> str:
    """The name as it is written in the file, with spaces; a field of a value inside another after that one's."""
    return ", ".join(NAMES.get(part, part.replace("_", " ")) for part in name)


def kind_name(model: type[Verdi]) -> str:
    """What an element is called, which is what its model is called."""
    return CAMEL.sub(" ", model.__name__).lower()


def written(value: Any) -> str:
    """The value in words; nothing where it is left out."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, tuple):
        apart = "; " if any(isinstance(member, Verdi) for member in value) else ", "
        return apart.join(map(written, value))
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return _of_model(value) if isinstance(value, Verdi) else _of_other(value)


def _of_other(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {written(each)}" for key, each in value.items())
    return ", ".join(map(written, value)) if isinstance(value, list) else str(value)


def _of_model(value: Verdi) -> str:
    if isinstance(value, Dato):
        quarter = f"-K{value.kvartal}" if value.kvartal else ""
        return f"{value.år}{quarter}" + "".join(f"-{part:02}" for part in (value.måned, value.dag) if part)
    if isinstance(value, Periode):
        return f"{value.fra}–{value.til}"
    if isinstance(value, Lenke):
        return f"{value.tekst} ({value.url})"
    if isinstance(value, FrossetNummer):
        return f"{value.nummer} {value.tittel}" + " (utgår)" * value.utgår
    if isinstance(value, Revisjon):
        return _revision(value)
    told = ((name, written(each)) for name, each in value if each != type(value).model_fields[name].default)
    return ", ".join(f"{name.replace('_', ' ')} {text}" for name, text in told if text)


def _revision(value: Revisjon) -> str:
    doubt = ", usikkert år" if value.usikker else ""
    ground = f", {value.grunnlag}" if value.grunnlag else ""
    return f"{value.år} ({value.status}{doubt}{ground})"
