"""What the council is asked to say, in the language of the municipality; all else is said to the planner in bokmål."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "nb": {
        "gjelder": "Rullering av planstrategien til {nye}",
        "vindu": "Planstrategien rulleres, og gjelder for {nye}.",
        "gjennomført": "Revisjoner som er gjennomført, føres opp som gjennomført.",
        "flyttes": "Revisjoner som ikke ble gjennomført i {forbi}, flyttes til {første}.",
        "frister": "Planer som etter loven skal tas opp i {åpnet}, settes opp da.",
        "ikke": "Ikke gjennomført i {år}.",
        "vedtatt": "Vedtatt {dag}.",
    },
    "nn": {
        "gjelder": "Rullering av planstrategien til {nye}",
        "vindu": "Planstrategien blir rullert, og gjeld for {nye}.",
        "gjennomført": "Revisjonar som er gjennomførte, blir førte opp som gjennomførte.",
        "flyttes": "Revisjonar som ikkje blei gjennomførte i {forbi}, blir flytta til {første}.",
        "frister": "Planar som etter lova skal takast opp i {åpnet}, blir sette opp då.",
        "ikke": "Ikkje gjennomført i {år}.",
        "vedtatt": "Vedteken {dag}.",
    },
}
