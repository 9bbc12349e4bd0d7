"""`python -m onefold` is `onefold`."""

from onefold.cli import entry

entry()
