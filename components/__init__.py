"""The components that landfall's stacks are made of."""
