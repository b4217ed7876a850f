"""A file that came in → everything that was found in it: inputs, and what could not be read; nothing is dropped."""

from collections.abc import Callable, Iterator, Mapping

from osreport.pdf.plaintext import Words
from osreport.structs import Struct, field, replace

from . import epost, html, regneark, svarskjema, tekst, utkast
from .celler import of_csv, of_xlsx
from .comments import comments
from .epost import Letter
from .letters import decoded, kept
from .opening import Element, Package, opened
from .places import Draft
from .received import File, Point, Reading, Received, Refused, Sender, Unread
from .recognised import BY_HAND, kind
from .wordfile import paragraphs, written

MAX_BYTES = 100_000_000
NOT_WHOLE = Unread("Filen er større enn 100 MB, og er ikke kopiert.", BY_HAND)
NO_WORDS = Unread(
    "Det står ingen tekst i filen.", "Se i originalen om det er et bilde av en tekst; skriv den inn for hånd."
)
MAX_ATTACHED, MAX_DEPTH = 100, 5
FROM_PDF = "Teksten er hentet ut av en PDF; se i originalen hvordan den så ut."
EMPTY_FORM = Unread(*svarskjema.EMPTY)
SHORT = 400  # letters; a longer covering letter is likely to have something to say itself


class Reader(Struct):
    """How files are read: `draft` gives the draft as it was sent out, `columns` the municipality's own headings.

    `pdf` gives the words of a PDF; without it none is read.
    """

    draft: Callable[[], Draft]
    columns: Mapping[str, str] = field(default_factory=dict)
    pdf: Callable[[bytes], Words] | None = None
    depth: int = 0

    def reading(self, file: File) -> Reading:
        """All that was found in the file, as the sources can hold it."""
        found = _writable(self.unchanged(file))
        return found if found.received or found.unread else replace(found, unread=(NO_WORDS,))

    def unchanged(self, file: File) -> Reading:
        """All that was found in the file, with whatever letters it has."""
        try:
            return FORMS[kind(file)](self, file)
        except Refused as refused:
            return Reading(unread=(Unread(refused.reason, refused.hint),))

    def word(self, file: File) -> Reading:
        """A reply form, a returned draft or a letter."""
        package = opened(file.content)
        body = package.root(package.main)
        if body is None:
            raise Refused("Filen er skadet: den har ingen tekst.", "Be avsenderen sende den på nytt.")
        if svarskjema.is_form(body):
            said = svarskjema.received(package, body)
            return Reading((_with_comments(package, body, said),) if said else (), () if said else (EMPTY_FORM,))
        return utkast.reading(package, body, self.draft()) or _letter(package, body)

    def excel(self, file: File) -> Reading:
        package = opened(file.content)
        read = regneark.reading(of_xlsx(package), self.columns)
        return replace(read, notes=(*read.notes, *package.dangers()))

    def table(self, file: File) -> Reading:
        return regneark.reading(of_csv(file.content), self.columns)

    def text(self, file: File) -> Reading:
        return _text(decoded(file.content))

    def page(self, file: File) -> Reading:
        return _text(html.words(decoded(file.content)))

    def portable(self, file: File) -> Reading:
        """The words of a PDF, which is no more than what can be taken out of its pages."""
        if self.pdf is None:
            raise Refused("Filen er en PDF.", BY_HAND)
        try:
            found = self.pdf(file.content)
        except ValueError as error:
            raise Refused(str(error), BY_HAND) from error
        return utkast.printed(found, self.draft()) or _of_pdf(found)

    def mail(self, file: File) -> Reading:
        return self.of_letter(epost.letter(file.content), "")

    def of_letter(self, letter: Letter, place: str) -> Reading:
        """The e-mail with what was attached to it; each e-mail that it forwards by itself."""
        if self.depth > MAX_DEPTH:
            raise Refused(*epost.TOO_DEEP)
        inside = replace(self, depth=self.depth + 1)
        named = [(f"vedlegg {n} «{each.name}»", each) for n, each in enumerate(letter.attached, 1)]
        left = [Unread("E-posten har flere vedlegg enn 100.", BY_HAND, name) for name, _ in named[MAX_ATTACHED:]]
        mails, files = _sorted(named[:MAX_ATTACHED])
        own = _with_attached(letter, place, [(name, inside.unchanged(each)) for name, each in files])
        letters = [
            inside.of_letter(each, _at(place, f"videresendt e-post {n}")) for n, each in enumerate(letter.forwarded, 1)
        ]
        attached = [_placed(inside.unchanged(each), _at(place, name)) for name, each in mails]
        inner = [*letters, *attached]
        return Reading.joined([_without_silence(own) if inner else own, Reading(unread=tuple(left)), *inner])


