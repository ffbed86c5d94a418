"""What the installed Pulumi SDKs declare: resources, functions, nested types, enumerations.

The facts come from the text of the generated SDKs, read once per package version into a small database;
no provider SDK is imported.
"""

from preview.schema.index import SchemaIndex
from preview.schema.model import (
    EnumSchema,
    FunctionSchema,
    Kind,
    ObjectSchema,
    Property,
    ResourceSchema,
    Type,
)
from preview.schema.packages import InstalledPackage, installed_packages

__all__ = [
    "EnumSchema",
    "FunctionSchema",
    "InstalledPackage",
    "Kind",
    "ObjectSchema",
    "Property",
    "ResourceSchema",
    "SchemaIndex",
    "Type",
    "installed_packages",
]
