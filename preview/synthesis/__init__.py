"""What providers would answer, made up without a cloud: names, ids, ARNs, outputs, functions."""

from preview.synthesis.components import Builder, Child, ComponentError
from preview.synthesis.contract import Created, InvokeError, ProviderConfig, UnknownFunction
from preview.synthesis.providers import decode_provider_inputs, is_provider
from preview.synthesis.synthesizer import Synthesizer

__all__ = [
    "Builder",
    "Child",
    "ComponentError",
    "Created",
    "InvokeError",
    "ProviderConfig",
    "Synthesizer",
    "UnknownFunction",
    "decode_provider_inputs",
    "is_provider",
]
