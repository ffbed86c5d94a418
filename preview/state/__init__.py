"""Stacks that exist, as `pulumi stack export` writes them: reading the file, and the graph in it."""

from preview.state.graph import State
from preview.state.reader import read_state

__all__ = ["State", "read_state"]
