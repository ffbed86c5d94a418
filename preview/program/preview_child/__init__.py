"""What runs in the program's own interpreter: a host that imports packages once, and forks for every run.

These files are loaded by path into an environment that knows nothing of the rest, so they import the standard
library and, in a forked child, the project's own `pulumi`.
"""
