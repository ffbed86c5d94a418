"""What the project and stack files say, as frozen typed models."""
