import pulumi
import pulumi_aws as aws
from pulumi import InvokeTransformArgs, InvokeTransformResult, ResourceTransformArgs, ResourceTransformResult

TAGGED = {"aws:sqs/queue:Queue", "aws:sns/topic:Topic"}


def tagged(args: ResourceTransformArgs) -> ResourceTransformResult | None:
    if args.type_ not in TAGGED:
        return None
    tags = {"stack": pulumi.get_stack(), **(args.props.get("tags") or {})}
    return ResourceTransformResult(props={**args.props, "tags": tags}, opts=args.opts)


def kept(args: ResourceTransformArgs) -> ResourceTransformResult | None:
    if args.type_ != "aws:sqs/queue:Queue":
        return None
    opts = pulumi.ResourceOptions.merge(args.opts, pulumi.ResourceOptions(protect=True))
    return ResourceTransformResult(props={**args.props, "messageRetentionSeconds": 1209600}, opts=opts)


def in_ireland(args: InvokeTransformArgs) -> InvokeTransformResult:
    return InvokeTransformResult(args={**args.args, "region": "eu-west-1"}, opts=args.opts)


def announce(args: pulumi.ResourceHookArgs) -> None:
    pulumi.log.info(f"about to make {args.name}")


pulumi.runtime.register_resource_transform(tagged)
pulumi.runtime.register_invoke_transform(in_ireland)
hook = pulumi.ResourceHook("announce", announce, pulumi.ResourceHookOptions(on_dry_run=True))


class Mailbox(pulumi.ComponentResource):
    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("acme:messages:Mailbox", name, None, opts)
        own = pulumi.ResourceOptions(parent=self)
        self.dead = aws.sqs.Queue(f"{name}-dead", opts=own)
        self.queue = aws.sqs.Queue(
            name,
            visibility_timeout_seconds=60,
            redrive_policy=pulumi.Output.json_dumps(
                {"deadLetterTargetArn": self.dead.arn, "maxReceiveCount": 5}
            ),
            tags={"purpose": "mail"},
            opts=own,
        )
        self.register_outputs({"url": self.queue.url})


mailbox = Mailbox("orders", pulumi.ResourceOptions(transforms=[kept]))
topic = aws.sns.Topic(
    "events", opts=pulumi.ResourceOptions(hooks=pulumi.ResourceHookBinding(before_create=[hook]))
)
aws.sns.TopicSubscription("events", topic=topic.arn, protocol="sqs", endpoint=mailbox.queue.arn)

pulumi.export("zones", aws.get_availability_zones_output().names)
