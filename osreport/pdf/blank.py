"""The smallest Word file: nothing but what LibreOffice must find in one (ISO/IEC 29500-2 for the first two parts)."""

import zipfile
from io import BytesIO

NAMESPACES = "http://schemas.openxmlformats.org"
KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{NAMESPACES}/package/2006/content-types">
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
        <Default Extension="xml" ContentType="{KIND}"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{NAMESPACES}/package/2006/relationships"><Relationship Id="document"
        Type="{NAMESPACES}/officeDocument/2006/relationships/officeDocument" Target="document.xml"/></Relationships>""",
    "document.xml": f"""<document xmlns="{NAMESPACES}/wordprocessingml/2006/main">
        <body><p><r><t>Klar.</t></r></p></body></document>""",
}


def blank_docx() -> bytes:
    """A document of one word."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in PARTS.items():
            package.writestr(name, content)
    return made.getvalue()
