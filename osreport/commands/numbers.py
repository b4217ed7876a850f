"""The tasks that keep the numbers of documents, and tell what has become of them."""

import re
import sys

from invoke import Context, Exit, task

from osreport import flags
from osreport.flags import STATE, WRONG_USE
from osreport.surroundings import around
from osreport.terminal import laid_out, say, told


@task(help={
    "only": "Dokumentene som fryses, med komma mellom: samfunnsdel,planstrategi,vedlegg.",
    "because": "Hvorfor: id-en til et vedtak, eller navnet på høringsrunden.",
    "sources": "Mappen med YAML-filene.", "state": STATE,
})  # fmt: skip
def freeze(c: Context, only: str = "", because: str = "", sources: str = "", state: str = "") -> None:
    """Frys numrene slik de trykkes nå, når et dokument går på høring eller er vedtatt."""
    from osreport import recipes
    from osreport.model.verdi import ID

    if not only:
        raise Exit("Si hvilket dokument som skal fryses: --only samfunnsdel.", WRONG_USE)
    if because and not re.fullmatch(ID, because):
        raise Exit(f"--because skal være en id med små bokstaver, tall og bindestrek, ikke «{because}».", WRONG_USE)
    names, chosen, source = flags.documents(only), flags.state(state), flags.folder(sources, "sources")
    with told(), laid_out(state, chosen, source, around(c).folder) as laid:
        made, decided = recipes.freeze(source, laid, chosen, names, because, around(c).today.isoformat())
        for path in made:
            say(f"  {flags.called(path, around(c).folder)}")
        if because and not decided:
            say(f"«{because}» er ikke et vedtak i kildene, og er ført som navnet på en høringsrunde.")


@task(help={
    "only": "Bare noen av dokumentene, med komma mellom: samfunnsdel,planstrategi,vedlegg.",
    "since": "Dagen numrene ble frosset, ÅÅÅÅ-MM-DD; sist de ble trykt i en annen utgave om den utelates.",
    "sources": "Mappen med YAML-filene.", "format": "text, json eller markdown.", "state": STATE,
})  # fmt: skip
def numbers(
    c: Context,
    only: str = "",
    since: str = "",
    sources: str = "",
    format: str = "text",  # noqa: A002
    state: str = "",
) -> None:
    """Vis hvilke numre som er endret siden de ble frosset: gammelt nummer, nytt nummer og tittel."""
    from osreport import recipes
    from osreport.freezing.compared import FORMATS

    show = FORMATS[flags.choice(format, tuple(FORMATS), "--format")]
    names, chosen, source = flags.documents(only), flags.state(state), flags.folder(sources, "sources")
    day = flags.date(since, "--since")
    with told(), laid_out(state, chosen, source, around(c).folder) as laid:
        sys.stdout.write(f"{show(recipes.renumbered(laid, chosen, names, day))}\n")
