"""What a run found: the model, its JSON form (../report.schema.json) and its form on a terminal."""
