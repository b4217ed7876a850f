"""Which decisions count on a given date.

What a decision changes in the plans is not data yet: the sources are the text after the last decision in them.
So a date before that decision cannot be printed, and is refused.
"""

from osreport.problem import Problem, SourceError
from osreport.sources.reader import Kilder

Day = tuple[int, int, int]


def adopted(kilder: Kilder, as_of: Day | None) -> Kilder:
    """The plan set as it stands on the day (year, month, day); without a day, as it stands in the files.

    Raises SourceError for every decision in the sources that was made after the day.
    """
    late = [
        Problem(
            "VEDTAK001",
            kilder.places.of(("vedtak", index, "dato")),
            f"Vedtaket «{vedtak.id}» er fattet etter datoen du har bedt om, og kildene er skrevet etter det.",
            "Bygg med en senere --as-of, eller hent fram en eldre utgave av kildene.",
        )
        for index, vedtak in enumerate(kilder.planverk.vedtak)
        if as_of is not None and vedtak.dato.sortering > as_of
    ]
    if late:
        raise SourceError(late)
    return kilder
