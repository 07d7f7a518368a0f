"""What helps an editor at the keyboard: the JSON Schema of a facts file, and records added to one."""
