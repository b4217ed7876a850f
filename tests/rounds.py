"""The samfunnsdel of Os on its way: frozen for a hearing, changed after it, adopted; as sources in a folder."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from osreport import recipes
from osreport.states import laid_out, parsed

Plain = dict[str, Any]
HEARING, ADOPTED = "2026-03-02", "2026-06-18"
DECISION = f"""\
id: k-{ADOPTED}
organ: kommunestyret
dato: {ADOPTED}
sak: 41/26
gjelder: Vedtak av samfunnsdelen
ordlyd:
  - id: vedtak
    tekst: Samfunnsdelen vedtas.
i_grunnlaget: true
endringer:
  - sett_status: {{dokument: samfunnsdel, fra: til behandling, til: vedtatt}}
  - fjern: {{kapittel: område-region, fra: En del av en region}}
"""


def edited(sources: Path, name: str, edit: Callable[[Plain], None]) -> None:
    """Rewrites one file; its comments go."""
    file = sources / f"{name}.yaml"
    plain = yaml.safe_load(file.read_text(encoding="utf-8"))
    edit(plain)
    file.write_text(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False), encoding="utf-8")


def chapter(id_: str, title: str, *blocks: Plain, below: tuple[Plain, ...] = ()) -> Plain:
    own: Plain = {"id": id_, "tittel": title, "innhold": [*blocks] or [{"tekst": f"Om {title.lower()}."}]}
    return own | ({"kapitler": [*below]} if below else {})


def to_hearing(part: Plain) -> None:
    part.pop("vedtatt")
    part.pop("oppdatert_etter", None)
    part["status"] = "høring"
    _named(part, "oppfølging")["innhold"].append({"tabell": _table("frister", "Frister i planarbeidet")})


def after_hearing(part: Plain) -> None:
    """A chapter and a figure are gone; chapters, a figure and a table have come before others; one has moved."""
    part["status"] = "til behandling"
    top, areas, last = part["kapitler"], _named(part, "innsatsområder"), _named(part, "oppfølging")
    below = areas["kapitler"]
    below[:] = [each for each in below if each["id"] != "område-region"]
    below.insert(1, chapter("bolig", "Boliger", below=(chapter("tomter", "Tomter"),)))
    moved = below.pop()
    last["kapitler"].insert(0, moved)
    top.insert(top.index(areas), chapter("klima", "Klima", {"tekst": "Se kapittel {kap:bolig}."}))
    last["innhold"] = [each for each in last["innhold"] if each.get("figur") != "plansystemet"]
    table = {"tabell": _table("møter", "Møter i planarbeidet")}
    last["innhold"].insert(0, table)
    top.append(chapter("endringer", "Endringer fra høringen", {"vis": "nummerendringer"}))
    top.append(chapter("vedtakene", "Vedtakene bak planen", {"vis": "historikk"}))


def to_adopted(part: Plain) -> None:
    part["status"] = "vedtatt"
    part["vedtatt"] = {"organ": "kommunestyret", "dato": date.fromisoformat(ADOPTED), "sak": "41/26"}


def _named(part: Plain, id_: str) -> Plain:
    return next(each for each in part["kapitler"] if each["id"] == id_)


def _table(id_: str, title: str) -> Plain:
    return {"id": id_, "tittel": title, "kolonner": ["Hva", "Når"], "rader": [["Start", "Januar"], ["Slutt", "Juni"]]}


def freeze(sources: Path, because: str = "", today: str = HEARING, only: str = "samfunnsdel") -> Path:
    """What ./inv freeze does."""
    state = parsed("arbeid")
    with laid_out(state, sources, sources.name) as laid:
        (made,), _ = recipes.freeze(sources, laid, state, (only,), because, today)
    return made


def heard(sources: Path) -> Path:
    edited(sources, "samfunnsdel", to_hearing)
    return freeze(sources, "høring-1")


def treated(sources: Path) -> Path:
    heard(sources)
    edited(sources, "samfunnsdel", after_hearing)
    return sources


def adopted(sources: Path) -> Path:
    treated(sources)
    edited(sources, "samfunnsdel", to_adopted)
    (sources / "vedtak" / f"{ADOPTED}-samfunnsdel.yaml").write_text(DECISION, encoding="utf-8")
    return freeze(sources, f"k-{ADOPTED}")
