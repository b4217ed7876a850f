"""Which decisions count on a given day, and the plans as they stand after them.

Steps: decisions in order (`order`), what a hearing led to before what its decision says itself (`rounds`), what is
only looked at (`previews`), each change on the plain words of the sources (`changes` on a `draft`), the whole
validated again once for each decision (`adopting`), a report for people (`ledger`).
"""
