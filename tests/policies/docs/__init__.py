"""docs/policies/: what the rules say of themselves, with examples from their tested cases."""
