"""A PDF is proven before anyone gets it: against both standards, and against the document that it was made from.

The standards ask for no more than their rules. That no heading, figure, link or word was lost on the way, no rule of
theirs can see; so it is counted here. Each check is one generator; what it finds points to the source or template.
"""
