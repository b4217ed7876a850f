"""The whole set: every document and register of one municipality. What every step passes on."""

from .dokument import Dokument
from .fakta import Faktagrunnlag
from .figur import Figursamling
from .horing import Høringsrunde, Utsending
from .kommune import Kommune
from .lovkatalog import Lovkatalog
from .merknad import Merknad
from .ordliste import Ordliste
from .planstrategi import Planstrategi
from .register import Planregister
from .samarbeid import Samarbeidsoversikt
from .samfunnsdel import Samfunnsdel
from .vedtak import Vedtak
from .vedtatt_plan import VedtattPlan
from .verdi import Verdi


class Planverk(Verdi):
    """One municipality's plans. Each field is a source file, or many of them."""

    kommune: Kommune
    samfunnsdel: Samfunnsdel
    planstrategi: Planstrategi
    vedlegg: Dokument
    planregister: Planregister
    vedtatte_planer: tuple[VedtattPlan, ...] = ()
    samarbeid: Samarbeidsoversikt = Samarbeidsoversikt()
    faktagrunnlag: Faktagrunnlag = Faktagrunnlag()
    figurer: Figursamling = Figursamling()
    lovkatalog: Lovkatalog = Lovkatalog()
    ordliste: Ordliste = Ordliste()
    vedtak: tuple[Vedtak, ...] = ()
    høringer: tuple[Høringsrunde, ...] = ()
    utsendinger: tuple[Utsending, ...] = ()
    merknader: tuple[Merknad, ...] = ()
