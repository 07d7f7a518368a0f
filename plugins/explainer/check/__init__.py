"""Nodes -> facts, and every problem found on the way."""
