"""What is printed, each through a template of its own; apart from the models, so that asking takes no time."""

DOCUMENTS = ("samfunnsdel", "planstrategi", "vedlegg")  # the fields of `Planverk` that are printed, in their order
LOG = "endringslogg"
REPORT = "rapport"  # with a cover and a contents list
NOTE = "notat"  # a letterhead, and nothing before the words
FURTHER = (LOG, REPORT, NOTE)  # the templates of all else; `context.printable` says what each of them can meet
