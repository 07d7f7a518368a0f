"""Measurements of speed and memory, each beside a floor that is measured in the same run."""
