"""Normalisers: a batch of raw values in, a batch of canonical values of the same length out."""
