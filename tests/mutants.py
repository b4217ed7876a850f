"""A finished PDF with one thing done to it, by the name of what was done.

FORBIDDEN are changes that one of the standards forbids; UNSEEN are those that none of their rules sees, so that only
checks of our own can: each with the problem that one of them finds, or none where nobody misses anything.
The PDF to start from is that of `everything`, which holds one of each thing that is spoiled here.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, Object, ObjectStreamMode, Pdf, StreamDecodeLevel, String

Change = Callable[[Pdf], Any]
SCRIPT = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
AS_IT_IS: dict[str, Any] = {
    "object_stream_mode": ObjectStreamMode.disable,
    "compress_streams": False,
    "stream_decode_level": StreamDecodeLevel.none,
    "fix_metadata_version": False,
    "deterministic_id": True,
}


def mutant(pdf: bytes, name: str) -> bytes:
    """The PDF after that change, and no other."""
    target = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        change = FORBIDDEN.get(name) or UNSEEN[name][0]
        locked = change(document)
        document.save(target, **({"encryption": locked} if isinstance(locked, Encryption) else AS_IT_IS))
    return target.getvalue().replace(b"\r\nendstream", b"\r\rendstream")  # as finished files are


def every(document: Pdf, kind: str) -> list[Object]:
    """The structure elements of that type in document order."""

    def below(element: object) -> Iterator[Object]:
        if isinstance(element, Array):
            for child in element:
                yield from below(child)
        elif isinstance(element, Dictionary):
            if element.get("/S") == f"/{kind}":
                yield element
            yield from below(element.get("/K"))

    return list(below(document.Root.StructTreeRoot.K))


def first(document: Pdf, kind: str) -> Object:
    return every(document, kind)[0]


def link(document: Pdf) -> Object:
    return next(each for each in document.pages[0].Annots if "/A" in each)


def web_link(document: Pdf) -> Object:
    """The structure element of the first link that leads out."""
    links = ((each, kid) for each in every(document, "Link") for kid in each.K if isinstance(kid, Dictionary))
    return next(each for each, kid in links if "/A" in kid.Obj)


def font(document: Pdf) -> Object:
    return next(iter(document.pages[0].Resources.Font.values()))


def put(holder: Object, **values: object) -> None:
    for name, value in values.items():
        holder[f"/{name}"] = value


def drop(holder: Any, *names: str) -> None:
    for name in names:
        del holder[f"/{name}"]


def rename(document: Pdf, **kinds: str) -> None:
    """The first structure element of each type becomes another type."""
    for old, new in kinds.items():
        first(document, old).S = Name(f"/{new}")


def retold(document: Pdf, old: str, new: str) -> None:
    """The metadata with one text replaced."""
    text = document.Root.Metadata.read_bytes().decode()
    assert old in text
    document.Root.Metadata.write(text.replace(old, new, 1).encode())


def shown(document: Pdf, change: Callable[[str], str]) -> None:
    """The operators of the first page, changed."""
    page = document.pages[0]
    page.Contents = document.make_stream(change(page.Contents.read_bytes().decode("latin-1")).encode("latin-1"))


def painted(document: Pdf, operators: str, **resources: Dictionary) -> None:
    """More operators at the end of the first page, as an artifact."""
    put(document.pages[0].Resources, **resources)
    shown(document, lambda text: f"{text}\n/Artifact BMC {operators} EMC")


def unreadable(meanings: Object) -> None:
    """The letter A now means a character of private use."""
    meanings.write(meanings.read_bytes().replace(b"<0041>", b"<E000>"))


def images(document: Pdf) -> list[Object]:
    return [each for each in document.objects if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image"]


def without_title(document: Pdf) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        del metadata["dc:title"]


def with_unknown_property(document: Pdf) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["{https://example.no/skjema/}felt"] = "verdi"


def untagged_figure(text: str) -> str:
    start = text.index("/Figure<<")
    end = text.index("EMC", start)
    return text[:start] + text[text.index("BDC", start) + 3 : end] + text[end + 3 :]


def with_artifact_in_heading(text: str) -> str:
    inside = text.index("BDC", text.index("/H1<<")) + 3
    return f"{text[:inside]}\n/Artifact BMC EMC\n{text[inside:]}"


def circled_roles(document: Pdf) -> None:
    put(document.Root.StructTreeRoot.RoleMap, Standard=Name.Annen, Annen=Name.Standard)


def annotated(document: Pdf, kind: str, **more: object) -> Object:
    """A new annotation on the first page, in no structure."""
    made = Dictionary(
        Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([9, 9, 30, 30]), Contents=String("Hei"), F=28
    )
    put(made, **more)
    document.pages[0].Annots.append(document.make_indirect(made))
    return document.pages[0].Annots[-1]


def inserted(document: Pdf, kind: str, at: int) -> None:
    """An empty structure element in the first table."""
    holder = first(document, "Table")
    made = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=holder))
    holder.K = Array([*list(holder.K)[:at], made, *list(holder.K)[at:]])


def attached(document: Pdf) -> None:
    document.attachments["data.txt"] = pikepdf.AttachedFileSpec(document, b"tall", mime_type="text/plain")


def flattened(document: Pdf, *kinds: str) -> None:
    for kind in kinds:
        for each in every(document, kind):
            each.S = Name.Div


def plain_cells(document: Pdf) -> None:
    for each in every(document, "TH"):
        each.S = Name.TD
        drop(each, "A")


FORBIDDEN: dict[str, Change] = {
    # the whole document
    "language removed": lambda d: drop(d.Root, "Lang"),
    "language is no tag": lambda d: put(d.Root, Lang=String("bokmål og nynorsk")),
    "language is empty": lambda d: put(d.Root, Lang=String("")),
    "title not displayed": lambda d: put(d.Root.ViewerPreferences, DisplayDocTitle=False),
    "viewer preferences removed": lambda d: drop(d.Root, "ViewerPreferences"),
    "suspects": lambda d: put(d.Root.MarkInfo, Suspects=True),
    "not marked": lambda d: put(d.Root.MarkInfo, Marked=False),
    "structure removed": lambda d: drop(d.Root, "StructTreeRoot"),
    "output intent removed": lambda d: drop(d.Root, "OutputIntents"),
    "colour profile is none": lambda d: d.Root.OutputIntents[0].DestOutputProfile.write(b"tull"),
    "encrypted": lambda _: Encryption(owner="eier", user="", R=4),
    "script": lambda d: put(d.Root, OpenAction=SCRIPT),
    "program started": lambda d: put(d.Root, OpenAction=Dictionary(S=Name.Launch, F=String("program"))),
    "attachment of any kind": attached,
    "form of XFA": lambda d: put(d.Root, AcroForm=Dictionary(Fields=Array(), XFA=d.make_stream(b"<xdp/>"))),
    "layers without names": lambda d: put(d.Root, OCProperties=Dictionary(OCGs=Array(), D=Dictionary(AS=Array()))),
    "requirements": lambda d: put(d.Root, Requirements=Array()),
    "page too big": lambda d: put(d.pages[0], MediaBox=Array([0, 0, 20000, 20000])),
    "page with script": lambda d: put(d.pages[0], AA=Dictionary(O=SCRIPT)),
    # metadata
    "metadata removed": lambda d: drop(d.Root, "Metadata"),
    "metadata is no XML": lambda d: retold(d, "</rdf:RDF>", ""),
    "metadata of unknown schema": with_unknown_property,
    "date is none": lambda d: retold(d, "T00:00:00Z</xmp:CreateDate>", " i går</xmp:CreateDate>"),
    "pdfuaid removed": lambda d: retold(d, "<pdfuaid:part>1</pdfuaid:part>", ""),
    "pdfaid conformance changed": lambda d: retold(d, ">A<", ">B<"),
    "pdfaid part changed": lambda d: retold(d, "pdfaid:part>2<", "pdfaid:part>3<"),
    "title removed": without_title,
    # structure
    "alternative text removed": lambda d: drop(first(d, "Figure"), "Alt"),
    "alternative text empty": lambda d: put(first(d, "Figure"), Alt=String("")),
    "formula without text": lambda d: (rename(d, Figure="Formula"), drop(first(d, "Formula"), "Alt")),
    "scope removed": lambda d: drop(first(d, "TH"), "A"),
    "heading level skipped": lambda d: rename(d, H2="H3"),
    "first heading is second": lambda d: rename(d, H1="H2"),
    "headings with and without level": lambda d: rename(d, H2="H"),
    "heading in no structure": lambda d: put(first(d, "Document"), K=Array(list(first(d, "Document").K)[1:])),
    "note id removed": lambda d: drop(first(d, "Note"), "ID"),
    "note id twice": lambda d: put(every(d, "Note")[1], ID=first(d, "Note").ID),
    "types in a circle": circled_roles,
    "type without role": lambda d: drop(d.Root.StructTreeRoot.RoleMap, "Standard"),
    "standard type in role map": lambda d: put(d.Root.StructTreeRoot.RoleMap, H1=Name.P),
    "point outside list": lambda d: rename(d, L="Sect"),
    "list holds paragraph": lambda d: rename(d, LI="P"),
    "row outside table": lambda d: rename(d, Table="Div"),
    "cell outside row": lambda d: rename(d, TR="Div"),
    "row too short": lambda d: put(every(d, "TR")[1], K=Array(list(every(d, "TR")[1].K)[:1])),
    "row span too long": lambda d: put(every(d, "TD")[1], A=Dictionary(O=Name.Table, RowSpan=9)),
    "no column spanned": lambda d: put(every(d, "TD")[1], A=Dictionary(O=Name.Table, ColSpan=0)),
    "caption for cell": lambda d: rename(d, TD="Caption"),
    "caption inside table": lambda d: inserted(d, "Caption", 1),
    "two table heads": lambda d: (inserted(d, "THead", 0), inserted(d, "THead", 0)),
    "contents line outside contents": lambda d: rename(d, H3="TOCI"),
    "language of passage is no tag": lambda d: put(first(d, "Span"), Lang=String("engelsk språk")),
    "parent tree removed": lambda d: drop(d.Root.StructTreeRoot, "ParentTree"),
    "page outside parent tree": lambda d: drop(d.pages[0], "StructParents"),
    # links and annotations
    "tabs removed": lambda d: drop(d.pages[0], "Tabs"),
    "tabs by rows": lambda d: put(d.pages[0], Tabs=Name.R),
    "link not described": lambda d: drop(link(d), "Contents"),
    "link outside structure": lambda d: drop(link(d), "StructParent"),
    "link element is another": lambda d: [put(each, S=Name.Span) for each in every(d, "Link")],
    "link not printed": lambda d: put(link(d), F=0),
    "link hidden": lambda d: put(link(d), F=2),
    "link runs script": lambda d: put(link(d), A=SCRIPT),
    "comment": lambda d: annotated(d, "Text"),
    "film": lambda d: annotated(d, "Movie"),
    "form field": lambda d: put(d.Root, AcroForm=Dictionary(Fields=Array([annotated(d, "Widget", FT=Name.Tx)]))),
    # content
    "font file removed": lambda d: drop(font(d).FontDescriptor, "FontFile2"),
    "font not symbolic": lambda d: put(font(d).FontDescriptor, Flags=32),
    "font with encoding": lambda d: put(font(d), Encoding=Name.WinAnsiEncoding),
    "letters without meaning": lambda d: drop(font(d), "ToUnicode"),
    "letter of private use": lambda d: unreadable(font(d).ToUnicode),
    "widths changed": lambda d: put(font(d), Widths=Array([int(width) + 300 for width in font(d).Widths])),
    "figure untagged": lambda d: shown(d, untagged_figure),
    "text untagged": lambda d: shown(d, lambda text: f"{text}\nBT /F1 12 Tf 50 50 Td <01> Tj ET"),
    "artifact inside content": lambda d: shown(d, with_artifact_in_heading),
    "content inside artifact": lambda d: shown(d, lambda text: f"/Artifact BMC\n{text}\nEMC"),
    "colour of another device": lambda d: painted(d, "0 0 0 1 k 10 10 20 20 re f"),
    "operator unknown": lambda d: painted(d, "1 tegn"),
    "intent unknown": lambda d: painted(d, "/Tull ri"),
    "too many states": lambda d: painted(d, "q " * 30 + "Q " * 30),
    "blend mode unknown": lambda d: painted(d, "/G gs", ExtGState=Dictionary(G=Dictionary(BM=Name.Tull))),
    "transfer function": lambda d: painted(d, "/G gs", ExtGState=Dictionary(G=Dictionary(TR=Name.Identity))),
    "image interpolated": lambda d: [put(each, Interpolate=True) for each in images(d)],
    "image with alternates": lambda d: [put(each, Alternates=Array()) for each in images(d)],
    "content in another file": lambda d: put(d.pages[0].Contents, F=String("annet.txt")),
}  # fmt: skip

UNSEEN: dict[str, tuple[Change, str]] = {
    "nothing changed": (lambda _: None, ""),
    "title differs": (lambda d: put(d.docinfo, Title=String("En annen tittel")), ""),
    "bookmarks removed": (lambda d: drop(d.Root, "Outlines"), "PDF001"),
    "alternative text is another": (lambda d: put(first(d, "Figure"), Alt=String("bilde1.png")), "PDF005"),
    "header cells are plain": (plain_cells, "PDF006"),
    "table is no table": (lambda d: flattened(d, "Table", "TR", "TH", "TD"), "PDF006"),
    "link element empty": (lambda d: put(web_link(d), K=Array()), "PDF007"),
    "note is no note": (lambda d: rename(d, Note="Div"), "PDF008"),
}
