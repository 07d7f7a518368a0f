"""Markdown text -> the references and blocks in it, each with its place; knows no facts and no Markdown engine."""
