"""Forms of text and numbers: each function says what is wrong with a value, or nothing."""
