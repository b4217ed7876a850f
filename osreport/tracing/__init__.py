"""From each point of a hearing to its answer, what it changed, and where that stands in the plan; and back again.

Steps: the changes since the plan was sent out, each with its causes (`traced`), shown to people or programs (`shown`).
"""
