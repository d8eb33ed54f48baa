"""The signature that ses_client sends is the one that botocore computes for the same request."""
import json
import unittest

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

import harness
import ses_server


class Signature(harness.ClientTest):
    def check(self, token=None, enlarge=0):
        request = harness.make_request(3)
        request["DefaultContent"]["Template"]["TemplateData"] = json.dumps({"name": "ä" * enlarge})
        self.request.write_text(json.dumps(request), encoding="utf-8")
        environment = dict(harness.ENVIRONMENT, **({"AWS_SESSION_TOKEN": token} if token else {}))
        with ses_server.SesServer() as server:
            run = self.run_client(self.request, "--endpoint", server.url, environment=environment)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(len(server.exchanges), 1)
        exchange = server.exchanges[0]
        self.assertEqual(exchange.headers.get("x-amz-security-token"), token)
        self.assertEqual(exchange.headers["authorization"], self.recompute(exchange, token))

    def recompute(self, exchange, token):
        method, path, _ = exchange.request_line.split(" ")
        signed = exchange.headers["authorization"].split("SignedHeaders=")[1].split(",")[0].split(";")
        self.assertIn("host", signed)
        request = AWSRequest(method, f"http://{exchange.headers['host']}{path}", data=exchange.body,
                             headers={"Content-Type": exchange.headers["content-type"]})
        request.context["timestamp"] = exchange.headers["x-amz-date"]
        request.headers["X-Amz-Date"] = exchange.headers["x-amz-date"]
        if token:
            request.headers["X-Amz-Security-Token"] = token
        keys = Credentials(harness.ENVIRONMENT["AWS_ACCESS_KEY_ID"], harness.SECRET, token)
        signer = SigV4Auth(keys, "ses", harness.ENVIRONMENT["AWS_REGION"])
        signature = signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
        headers = signer.signed_headers(signer.headers_to_sign(request))
        return f"AWS4-HMAC-SHA256 Credential={signer.scope(request)}, SignedHeaders={headers}, Signature={signature}"

    def test_long_lived_credentials(self):
        self.check()

    def test_a_session_token_is_sent_and_signed(self):
        self.check(token=harness.TOKEN)

    def test_a_body_that_is_so_large_that_libcurl_adds_a_header_of_its_own(self):
        self.check(enlarge=1 << 20)


if __name__ == "__main__":
    unittest.main()
