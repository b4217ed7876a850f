"""What of the input to a hearing may be shown to whom.

What a section exempts from publicity is shown to nobody. In what is published, private senders have no name, and what
would tell who they are is taken out of every text; so is a person who wrote for somebody else. The register is kept.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from osreport.model.merknad import Avsender, Merknad, Merknadspunkt
from osreport.model.planverk import Planverk
from osreport.model.verdi import Språk
from osreport.structs import Struct
from osreport.treatment import nameless

REACHED_AT = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\d.,/-])(?:\+47[ ]?)?(?:\d{8}|\d{2}(?: \d{2}){3}|\d{3} \d{2} \d{3})(?![\d.,/-])"
)
WORDS: Mapping[Språk, Mapping[str, str]] = {
    "nb": {
        "utelatt": "[utelatt]", "unntatt": "Unntatt offentlighet",
    },
    "nn": {
        "utelatt": "[utelate]", "unntatt": "Unnateke offentlegheit",
    },
}  # fmt: skip


class Mask(Struct):
    """Takes words out of texts: those of everybody (`everywhere`), and those that are sought in one's own text only."""

    language: Språk
    everywhere: tuple[str, ...]

    def text(self, text: str, own: Collection[str] = ()) -> str:
        """The text with `[utelatt]` for every such word; broken over lines or in the genitive it is found too."""
        for term in sorted({*self.everywhere, *own}, key=len, reverse=True):
            pattern = r"\s+".join(map(re.escape, term.split()))
            text = re.sub(rf"(?<!\w){pattern}s?(?!\w)", WORDS[self.language]["utelatt"], text, flags=_flags(term))
        return text


def shown(planverk: Planverk) -> Planverk:
    """The plan set without a word of input that is exempt from publicity."""
    return _with(planverk, (_exempt(each, planverk) if each.unntatt else each for each in planverk.merknader))


def published(planverk: Planverk) -> Planverk:
    """The plan set as it may be shown to everybody: nothing that is exempt, no private sender that can be known."""
    language = planverk.kommune.språk
    mask = Mask(language, tuple(dict.fromkeys(term for each in planverk.merknader for term in _terms(each.avsender))))
    return _with(planverk, (_masked(each, mask) for each in shown(planverk).merknader))


def _with(planverk: Planverk, inputs: Iterable[Merknad]) -> Planverk:
    return planverk.model_copy(update={"merknader": tuple(inputs)})


def _exempt(merknad: Merknad, planverk: Planverk) -> Merknad:
    """The bare fact that it came in."""
    words = WORDS[planverk.kommune.språk]
    text = f"{words['unntatt']} ({merknad.unntatt})."
    sender = Avsender(navn=words["unntatt"], kategori=merknad.avsender.kategori, skjermes=False)
    points = tuple(Merknadspunkt(id=each.id, konklusjon=each.konklusjon) for each in merknad.punkter)
    return merknad.model_copy(update={"avsender": sender, "original": None, "tekst": text, "punkter": points})


def _masked(merknad: Merknad, mask: Mask) -> Merknad:
    sender = merknad.avsender
    own = {*_terms(sender), *_parts(sender)}
    told = {
        "avsender": _nameless(sender, mask.language) if sender.er_skjermet else Avsender(
            navn=sender.navn, kategori=sender.kategori, mottaker=sender.mottaker, skjermes=sender.skjermes
        ),
        "original": None,
        "tekst": mask.text(_unreached(merknad.tekst, sender, mask), own),
        "punkter": tuple(_masked_point(each, sender, mask, own) for each in merknad.punkter),
    }  # fmt: skip
    return merknad.model_copy(update=told)


def _unreached(text: str, sender: Avsender, mask: Mask) -> str:
    """The text of a private sender without e-mail addresses and telephone numbers, whoever they are of."""
    return REACHED_AT.sub(WORDS[mask.language]["utelatt"], text) if sender.er_skjermet else text


def _masked_point(point: Merknadspunkt, sender: Avsender, mask: Mask, own: Collection[str]) -> Merknadspunkt:
    texts = {name: getattr(point, name) for name in ("tekst", "sammendrag", "vurdering")}
    told = {name: mask.text(_unreached(text, sender, mask), own) for name, text in texts.items() if text}
    return point.model_copy(update=told)


def _nameless(sender: Avsender, language: Språk) -> Avsender:
    name = nameless(sender, language)
    return Avsender(navn=name[:1].upper() + name[1:], kategori=sender.kategori, skjermes=sender.skjermes)


def _terms(sender: Avsender) -> Iterator[str]:
    """What nobody may read anywhere: the name of a private sender and how to reach them, and who wrote for others."""
    names = (sender.navn,) if sender.er_skjermet else ()
    reach = (sender.adresse, sender.epost, sender.telefon) if sender.er_skjermet else (sender.telefon,)
    yield from filter(None, (*names, sender.kontaktperson, *reach))


def _parts(sender: Avsender) -> Iterator[str]:
    """The parts of those names, which are sought in the sender's own text: «Hilsen Ola»."""
    names = (sender.navn if sender.er_skjermet else "", sender.kontaktperson or "")
    yield from (part for name in names for part in re.split(r"[\s-]+", name) if part[:1].isupper())


def _flags(term: str) -> re.RegexFlag:
    """Names of one word may be other words in small letters: Per, Dag, Liv."""
    return re.IGNORECASE if " " in term or "@" in term else re.NOFLAG