FORMS: Mapping[str, Callable[[Reader, File], Reading]] = {
    "word": Reader.word, "excel": Reader.excel, "tabell": Reader.table, "e-post": Reader.mail, "html": Reader.page,
    "pdf": Reader.portable, "tekst": Reader.text,
}  # fmt: skip


def _of_pdf(found: Words) -> Reading:
    """The words of a letter as PDF, and what somebody has written on its pages."""
    told = [utkast.words_of(each) for each in found.notes]
    read = _text("\n\n".join([found.text.strip(), *told]), (FROM_PDF,))
    points = tuple(Point(each) for each in (found.text.strip(), *told) if each.strip())
    return replace(read, received=tuple(replace(each, points=points) for each in read.received)) if told else read


def _letter(package: Package, body: Element) -> Reading:
    """The words of a letter, and the comments in it."""
    found = _text(written(package), package.dangers())
    return replace(found, received=tuple(_with_comments(package, body, each) for each in found.received))


def _with_comments(package: Package, body: Element, said: Received) -> Received:
    """An input with the comments that somebody has put beside its words, each as a point."""
    told = comments(package, body, paragraphs(body))
    if not told:
        return said
    points = tuple(Point(f"{each.author}: {each.words}" if each.author else each.words) for each in told)
    whole = tuple(each if each.text else replace(each, text=said.text) for each in said.points)
    return replace(said, text="\n\n".join([said.text, *(each.text for each in points)]), points=(*whole, *points))


def _without_silence(own: Reading) -> Reading:
    """An e-mail that only forwards others need not say anything itself."""
    return replace(own, unread=tuple(each for each in own.unread if each.reason != NO_WORDS.reason))


Named = tuple[str, File]


def _sorted(named: list[Named]) -> tuple[list[Named], list[Named]]:
    """The e-mails among what was attached, and the rest."""
    found: tuple[list[Named], list[Named]] = ([], [])
    for name, file in named:
        found[0 if _is_mail(file) else 1].append((name, file))
    return found


def _is_mail(file: File) -> bool:
    try:
        return kind(file) == "e-post"
    except Refused:
        return False


def _placed(reading: Reading, place: str) -> Reading:
    """A reading of what was attached, told where it was."""
    received = tuple(replace(each, place=_at(place, each.place)) for each in reading.received)
    unread = tuple(replace(each, place=_at(place, each.place)) for each in reading.unread)
    return replace(reading, received=received, unread=unread)


def _text(text: str, notes: tuple[str, ...] = ()) -> Reading:
    said = tekst.received(text, notes)
    return Reading((said,)) if said else Reading(unread=(NO_WORDS,))


