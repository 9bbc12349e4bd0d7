"""Every change of a profile, with all that must stay in step with its document: search keys, history, match groups.

Requests and jobs both change profiles; this is how, so that neither can forget a part.
"""
