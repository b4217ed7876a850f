"""What should hold for every template, as docs/regler.md lists it."""

from osreport.problem import Code

from .contract import rules
from .quality.fault import Rule


def _code(rule: Rule, told: str, basis: str = "") -> Code:
    return Code(rule.code, told, rule.severity, basis)


WCAG = "WCAG 2.1, krav {}"
CODES = (
    Code("MAL001", "Malen er et Word-dokument."),
    Code("MAL002", "Malen er ikke uvanlig stor når den pakkes ut."),
    Code("MAL003", "Malen har ingen makroer."),
    _code(rules.UNKNOWN, "Navnene i kodene finnes der de står."),
    _code(rules.UNREADABLE, "Kodene kan leses, og det som åpnes, blir lukket."),
    Code("MAL006", "Alt innhold i dokumentet har en plass i malen."),
    Code("MAL007", "Hvert dokument har en mal."),
    Code("MAL008", "Malen henter ikke tekst fra andre steder."),
    Code("MAL009", "Tabeller har en overskriftsrad.", basis=WCAG.format("1.3.1")),
    Code("MAL010", "Bilder har alternativ tekst.", basis=WCAG.format("1.1.1")),
    Code("MAL011", "Overskrifter har tekst og stil, og hopper ikke over nivåer.", basis=WCAG.format("1.3.1")),
    Code("MAL012", "Lenker sier hvor de fører, og fører dit.", basis=WCAG.format("2.4.4")),
    Code("MAL013", "Lister er lister, ikke tegn skrevet for hånd.", basis=WCAG.format("1.3.1")),
    Code("MAL014", "Ingen tegn er fra symbolskrifter.", basis="ISO 19005-2"),
    _code(rules.FIELDED, "Koder står der de blir fylt ut."),
    Code("MAL016", "Tekst står i avsnitt, ikke i tekstbokser.", basis=WCAG.format("1.3.2")),
    Code("MAL017", "Radene i en tabell fyller de samme kolonnene."),
    Code("MAL018", "Språket i teksten er oppgitt.", basis=WCAG.format("3.1.1")),
    Code("MAL019", "Filen henger sammen.", basis="ISO/IEC 29500-1"),
    _code(rules.BESIDE, "Ingenting står ved siden av en kode som tar med seg avsnittet, raden eller cellen."),
    _code(rules.CROSSING, "En åpning og slutten på den står i samme celle, rad eller avsnitt."),
    _code(rules.MELTING, "En åpning og slutten på den slår ikke sammen avsnitt."),
    _code(rules.STRUCK, "Ingen kode står i slettet tekst."),
    _code(rules.TRACKED, "Malen har ingen sporede endringer."),
    _code(rules.TORN, "En kode begynner og slutter i samme avsnitt."),
    _code(rules.SIGNS, "Koder er skrevet med tegn fra tastaturet."),
    _code(rules.CHOICE, "Det en kode spør etter, kan være."),
    _code(rules.MISUSED, "Lister blir gått gjennom, og tekster blir skrevet."),
    _code(rules.TWICE, "Hver del av innholdet blir skrevet én gang."),
    _code(rules.STYLELESS, "Stilene som er brukt, finnes."),
    _code(rules.MISSING_STYLE, "Stilene for overskrifter, innholdsliste og lenker finnes."),
    _code(rules.UNUSED, "Alt som skal trykkes, står i en av malene."),
    _code(rules.HOMELESS, "Malen har plass til hvert slag innhold."),
)
