"""Which requests the creation of a resource makes, as data, and the script that derives most of it."""
