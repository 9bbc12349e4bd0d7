"""boto3 as it is installed here, told what to call by lines of JSON. Runs in the environments of old versions too."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime

import boto3
import botocore
from botocore.exceptions import ClientError


def main() -> None:
    """First a line with the operations that this version knows, then for every line read one line."""
    old = tuple(map(int, botocore.__version__.split(".")[:2])) < (1, 31)  # the first to read AWS_ENDPOINT_URL_...
    endpoint = {"endpoint_url": os.environ["AWS_ENDPOINT_URL_CUSTOMER_PROFILES"]} if old else {}
    client = boto3.session.Session().client("customer-profiles", **endpoint)
    methods = {operation: method for method, operation in client.meta.method_to_api_mapping.items()}
    say({"operations": sorted(methods)})
    for line in sys.stdin:
        asked = json.loads(line)
        say(outcome(client, methods[asked["operation"]], asked["input"]))


def outcome(client, method, members) -> dict:
    """What came of one call."""
    try:
        answer = getattr(client, method)(**members)
    except ClientError as error:
        return {
            "error": {
                "class": type(error).__name__,
                "code": error.response["Error"]["Code"],
                "message": error.response["Error"]["Message"],
                "status": error.response["ResponseMetadata"]["HTTPStatusCode"],
                "request_id": error.response["ResponseMetadata"]["RequestId"],
            }
        }
    about = answer.pop("ResponseMetadata")
    return {"answer": answer, "retries": about["RetryAttempts"], "request_id": about["RequestId"]}


def say(what: dict) -> None:
    print(json.dumps(what, default=datetime.isoformat), flush=True)


if __name__ == "__main__":
    main()