def _with_attached(letter: Letter, place: str, read: list[tuple[str, Reading]]) -> Reading:
    """An e-mail and its attachments: one input when they are one person's, else an input for each.

    What could not be read is told of beside the input that it came with.
    """
    unread = tuple(replace(each, place=_at(place, name, each.place)) for name, r in read for each in r.unread)
    notes = (
        *(f"{each.place} er ikke lest: {each.reason} {each.hint}" for each in unread),
        *(f"Bildet «{name}» i e-posten er ikke lest." for name in letter.pictures),
    )
    inputs = [(name, each) for name, reading in read for each in reading.received]
    loose = tuple(each for _, reading in read for each in reading.notes)
    is_one = len(inputs) == 1 or all(not each.sender.navn for _, each in inputs)
    made = _one(letter, place, inputs) if is_one else _several(letter, place, inputs)
    if not made:
        return Reading(unread=unread or (Unread(NO_WORDS.reason, NO_WORDS.hint, place),), notes=loose)
    first, *others = made
    return Reading((replace(first, notes=(*first.notes, *notes)), *others), unread, loose)


def _at(*places: str) -> str:
    return ", ".join(filter(None, places))


def _one(letter: Letter, place: str, inputs: list[tuple[str, Received]]) -> list[Received]:
    """The e-mail and all that came with it as one input; a short covering letter is no point of its own."""
    body, bodies = letter.text, [each.text for _, each in inputs]
    if not body.strip() and not inputs:
        return []
    text = "\n\n".join(filter(None, (letter.headline, body, *(f"[{name}]\n{each.text}" for name, each in inputs))))
    points = [point if point.text else replace(point, text=each.text) for _, each in inputs for point in each.points]
    own = [Point(body)] if body.strip() and (len(body) > SHORT or not bodies) else []
    form = inputs[0][1].form if len(inputs) == 1 else "e-post"
    notes = tuple(note for _, each in inputs for note in each.notes)
    said = next((each.round for _, each in inputs if each.round), "")
    sender = _sender(letter.sender, inputs[0][1] if len(inputs) == 1 else None)
    whole = tuple(own + points) if inputs else (Point(),)
    return [Received(form, sender, text, whole, letter.day, place=place, notes=notes, round=said)]


def _sender(mail: Sender, said: Received | None) -> Sender:
    """A form says itself who it is from; the name in a draft is that of whoever sat at the machine."""
    if said is None or not said.sender.navn:
        return mail
    if said.form == "høringsutkast":
        other = said.sender.navn if said.sender.navn != mail.navn else ""
        return replace(mail, kontaktperson=other)
    return said.sender.completed(replace(mail, kontaktperson="" if mail.navn == said.sender.navn else mail.navn))


def _several(letter: Letter, place: str, inputs: list[tuple[str, Received]]) -> list[Received]:
    text = "\n\n".join(filter(None, (letter.headline, letter.text)))
    own = [Received("e-post", letter.sender, text, day=letter.day, place=place)] if letter.text.strip() else []
    rest = [
        replace(each, day=each.day or letter.day, place=_at(place, name, each.place),
                sender=each.sender if each.sender.navn else letter.sender)
        for name, each in inputs
    ]  # fmt: skip
    return [*own, *rest]


def _writable(read: Reading) -> Reading:
    """The same with every letter as a source can hold it."""
    every = [_held(each) for each in read.received]
    return Reading(
        tuple(each for each in every if isinstance(each, Received)),
        (*read.unread, *(each for each in every if isinstance(each, Unread))),
        read.notes,
    )


def _held(said: Received) -> Received | Unread:
    try:
        text, notes = kept(said.text)
        points = tuple(replace(each, text=kept(each.text)[0]) for each in said.points)
    except Refused as refused:
        return Unread(refused.reason, refused.hint, said.place)
    if not text.strip():
        return replace(NO_WORDS, place=said.place)
    return replace(said, text=text.strip("\n"), points=tuple(_points(points, text)), notes=(*said.notes, *notes))


def _points(points: tuple[Point, ...], text: str) -> Iterator[Point]:
    """The points, the one that is the whole input without words of its own."""
    for each in points:
        words = each.text.strip("\n")
        yield replace(each, text="" if words == text.strip("\n") else words)
