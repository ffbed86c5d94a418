from pulumi import Input, Output, ResourceOptions
from pulumi.dynamic import (
    CheckFailure,
    CheckResult,
    ConfigureRequest,
    CreateResult,
    DiffResult,
    Resource,
    ResourceProvider,
)


class RecordProvider(ResourceProvider):
    endpoint: str

    def configure(self, req: ConfigureRequest) -> None:
        self.endpoint = req.config.require("endpoint")

    def check(self, _olds: dict, news: dict) -> CheckResult:
        failures = []
        if news.get("ttl", 300) < 60:
            failures.append(CheckFailure("ttl", "must be at least 60"))
        return CheckResult({"ttl": 300, "endpoint": self.endpoint, **news}, failures)

    def diff(self, _id: str, olds: dict, news: dict) -> DiffResult:
        return DiffResult(changes=olds["value"] != news["value"])

    def create(self, props: dict) -> CreateResult:
        return CreateResult(id_=f"{props['name']}-record", outs={**props, "serial": 1})


class Record(Resource):
    serial: Output[int]

    def __init__(
        self, name: str, host: Input[str], value: Input[str], opts: ResourceOptions | None = None
    ) -> None:
        super().__init__(RecordProvider(), name, {"name": host, "value": value, "serial": None}, opts)
