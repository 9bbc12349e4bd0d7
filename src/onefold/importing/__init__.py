"""Whole tables of profiles: read as `onefold match` reads them, checked in full, then stored piece by piece."""
