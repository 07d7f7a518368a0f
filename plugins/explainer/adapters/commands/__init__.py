"""The commands of `explainer`: each module adds its own to the parser and runs it."""
