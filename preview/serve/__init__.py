"""The synthesized providers as plugin servers that a real Pulumi CLI attaches to.

`serving` starts one server per package and says how to attach:

    with serving(schemas, packages) as servers:
        print(servers.attachment)  # the value of PULUMI_DEBUG_PROVIDERS

Nothing is kept between two calls but the configuration of provider instances: what a resource is derives from
its URN, its inputs and its provider, and what exists is what the CLI's own state says.
"""

from preview.serve.servers import ATTACH_VARIABLE, ProviderServers, serving

__all__ = ["ATTACH_VARIABLE", "ProviderServers", "serving"]
