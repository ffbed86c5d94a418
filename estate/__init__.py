"""Analyses of the whole estate: all stacks together, read from their files and from preview's report."""
