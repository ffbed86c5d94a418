"""What every domain uses: names, tags, policy documents, providers, and what stacks take from each other."""
