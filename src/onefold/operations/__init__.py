"""The operations of the API: functions from a request to an answer, each one transaction.

They know no HTTP and no SQL. A request has passed the checks of Amazon's model (types, lengths, patterns, enums); what
depends on the state of things is checked here. `service.bind` makes of them what a server calls.
"""
