"""The years that the planstrategi is of, and those that it is of once it has moved on."""

from osreport import wording
from osreport.model.verdi import Periode
from osreport.structs import Struct


class Window(Struct):
    """The years before and after."""

    old: Periode
    new: Periode

    @property
    def passed(self) -> tuple[int, ...]:
        """The years that are no longer in it."""
        return tuple(range(self.old.fra, self.new.fra))

    @property
    def opened(self) -> tuple[int, ...]:
        """The years that were not in it before."""
        return tuple(range(self.old.til + 1, self.new.til + 1))

    @property
    def told(self) -> str:
        return f"{wording.period(self.old)} til {wording.period(self.new)}"

    def moved(self, span: Periode) -> Periode:
        """Other years, moved as far."""
        steps = self.new.fra - self.old.fra
        return Periode(fra=span.fra + steps, til=span.til + steps)


def moved_to(old: Periode, year: int) -> Window:
    """The window that begins in the year; ValueError, in words for people, where it cannot."""
    if year <= old.fra:
        raise ValueError(
            f"Planstrategien gjelder allerede fra {old.fra}. Oppgi et senere år, for eksempel {old.fra + 1}."
        )
    if year > old.til:
        raise ValueError(
            f"Planstrategien gjelder til {old.til}. Fra {year} trengs en ny planstrategi, ikke en rullering av denne."
        )
    return Window(old, Window(old, Periode(fra=year, til=year)).moved(old))
