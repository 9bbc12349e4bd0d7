"""Processes of the service that are killed while clients write, and what must hold afterwards all the same."""
