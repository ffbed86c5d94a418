"""Running previews: several stacks side by side, what they tell each other, and one stack's run.

`interpreter` finds what runs the program, `exchange` hands exports from stack to stack, `references` decides
where the outputs behind a reference come from, `stack` previews one stack, and `scheduler` all of them.
"""
