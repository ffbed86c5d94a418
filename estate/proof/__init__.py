"""The proof of the network: which packets pass through the planned estate, and which do not.

`planned` reads the report of a preview, `read` makes a `Network` of it, `walk` sends sets of packets through
it, and `prove` judges the flows that the shared facts declare. Nothing here knows how the estate was planned.
"""
