"""The matching engine: Arrow in, Arrow out; no clock, network, environment or database."""
