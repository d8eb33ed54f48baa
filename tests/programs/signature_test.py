# SPDX-License-Identifier: MIT
"""The signature that ses_client sends is the one that botocore computes for the same request."""
import json
import unittest

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

import harness
import ses_server


class Signature(harness.ClientTest):
    """The server checks every signature too, with code of its own."""

    def check(self, key_id="AKIDEXAMPLE", enlarge=0, path="", wire_path=""):
        secret, token = ses_server.KEYS[key_id]
        request = harness.make_request(3)
        request["DefaultContent"]["Template"]["TemplateData"] = json.dumps({"name": "ä" * enlarge})
        self.request.write_text(json.dumps(request), encoding="utf-8")
        environment = {**harness.ENVIRONMENT, "AWS_ACCESS_KEY_ID": key_id, "AWS_SECRET_ACCESS_KEY": secret,
                       **({"AWS_SESSION_TOKEN": token} if token else {})}
        with ses_server.SesServer() as server:
            run = self.run_client(self.request, "--endpoint", server.url + path, environment=environment)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(len(server.exchanges), 1)
        exchange = server.exchanges[0]
        self.assertEqual(exchange.request_line.split(" ")[1], wire_path + ses_server.PATH)
        self.assertEqual(exchange.headers.get("x-amz-security-token"), token)
        self.assertEqual(exchange.headers["authorization"], self.recompute(exchange, Credentials(key_id, secret, token)))

    def recompute(self, exchange, keys):
        method, path, _ = exchange.request_line.split(" ")
        signed = exchange.headers["authorization"].split("SignedHeaders=")[1].split(",")[0].split(";")
        self.assertIn("host", signed)
        request = AWSRequest(method, f"http://{exchange.headers['host']}{path}", data=exchange.body,
                             headers={"Content-Type": exchange.headers["content-type"]})
        request.context["timestamp"] = exchange.headers["x-amz-date"]
        request.headers["X-Amz-Date"] = exchange.headers["x-amz-date"]
        if keys.token:
            request.headers["X-Amz-Security-Token"] = keys.token
        signer = SigV4Auth(keys, "ses", harness.ENVIRONMENT["AWS_REGION"])
        signature = signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
        headers = signer.signed_headers(signer.headers_to_sign(request))
        return f"AWS4-HMAC-SHA256 Credential={signer.scope(request)}, SignedHeaders={headers}, Signature={signature}"

    def test_long_lived_credentials(self):
        self.check()

    def test_a_session_token_is_sent_and_signed(self):
        self.check(key_id="ASIAEXAMPLE")

    def test_a_body_that_is_so_large_that_libcurl_adds_a_header_of_its_own(self):
        self.check(enlarge=1 << 20)

    def test_endpoints_with_a_path(self):
        for path, wire_path in (("/a/b-c_d.e~f/", "/a/b-c_d.e~f"), ("/a%20b", "/a%20b"), ("/ü", "/%c3%bc"),
                                ("/a b", "/a%20b"), ("/a%2Fb", "/a%2Fb"), ("/a=b:c@d", None), ("/stage!$&'()*+,;=:", None)):
            with self.subTest(path):
                if wire_path is None:
                    wire_path = path
                self.check(path=path, wire_path=wire_path)


if __name__ == "__main__":
    unittest.main()
