"""A rest-json server for a botocore service model; knows nothing of matching."""

from onefold.wire.access import Caller, Key
from onefold.wire.asgi import Clock, Extension, Operation, Served, create_app
from onefold.wire.throttle import Quota, Throttle

__all__ = ["Caller", "Clock", "Extension", "Key", "Operation", "Quota", "Served", "Throttle", "create_app"]
