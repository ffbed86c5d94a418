"""EBS: volumes, the block devices of whatever launches instances, snapshots and images."""

from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.checks import Check, on, own_key

WHY = "Whoever gets at a disk, a snapshot or an image of it reads the data without the account's keys."


def device(block: Reader) -> Iterator[Verdict]:
    """One block device is encrypted; one from a snapshot is what the snapshot is."""
    encrypted = block.at("encrypted")
    if encrypted.unknown:
        yield unknown(encrypted)
    elif encrypted.is_true() or block.at("noDevice").is_true():
        return
    elif encrypted.absent and not block.at("snapshotId").empty:
        yield unknown(encrypted)
    elif encrypted.absent:
        yield fail(
            f"{encrypted.path} is not set, and false unless the account's default says otherwise.", encrypted
        )
    else:
        yield fail(f"{encrypted.path} is {encrypted.shown}, not true.", encrypted)


def volume_key(resource: Resource) -> Iterator[Verdict]:
    """A volume names its key; one from a snapshot without a word on it is under the key of that."""
    key = resource.at("kmsKeyId")
    if key.absent and not resource.at("snapshotId").empty:
        yield unknown(key)
    else:
        yield from own_key("kmsKeyId")(resource)


def devices(path: str) -> Check:
    """Every block device at the path is encrypted."""

    def check(resource: Resource) -> Iterator[Verdict]:
        for block in resource.all(path):
            if not block.absent:
                yield from device(block)

    return check


def root_device(resource: Resource) -> Iterator[Verdict]:
    """The root device is encrypted, and the instance or its launch template says so."""
    block = resource.at("rootBlockDevice")
    if not block.absent or resource.at("launchTemplate").empty:
        yield from device(block)


def mapped(resource: Resource) -> Iterator[Verdict]:
    """Every volume is mapped as encrypted; one without a mapping is what image and account say."""
    mappings = resource.at("blockDeviceMappings")
    if mappings.empty:
        yield fail(
            "blockDeviceMappings is not set: volumes are unencrypted unless the image or the account's "
            "default says otherwise.",
            mappings,
        )
    else:
        yield from devices("blockDeviceMappings[].ebs")(resource)


def recipe(resource: Resource) -> Iterator[Verdict]:
    """The volumes of an image are mapped as encrypted; a container's are only those it is built on."""
    if resource.type.startswith("aws:imagebuilder/containerRecipe:"):
        yield from devices("instanceConfiguration.blockDeviceMappings[].ebs")(resource)
    else:
        yield from mapped(resource)


def fleet(resource: Resource) -> Iterator[Verdict]:
    """The devices of a spot fleet's own launch specifications."""
    for path in ("launchSpecifications[].rootBlockDevices[]", "launchSpecifications[].ebsBlockDevices[]"):
        yield from devices(path)(resource)


DISKS = (
    Rule(
        name="ebs-volume-encrypted",
        area="encryption-at-rest",
        severity=Severity.HIGH,
        types=aws("ebs/volume"),
        asserts="EBS volumes are encrypted.",
        why=WHY,
        fix="Set encrypted=True, and kms_key_id to a key of your own.",
        check=device,
        fsbp=("EC2.3",),
    ),
    Rule(
        name="ec2-root-volume-encrypted",
        area="encryption-at-rest",
        severity=Severity.HIGH,
        types=aws("ec2/instance", "ec2/spotInstanceRequest", "ec2/launchConfiguration"),
        asserts="Root volumes of instances are encrypted.",
        why=WHY,
        fix="Set root_block_device.encrypted to true.",
        check=root_device,
        fsbp=("EC2.3",),
    ),
    Rule(
        name="ec2-ebs-block-device-encrypted",
        area="encryption-at-rest",
        severity=Severity.HIGH,
        types=aws("ec2/instance", "ec2/spotInstanceRequest", "ec2/launchConfiguration", "ec2/ami"),
        asserts="Data volumes of instances and images are encrypted.",
        why=WHY,
        fix="Set encrypted to true in every entry of ebs_block_devices.",
        check=devices("ebsBlockDevices[]"),
        fsbp=("EC2.3",),
    ),
    Rule(
        name="launchtemplate-ebs-encrypted",
        area="encryption-at-rest",
        severity=Severity.HIGH,
        types=aws("ec2/launchTemplate"),
        asserts="Volumes that a launch template makes are encrypted.",
        why=WHY,
        fix='Set ebs.encrypted to "true" in every entry of block_device_mappings.',
        check=mapped,
        fsbp=("EC2.3",),
    ),
    Rule(
        name="spotfleet-ebs-encrypted",
        area="encryption-at-rest",
        severity=Severity.HIGH,
        types=aws("ec2/spotFleetRequest"),
        asserts="Volumes that a spot fleet makes are encrypted.",
        why=WHY,
        fix="Set encrypted to true in root_block_devices and ebs_block_devices of each launch specification.",
        check=fleet,
    ),
    Rule(
        name="imagebuilder-recipe-encrypted",
        area="encryption-at-rest",
        severity=Severity.MEDIUM,
        types=aws("imagebuilder/imageRecipe", "imagebuilder/containerRecipe"),
        asserts="Volumes of images that are built are encrypted.",
        why=WHY,
        fix="Set ebs.encrypted to true in every block device mapping of the recipe.",
        check=recipe,
    ),
    Rule(
        name="ebs-snapshot-copy-encrypted",
        area="encryption-at-rest",
        severity=Severity.MEDIUM,
        types=aws("ebs/snapshotCopy", "ebs/snapshotImport", "ec2/amiCopy"),
        asserts="Copies of snapshots and images are encrypted.",
        why=WHY,
        fix="Set encrypted=True, and kms_key_id to a key of the target region.",
        check=on("encrypted"),
    ),
    Rule(
        name="ebs-default-encryption",
        area="encryption-at-rest",
        severity=Severity.MEDIUM,
        types=aws("ebs/encryptionByDefault"),
        asserts="The account encrypts new EBS volumes by default.",
        why=WHY,
        fix="Set enabled=True.",
        check=on("enabled", default=True),
        fsbp=("EC2.7",),
    ),
    Rule(
        name="ebs-volume-cmk",
        area="encryption-at-rest",
        severity=Severity.LOW,
        types=aws("ebs/volume"),
        asserts="EBS volumes are encrypted with a key of the company's own.",
        why="Access to data under the AWS-managed key can't be granted, audited or revoked by key.",
        fix="Set kms_key_id to the ARN of a KMS key.",
        check=volume_key,
    ),
)
