"""The life of every stack under a real Pulumi CLI, attached to the synthesized providers.

`make e2e` runs it. Nothing of it touches the work tree, a cloud, or a backend that is not thrown away.
"""
