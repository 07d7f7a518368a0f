"""Where the tool meets others: Markdown, MkDocs, the command line, pytest. Nothing imports this from within."""
