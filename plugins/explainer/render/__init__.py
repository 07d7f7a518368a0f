"""What the facts mean -> HTML and SVG."""
