"""Whether a sender is one of those whom the hearing was sent to: by name, by e-mail address, or by its domain."""

from collections import Counter
from collections.abc import Sequence

from osreport.model.horing import Mottaker

from .received import Sender

# Where anybody can have an address: such a domain says nothing of who it is.
OPEN_TO_ALL = frozenset({
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.no", "outlook.com", "live.com", "live.no", "msn.com",
    "yahoo.com", "yahoo.no", "icloud.com", "me.com", "mac.com", "online.no", "broadpark.no", "getmail.no", "frisurf.no",
    "proton.me", "protonmail.com", "c2i.net", "start.no", "altibox.no", "lyse.net", "telenor.no", "epost.no",
})  # fmt: skip


def recipient(sender: Sender, recipients: Sequence[Mottaker]) -> Mottaker | None:
    """The one recipient that the sender is; None where there is none or several."""
    name, mail = _plain(sender.navn), sender.epost.lower()
    by_name = [each for each in recipients if _plain(each.navn) == name]
    by_mail = [each for each in recipients if mail and (each.epost or "").lower() == mail]
    domains = Counter(_domain(each.epost or "") for each in recipients)
    domain = _domain(mail)
    is_own = domain and domain not in OPEN_TO_ALL and domains[domain] == 1
    by_domain = [each for each in recipients if is_own and _domain(each.epost or "") == domain]
    found = next((each for each in (by_name, by_mail, by_domain) if each), [])
    return found[0] if len(found) == 1 else None


def _domain(address: str) -> str:
    return address.lower().rpartition("@")[2] if "@" in address else ""


def _plain(name: str) -> str:
    return " ".join(name.lower().replace(".", " ").replace(",", " ").split())
