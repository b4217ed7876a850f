"""Which kind of thing each element is; an id is unique in its kind, and is pointed to by the two together."""

from osreport.model.dokument import Kapittel, Liste
from osreport.model.fakta import Indikator, Observasjon
from osreport.model.figur import Diagram, Planhierarki, Årshjul
from osreport.model.horing import Høringsrunde, Mottaker
from osreport.model.lovkatalog import Innholdskrav, Lov, Lovplan, Trinnkrav
from osreport.model.merknad import Merknad, Merknadspunkt
from osreport.model.register import Delplan, Plan, Plangruppe
from osreport.model.samarbeid import Samarbeid
from osreport.model.samfunnsdel import Mål, Område, OverordnetMål, Strategi, Tiltak
from osreport.model.vedtak import Vedtak
from osreport.model.vedtatt_plan import Programpost, Tema
from osreport.model.verdi import Verdi

KIND_OF: dict[type[Verdi], str] = {
    Observasjon: "fakta", Indikator: "indikator", Plan: "plan", Delplan: "plan", Plangruppe: "plangruppe",
    Område: "område", Mål: "mål", OverordnetMål: "mål", Strategi: "strategi", Tiltak: "tiltak", Tema: "tema",
    Programpost: "post",
    Vedtak: "vedtak", Samarbeid: "samarbeid", Kapittel: "kapittel", Liste: "liste",
    Diagram: "figur", Planhierarki: "figur", Årshjul: "figur",
    Lov: "lov", Lovplan: "lovplan", Trinnkrav: "lovkrav", Innholdskrav: "lovkrav",
    Høringsrunde: "høring", Mottaker: "mottaker", Merknad: "merknad", Merknadspunkt: "merknadspunkt",
}  # fmt: skip
