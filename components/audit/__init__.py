"""The log archive."""

from components.audit.archive import LogArchive, LogArchiveArgs

__all__ = ["LogArchive", "LogArchiveArgs"]
