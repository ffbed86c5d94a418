"""What the project and stack files say, as frozen typed models.

    settings = load_settings()

is all that a program needs; nothing else reads `pulumi.Config`.
"""

from .load import load_settings
from .settings import Settings

__all__ = ["Settings", "load_settings"]
