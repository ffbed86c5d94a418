"""The files of a Pulumi project, read as the Pulumi CLI reads them.

    project = Project.load(Path("."))
    configuration = project.configuration("dev", secrets={})
    environment["PULUMI_CONFIG"] = json.dumps(configuration.values)

Whatever is wrong comes as `ProblemsError`, with every problem that was found.
"""

from .configuration import ENCRYPTED, PLACEHOLDER, Source, StackConfiguration
from .document import Document, Position, value_at
from .encoding import compact, encoded, environment_size
from .nearest import did_you_mean, nearest
from .problems import KeyPath, Problem, ProblemsError, UnknownStackError, dotted, in_order, named
from .project import Project
from .reader import parse_document, read_document
from .scalars import Timestamp, resolve, spelled
from .stack_files import StackFile

__all__ = [
    "ENCRYPTED",
    "PLACEHOLDER",
    "Document",
    "KeyPath",
    "Position",
    "Problem",
    "ProblemsError",
    "Project",
    "Source",
    "StackConfiguration",
    "StackFile",
    "Timestamp",
    "UnknownStackError",
    "compact",
    "did_you_mean",
    "dotted",
    "encoded",
    "environment_size",
    "in_order",
    "named",
    "nearest",
    "parse_document",
    "read_document",
    "resolve",
    "spelled",
    "value_at",
]
