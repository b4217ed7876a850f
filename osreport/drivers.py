"""How git is told to show Word files as text, to name the element in a diff of sources, and to merge them by id."""

from collections.abc import Iterator

# What came in during a hearing keeps every byte, and nothing of ours opens it for a diff.
ATTRIBUTES = "*.docx -text diff=osreport-docx\n*.yaml diff=osreport-yaml merge=osreport-yaml\n**/innkommet/* binary\n"
ELEMENT = r"^[ ]*-?[ ]*(id: .+)$"


def settings(program: str) -> Iterator[tuple[str, str]]:
    """The settings of one clone (gitattributes, «Generating diff text», «Defining a custom merge driver»).

    `program` is the command that runs ours. A Word file that cannot be read must not stop the rest of a diff.
    """
    yield "diff.osreport-docx.textconv", f'shown() {{ {program} text "$1" || true; }}; shown'
    yield "diff.osreport-yaml.xfuncname", ELEMENT
    yield "merge.osreport-yaml.name", "YAML-filer slått sammen element for element"
    yield "merge.osreport-yaml.driver", f"{program} merge %O %A %B"
