"""The kinds of chart, one a file: each turns a table into a sketch of a given width."""
