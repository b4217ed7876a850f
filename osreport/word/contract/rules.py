"""What a template must hold to, each with what a designer is to do where it does not."""

from osreport.word.quality.fault import Rule

IN_ITS_OWN = "Hver {%p for %} og {%p if %} skal ha sin {%p endfor %} eller {%p endif %}, alene i sitt eget avsnitt."
NAMES = "Navnene som finnes, står i docs/brukerveiledning.md under «Navn en mal kan skrive»."
OTHERS = "Kopier delene fra en av de andre malene."

UNKNOWN = Rule("MAL004", NAMES)
UNREADABLE = Rule("MAL005", IN_ITS_OWN)
HOMELESS = Rule("MAL033", f"{OTHERS} Får dokumentet slikt innhold, stopper byggingen.", severity="merknad")
BESIDE = Rule(
    "MAL020",
    "Koder med p, tr eller tc tar med seg hele avsnittet, raden eller cellen. "
    "Gi koden et avsnitt, en rad eller en celle for seg selv.",
)
CROSSING = Rule(
    "MAL021",
    "Åpningen og slutten skal stå på samme sted: begge i den samme cellen, begge mellom rader, eller begge i det samme "
    "avsnittet.",
)
MELTING = Rule(
    "MAL022",
    "Skriv {%p i stedet for {% i begge kodene, og gi hver av dem et eget avsnitt.",
    severity="advarsel",
)
STRUCK = Rule("MAL023", "Velg Se gjennom → Godta alle endringer, og lagre malen.")
TRACKED = Rule(
    "MAL024",
    "Velg Se gjennom → Godta alle endringer, og lagre malen. Ellers følger de med i dokumentene.",
    severity="advarsel",
)
TORN = Rule("MAL025", "En kode begynner og slutter i det samme avsnittet: {{ navn }} eller {%p … %}.")
SIGNS = Rule("MAL026", "Skriv koden på nytt, med tegn fra tastaturet. Rundt ord står rette anførselstegn: 'avsnitt'.")
CHOICE = Rule("MAL027", NAMES)
MISUSED = Rule("MAL028", NAMES)
TWICE = Rule("MAL029", "Ta bort det ene stedet.", severity="advarsel")
STYLELESS = Rule("MAL030", "Velg en annen stil for avsnittet, eller kopier stilen fra en av de andre malene.")
MISSING_STYLE = Rule(
    "MAL031", "Kopier stilen fra en av de andre malene, eller velg den i Word under Hjem → Stiler.", severity="advarsel"
)
UNUSED = Rule("MAL032", f"Skriv det i en av malene, om det skal trykkes. {NAMES}", severity="merknad")
FIELDED = Rule("MAL015", "Koden står i et felt, som Word lager om igjen. Flytt koden ut av feltet.")
