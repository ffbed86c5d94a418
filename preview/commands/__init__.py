"""The commands of the command line, one module each; `inputs` reads what they have in common."""

from preview.commands import analyze, run, serve, validate

PARSERS = (run.add_parser, validate.add_parser, analyze.add_parser, serve.add_parser)
"""Add the commands to the command line, in the order of its help."""
