"""The exporter's look with boto3's paginators: the yardstick for its benchmark.

Takes one event from a Lambda Runtime API, lists the private addresses of the servers in service,
and answers with how many there are.
"""

import json
import os
import urllib.request

import boto3
from botocore.config import Config

RUNTIME = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"

config = Config(retries={"mode": "standard", "max_attempts": 3})
autoscaling = boto3.client("autoscaling", config=config)
ec2 = boto3.client("ec2", config=config)


def chunks(values, size):
    return (values[at : at + size] for at in range(0, len(values), size))


def handle(names):
    live = set()
    for chunk in chunks(names, 100):
        pages = autoscaling.get_paginator("describe_auto_scaling_groups").paginate(
            AutoScalingGroupNames=chunk, PaginationConfig={"PageSize": 100}
        )
        for page in pages:
            for group in page["AutoScalingGroups"]:
                for member in group["Instances"]:
                    if member["LifecycleState"] == "InService" and member["HealthStatus"] == "Healthy":
                        live.add(member["InstanceId"])
    addresses = []
    for chunk in chunks(names, 200):
        pages = ec2.get_paginator("describe_instances").paginate(
            Filters=[{"Name": "tag:aws:autoscaling:groupName", "Values": chunk}],
            PaginationConfig={"PageSize": 1000},
        )
        for page in pages:
            for reservation in page["Reservations"]:
                for instance in reservation["Instances"]:
                    if instance["InstanceId"] in live and instance["State"]["Name"] == "running":
                        addresses.append(instance["PrivateIpAddress"])
    return {"addresses": len(addresses)}


with open(os.environ["NIGHTSHIFT_CONFIG"], encoding="utf-8") as settings:
    groups = json.load(settings)["outputs"]["all"]["groups"]
while True:
    with urllib.request.urlopen(RUNTIME + "next") as response:
        request_id = response.headers["Lambda-Runtime-Aws-Request-Id"]
        answer = json.dumps(handle(groups))
    urllib.request.urlopen(
        urllib.request.Request(RUNTIME + request_id + "/response", data=answer.encode(), method="POST")
    ).close()
