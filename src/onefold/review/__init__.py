"""The review pages: people look at what the machine is unsure about, and decide.

    mounts={"/review": review.app.create_review(store, settings, signed=True)}

Pages are made here on the server and work without any script. What they read and change are operations of the same kind
as those of the API (actions.py), so that every decision is one transaction and in the audit trail.
"""
