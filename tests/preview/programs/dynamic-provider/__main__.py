import pulumi
import pulumi_aws as aws
from records import Record

address = aws.ec2.Eip("web", domain="vpc")
www = Record("www", host="www", value=address.public_ip)
Record("token", host="_token", value=pulumi.Output.secret("t0k3n"), opts=pulumi.ResourceOptions(parent=www))

pulumi.export("serial", www.serial)
pulumi.export("id", www.id)
