"""The compiled inner loops of the engine, and nothing else: no decisions, only work on arrays."""
