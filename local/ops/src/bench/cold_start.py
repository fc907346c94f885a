"""The stopper's job with boto3: the yardstick for the cold start benchmark.

Takes one event from a Lambda Runtime API, does what weekend-instance-stopper does to the
benchmark's fleet, and answers: read what was told before, look at all tagged instances, mark
and stop those whose tag says so, publish, keep what was told.
"""

import json
import os
import urllib.request

import boto3
from botocore.config import Config

RUNTIME = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"
TAG = "nightshift:schedule"

config = Config(retries={"mode": "standard", "max_attempts": 3})
ec2 = boto3.client("ec2", config=config)
sns = boto3.client("sns", config=config)
s3 = boto3.client("s3", config=config)
STATE = {"Bucket": os.environ["NIGHTSHIFT_BUCKET"], "Key": "state/weekend-instance-stopper.json"}


def handle(event):
    try:
        before = s3.get_object(**STATE)
        told, condition = json.load(before["Body"]), {"IfMatch": before["ETag"]}
    except s3.exceptions.NoSuchKey:
        told, condition = [], {"IfNoneMatch": "*"}
    pages = ec2.get_paginator("describe_instances").paginate(
        Filters=[
            {"Name": "tag-key", "Values": [TAG]},
            {"Name": "instance-state-name", "Values": ["pending", "running", "stopping", "stopped"]},
        ],
        PaginationConfig={"PageSize": 1000},
    )
    due = []
    seen = 0
    for page in pages:
        for reservation in page["Reservations"]:
            for instance in reservation["Instances"]:
                seen += 1
                tags = {tag["Key"]: tag["Value"] for tag in instance["Tags"]}
                if tags[TAG] == "office-hours":
                    due.append(instance["InstanceId"])
    ec2.create_tags(Resources=due, Tags=[{"Key": "nightshift:last", "Value": "stop " + event["time"]}])
    ec2.stop_instances(InstanceIds=due)
    text = "\n".join(due)
    for audience in ("people", "chat"):
        sns.publish(
            TopicArn=os.environ["NIGHTSHIFT_TOPIC_ARN"],
            Subject=f"{len(due)} stopped",
            Message=text,
            MessageAttributes={"audience": {"DataType": "String", "StringValue": audience}},
        )
    s3.put_object(Body=json.dumps(told + due), **STATE, **condition)
    return {"seen": seen, "stopped": len(due)}


while True:
    with urllib.request.urlopen(RUNTIME + "next") as response:
        request_id = response.headers["Lambda-Runtime-Aws-Request-Id"]
        answer = json.dumps(handle(json.load(response)))
    urllib.request.urlopen(
        urllib.request.Request(RUNTIME + request_id + "/response", data=answer.encode(), method="POST")
    ).close()
