# SPDX-License-Identifier: MIT
"""The check that every request to the server of these tests goes through, and the requests that only this file makes."""
import unittest

import harness
import ses_server
import sigv4

SCOPE = "20150830/us-east-1/service/aws4_request"
HEADERS = {"host": "example.amazonaws.com", "x-amz-date": "20150830T123600Z"}
FORM = {"content-type": "application/x-www-form-urlencoded", **HEADERS}
# The first three are in AWS's test suite for Signature Version 4; the others are from botocore 1.29.27.
KNOWN = (
    ("GET", "/", HEADERS, b"", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    ("GET", "/\u1234", HEADERS, b"", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
    ("POST", "/", FORM, b"Param1=value1", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"),
    ("POST", "/%c3%bc", HEADERS, b"{}", "8156a433b8ebe3dab55dd763f8fa67c8f11ce59bfd3c75f3081d3c4bb56b8051"),
    ("POST", "/a%2Fb", HEADERS, b"{}", "e37fbe26dad09ba5125172ba9fa005ae585270b22b2678e8fb8e45611e48e98c"),
    ("POST", "/stage!$&'()*+,;=:", HEADERS, b"{}", "936682485c6b5413a5937d89d06de5a685a695edda0587bdeb11bdd5f0dde446"),
)


class Signature(harness.ClientTest):
    def test_the_server_computes_known_signatures(self):
        for method, target, headers, body, expected in KNOWN:
            found = sigv4.signature(method, target, headers, body, sorted(headers), SCOPE, ses_server.SECRET.replace("/b", "+b"))
            self.assertEqual(found, expected, target)

    def test_endpoints_with_a_path_and_a_body_that_is_so_large_that_libcurl_adds_a_header_of_its_own(self):
        for path, wire_path in (("/a/b-c_d.e~f/", "/a/b-c_d.e~f"), ("/a%20b", "/a%20b"), ("/ü", "/%c3%bc"), ("", ""),
                                ("/a b", "/a%20b"), ("/a%2Fb", "/a%2Fb"), *[("/stage!$&'()*+,;=:c@d",) * 2]):
            server = ses_server.SesServer()
            server.url += path
            self.check(server, {"sent": 3}, entries=3, name="ü" * (1 if path else 1 << 20))
            self.assertEqual(server.exchanges[0].request_line.split(" ")[1], wire_path + ses_server.PATH)


if __name__ == "__main__":
    unittest.main()
