"""The files of a Pulumi project, read as the Pulumi CLI reads them."""
