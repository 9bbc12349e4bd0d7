"""Requests that no client would send, made from ones that clients do send, and what the answers must be like."""
