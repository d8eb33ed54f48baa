# SPDX-License-Identifier: MIT
"""Signature Version 4, as a service checks it."""
# Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
import hashlib
import hmac
import re
import urllib.parse

AUTHORIZATION = re.compile(r"AWS4-HMAC-SHA256 Credential=(?P<id>[^/]+)/(?P<scope>\d{8}/[^/]+/ses/aws4_request), "
                           r"SignedHeaders=(?P<headers>[a-z0-9;-]+), Signature=(?P<signature>[0-9a-f]{64})$")


def signature(method, target, headers, body, signed_headers, scope, secret):
    """The signature of a request; `target` is the path on the wire."""
    path = urllib.parse.quote(target, safe="/-_.~")  # once more than on the wire
    canonical = "\n".join([method, path, "", *(f"{name}:{headers[name]}" for name in signed_headers), "",
                           ";".join(signed_headers), hashlib.sha256(body).hexdigest()])
    text = "\n".join(["AWS4-HMAC-SHA256", headers["x-amz-date"], scope,
                      hashlib.sha256(canonical.encode()).hexdigest()])
    key = b"AWS4" + secret.encode()
    for part in [*scope.split("/"), text]:
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key.hex()


def fault(method, target, headers, body, keys):
    """What is wrong with the signature of a request, if anything. `keys`: access key id -> (secret, token or None)."""
    found = AUTHORIZATION.match(headers.get("authorization", ""))
    if not found:
        return "no signature"
    if found["id"] not in keys:
        return "another access key"
    secret, token = keys[found["id"]]
    names = found["headers"].split(";")
    if names != sorted(names) or not {"host", "x-amz-date"} <= set(names) <= set(headers):
        return f"headers signed: {names}"
    if headers.get("x-amz-security-token") != token or (token and "x-amz-security-token" not in names):
        return "another session token"
    expected = signature(method, target, headers, body, names, found["scope"], secret)
    return None if hmac.compare_digest(expected, found["signature"]) else "another signature"
