"""The register of plans: what is adopted, when it is to be revised, who owns it."""

from typing import Annotated, Literal

from pydantic import Field

from .prosess import Prosess
from .verdi import Behandling, Id, Lenke, Linje, MedUnntak, Navn, Periode, Verdi, Viser, År

Plantype = Literal[
    "plan", "kommunedelplan", "strategi", "reglement", "retningslinje", "vedtekt", "avtale", "rutine", "annet"
]


class Revisjon(Verdi):
    """A year in which a plan is to be treated or was treated.

    `ukjent` stands where the source has one mark for both; `usikker` where the year itself is in doubt.
    """

    år: År
    status: Literal["planlagt", "gjennomført", "ukjent"] = "planlagt"
    usikker: bool = False
    grunnlag: Navn | None = None


class Delplan(MedUnntak):
    id: Id
    navn: Navn
    hjemmel: tuple[Annotated[Id, Viser("lovplan")], ...] = ()


class Plan(MedUnntak):
    """One plan, strategy or regulation of the register (plan- og bygningsloven § 10-1 speaks of planbehov)."""

    id: Id
    navn: Navn
    kortnavn: Navn | None = None
    andre_navn: tuple[Navn, ...] = ()
    type: Plantype = "plan"
    hjemmel: tuple[Annotated[Id, Viser("lovplan")], ...] = ()
    eier: Navn
    parter: tuple[Navn, ...] = ()
    periode: Periode | None = None
    vedtatt: Behandling | None = None
    overordnet: bool = False
    revisjoner: tuple[Revisjon, ...] = ()
    merknad: Linje | None = None
    lenker: tuple[Lenke, ...] = ()
    erstatter: Navn | None = None
    samme_som: Annotated[Id, Viser("plan")] | None = None
    delplaner: tuple[Delplan, ...] = ()
    prosess: Prosess | None = None


class Plangruppe(MedUnntak):
    """A heading of the register with its plans and, one level down, its groups."""

    id: Id
    tittel: Linje
    merknad: Linje | None = None
    lenker: tuple[Lenke, ...] = ()
    planer: tuple[Plan, ...] = ()
    grupper: tuple["Plangruppe", ...] = ()


class Planregister(Verdi):
    grupper: tuple[Plangruppe, ...] = Field(min_length=1)
