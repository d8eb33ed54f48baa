# SPDX-License-Identifier: MIT
"""What ses_client trusts of a connection: certificates, proxies, and no response that could belong to another call."""
import pathlib
import shutil
import ssl
import subprocess
import tempfile

import harness
from behaviours import (answer_early, answer_twice, close_after_sending, die_when_idle, refuse_expectation,
                        reset_before_reading, stall)
from ses_server import SesServer, accept


class Responses(harness.ClientTest):
    def test_a_second_response_is_not_taken_for_that_of_the_next_call(self):
        # A small rate leaves time for the second response to arrive before the next call.
        failures = harness.failing(range(10, 40, 7), "TRANSIENT_FAILURE")
        for behaviour in (answer_twice(), answer_twice(0.02)):
            self.check(SesServer([behaviour] * 9, failures), {"sent": 40 - len(failures), "failed": len(failures)},
                       "--rate", 20, "--max-attempts", 1, entries=40, calls=[20, 20])
            for index, line in harness.outcomes(self.journal).items():
                self.assertIn(harness.address(index), line.get("MessageId", line.get("Error")))

    def test_libcurl_neither_sends_a_request_again_nor_takes_an_early_response(self):
        for size, entries, behaviours, counts, connections, calls, says in (
                (8 << 20, 2, [answer_early], {"unknown": 2}, 1, None,
                 "a response came before the request was complete"),
                (2 << 20, 2, [refuse_expectation], {"not-attempted": 2}, 1, [], "HTTP 417"),
                (1, 300, [die_when_idle] * 5, {"sent": 250, "unknown": 50}, 5, [50] * 5,  # the second was never read
                 "entries 50-99: no response: the connection ended without a response")):
            server = SesServer(behaviours)
            self.check(server, counts, entries=entries, name="x" * size, calls=calls, says=says)
            self.assertEqual(server.connections, connections)


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


def openssl_req(path, *options):
    """Writes a new key, and the request for a certificate or a self-signed one, to the same file."""
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", f"/CN={path.stem}",
            "-keyout", path, "-out", path, *options)
    return path


class TlsTest(harness.ClientTest):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="ses_client_")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.authority = openssl_req(cls.folder / "authority.pem", "-x509")
        cls.good = cls.server("-CA", cls.authority, "-CAkey", cls.authority)

    @classmethod
    def server(cls, *signer, host="127.0.0.1", days=2):
        """The context of a server with a certificate; `signer` is as openssl takes it."""
        request = openssl_req(cls.folder / "server.pem", "-addext", f"subjectAltName=IP:{host}")
        certificate = request.with_suffix(".crt")
        openssl("x509", "-req", "-in", request, "-copy_extensions", "copy", "-days", days, "-out", certificate, *signer)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, request)
        return context

    def trusting(self, certificate, **more):
        return {**harness.ENVIRONMENT, "AWS_CA_BUNDLE": str(certificate), **more}


class Certificates(TlsTest):
    def test_certificates_to_trust_come_from_the_first_place_that_names_any(self):
        mine, none = str(self.authority), "/nonexistent"
        folder = self.directory / "certificates"
        folder.mkdir()
        shutil.copy(mine, folder / "authority.pem")
        openssl("rehash", folder)
        profile = {"AWS_CONFIG_FILE": self.file(f"[default]\nca_bundle={mine}\n", "config")}
        for options, variables in ((["--ca-bundle", mine], {"AWS_CA_BUNDLE": none}), (["--ca-bundle", folder], {}),
                                   ([], {"AWS_CA_BUNDLE": mine, **profile}), ([], {**profile, "CURL_CA_BUNDLE": none}),
                                   ([], {"CURL_CA_BUNDLE": mine, "SSL_CERT_FILE": none}),
                                   ([], {"SSL_CERT_FILE": mine})):
            server = SesServer(tls=self.good)
            self.check(server, {"sent": 250}, *options, entries=250,
                       environment={**harness.ENVIRONMENT, **variables})
            self.assertEqual(server.connections, 1, "one connection for all calls")
        for options, environment, name in ((["--ca-bundle", none], harness.ENVIRONMENT, "--ca-bundle"),
                                           ([], self.trusting(none), "AWS_CA_BUNDLE")):
            self.refused(*options, environment=environment,
                         says=name + ": expected a file with certificates, found none")

    def test_a_certificate_that_is_not_accepted_stops_the_run_at_once_with_nothing_sent(self):
        mine, by_mine = self.trusting(self.authority), ("-CA", self.authority, "-CAkey", self.authority)
        other = openssl_req(self.folder / "other.pem", "-x509")
        for context, environment, says in (
                (self.server("-CA", other, "-CAkey", other), mine, "unable to get local issuer certificate"),
                (self.server("-signkey", self.folder / "server.pem"), mine, "self-signed certificate"),
                (self.server(*by_mine, days=-1), mine, "certificate has expired"),
                (self.server(*by_mine, host="127.0.0.2"), mine, "127.0.0.1"),
                (self.good, harness.ENVIRONMENT, "issuer"), (self.good, self.trusting(self.request), "")):
            run = self.check(SesServer(tls=context), {"not-attempted": 120}, entries=120, calls=[], parallel=4,
                             environment=environment)
            self.assertRegex(run.stderr, f"stopped: no connection: .*{says}")
            self.assertEqual(run.stderr.count("no connection"), 2, "one call, and why it stopped")

    def test_a_connection_that_breaks_over_tls_leaves_the_entries_unknown(self):
        for behaviours, entries, options in (([accept, close_after_sending], 120, []),
                                             ([accept, reset_before_reading], 120, []),
                                             ([stall(100)], 50, ["--timeout", 1])):
            self.check(SesServer(behaviours, tls=self.good), {"unknown": 50, **({"sent": 70} if entries > 50 else {})},
                       *options, entries=entries, environment=self.trusting(self.authority))
        server = SesServer(tls=self.good)
        server.url = server.url.replace("https", "http")
        run = self.check(server, {"unknown": 250, "not-attempted": 150}, entries=400)
        self.assertIn("does the port expect https?", run.stderr.splitlines()[-1])


class ThroughProxy(TlsTest):
    """The server is the proxy, too: it answers CONNECT, and what it is asked for leads back to it."""

    def through(self, server, **more):
        return self.trusting(self.authority, https_proxy=f"http://127.0.0.1:{server.port}", **more)

    def test_a_proxy_is_used_only_for_https(self):
        with SesServer(tls=self.good) as server, SesServer() as plain:
            proxy = f"http://127.0.0.1:{server.port}"
            for where, more, asked in ((server, {}, 2), (plain, {"http_proxy": proxy}, 0),
                                       (server, {"no_proxy": "127.0.0.1"}, 0)):
                self.new_request(60)
                server.sent.clear()
                server.proxied.clear()
                self.send_to(where, environment=self.through(server, **more), status=0)
                self.assertEqual(server.proxied, [f"127.0.0.1:{server.port}"] * asked,
                                 "GetAccount has its own connection")

    def test_a_proxy_that_rejects_the_connection_stops_the_run_and_one_that_fails_is_waited_for(self):
        for status, patience, says in ((407, "10m", "no connection: "), (403, "10m", "no connection: "),
                                       (502, "0.2s", "no call was accepted"), (503, "0.2s", "no call was accepted")):
            server = SesServer(tls=self.good, proxy=status)
            self.check(server, {"not-attempted": 70}, "--patience", patience, calls=[], says="stopped: " + says,
                       environment=self.through(server))
