"""Which parts of a plan set are printed; apart from the models, so that asking takes no time."""

DOCUMENTS = ("samfunnsdel", "planstrategi", "vedlegg")  # the fields of `Planverk` that are printed, in their order
