# SPDX-License-Identifier: MIT
"""What ses_client trusts of a connection: certificates, proxies, and no response that could belong to another call."""
import pathlib
import shutil
import socket
import socketserver
import ssl
import subprocess
import tempfile
import threading
import unittest

import harness
from behaviours import (answer_early, answer_twice, close_after_sending, die_when_idle, refuse_expectation,
                        reset_before_reading, stall)
from ses_server import SesServer, accept


class Responses(harness.ClientTest):
    def test_a_second_response_is_not_taken_for_that_of_the_next_call(self):
        # A small rate leaves time for the second response to arrive before the next call.
        for behaviour in (answer_twice(), answer_twice(0.02)):
            self.new_request(60)
            failures = {harness.address(i): "TRANSIENT_FAILURE" for i in range(10, 60, 7)}
            with SesServer(choose=lambda: behaviour, failures=failures) as server:
                run = self.send_to(server, "--rate", 20, "--max-attempts", 1)
            self.assertEqual(self.counts(), {"sent": 60 - len(failures), "failed": len(failures)}, run.stderr)
            for index, line in harness.outcomes(self.journal).items():
                self.assertIn(harness.address(index), line.get("MessageId", line.get("Error")))

    def test_a_response_before_the_last_byte_of_the_request_is_not_its_own(self):
        self.new_request(2)
        self.enlarge_request(8 << 20)
        with SesServer([answer_early]) as server:
            run = self.send_to(server)
        self.assertEqual(self.counts(), {"unknown": 2}, run.stderr)
        self.assertIn("a response came before the request was complete", run.stderr)

    def test_a_server_that_rejects_the_expectation_gets_the_request_once(self):
        # libcurl would send it again by itself, without its "Expect: 100-continue".
        self.new_request(2)
        self.enlarge_request(2 << 20)
        with SesServer([refuse_expectation]) as server:
            run = self.send_to(server)
            self.assertEqual((run.returncode, server.connections, server.calls), (2, 1, []))
        self.assertIn("HTTP 417", run.stderr)
        self.assertEqual(self.counts(), {"not-attempted": 2})

    def test_a_connection_that_dies_when_idle_costs_one_call(self):
        # libcurl would send its request again by itself.
        self.new_request(300)
        with SesServer(choose=lambda: die_when_idle) as server:
            run = self.send_to(server)
            self.assertEqual(self.counts(), {"sent": 250, "unknown": 50}, run.stderr)
            self.assertEqual(len(server.calls), 5, "the sixth was never read")
        self.assertIn("entries 50-99: no response: the connection ended without a response", run.stderr)


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


class Authority:
    def __init__(self, directory, name="authority"):
        self.directory = pathlib.Path(directory)
        self.name = name
        self.certificate = self.directory / f"{name}.crt"
        self.key = self.directory / f"{name}.key"
        openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", 2, "-subj",
                f"/CN={name}", "-keyout", self.key, "-out", self.certificate)

    def issue(self, host, days=2, own_signature=False):
        """A context for a server whose certificate is for a host: "IP:127.0.0.1" or "DNS:localhost"."""
        stem = self.directory / f"{self.name}-{host.replace(':', '-')}-{days}-{own_signature}"
        key, request, certificate, extensions = (stem.with_suffix(end) for end in (".key", ".csr", ".crt", ".ext"))
        extensions.write_text(f"subjectAltName={host}\n", encoding="ascii")
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=server",
                "-keyout", key, "-out", request)
        signer = ("-signkey", key) if own_signature else ("-CA", self.certificate, "-CAkey", self.key, "-CAcreateserial")
        openssl("x509", "-req", "-in", request, *signer, "-days", days, "-extfile", extensions, "-out", certificate)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        return context


class TlsTest(harness.ClientTest):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="ses_client_")
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        cls.authority = Authority(cls.folder)
        cls.good = cls.authority.issue("IP:127.0.0.1")

    def trusting(self, certificate, **more):
        return {**harness.ENVIRONMENT, "AWS_CA_BUNDLE": str(certificate), **more}


class Certificates(TlsTest):
    def test_certificates_to_trust_come_from_the_first_place_that_names_any(self):
        mine, none = str(self.authority.certificate), "/nonexistent"
        folder = self.directory / "certificates"
        folder.mkdir()
        shutil.copy(mine, folder / "authority.pem")
        openssl("rehash", folder)
        (self.directory / "config").write_text(f"[default]\nca_bundle={mine}\n", encoding="utf-8")
        profile = {"AWS_CONFIG_FILE": str(self.directory / "config")}
        for options, variables in ((["--ca-bundle", mine], {"AWS_CA_BUNDLE": none}), (["--ca-bundle", folder], {}),
                                   ([], {"AWS_CA_BUNDLE": mine, **profile}), ([], {**profile, "CURL_CA_BUNDLE": none}),
                                   ([], {"CURL_CA_BUNDLE": mine, "SSL_CERT_FILE": none}), ([], {"SSL_CERT_FILE": mine})):
            self.new_request(250)
            with SesServer(tls=self.good) as server:
                run = self.send_to(server, *options, environment={**harness.ENVIRONMENT, **variables})
                self.assertEqual(run.returncode, 0, run.stderr)
                self.assertEqual((len(server.sent), server.connections), (250, 1), "one connection for all calls")

    def test_a_bundle_that_cannot_be_read_is_named(self):
        self.new_request(1)
        for options, environment, says in ((["--ca-bundle", "/nonexistent"], None, "--ca-bundle: expected a file with"),
                                           ([], self.trusting("/nonexistent"), "AWS_CA_BUNDLE: expected a file with")):
            run = self.run_client(self.request, "--endpoint", "https://127.0.0.1:1", *options, environment=environment)
            self.assertEqual(run.returncode, 64)
            self.assertIn(says + " certificates, found none", run.stderr)

    def test_a_certificate_that_is_not_accepted_stops_the_run_at_once_with_nothing_sent(self):
        other, mine = Authority(self.folder, "other"), self.trusting(self.authority.certificate)
        for context, environment, says in (
                (other.issue("IP:127.0.0.1"), mine, "unable to get local issuer certificate"),
                (self.authority.issue("IP:127.0.0.1", own_signature=True), mine, "self-signed certificate"),
                (self.authority.issue("IP:127.0.0.1", days=-1), mine, "certificate has expired"),
                (self.authority.issue("IP:127.0.0.2"), mine, "127.0.0.1"), (self.good, None, "issuer"),
                (self.good, self.trusting(self.request), "")):
            self.new_request(120)
            with SesServer(tls=context) as server:
                run = self.send_to(server, parallel=4, environment=environment)
                self.assertEqual((run.returncode, server.calls, server.sent), (2, [], {}), run.stderr)
            self.assertRegex(run.stderr, f"stopped: no connection: .*{says}")
            self.assertEqual(run.stderr.count("no connection"), 2, "one call, and why it stopped")
            self.assertEqual(self.counts(), {"not-attempted": 120})

    def test_http_to_a_port_that_expects_https(self):
        self.new_request(400)
        with SesServer(tls=self.good) as server:
            server.url = server.url.replace("https", "http")
            run = self.send_to(server)
        self.assertEqual(self.counts(), {"unknown": 250, "not-attempted": 150}, run.stderr)
        self.assertIn("does the port expect https?", run.stderr.splitlines()[-1])

    def test_a_connection_that_breaks_over_tls_leaves_the_entries_unknown(self):
        for behaviour, *options in ((close_after_sending,), (reset_before_reading,), (stall(100), "--timeout", 5)):
            self.new_request(120)
            with SesServer([accept, behaviour], tls=self.good) as server:
                run = self.send_to(server, *options, environment=self.trusting(self.authority.certificate))
            self.assertEqual((run.returncode, self.counts()), (2, {"sent": 70, "unknown": 50}))


class Proxy(socketserver.ThreadingTCPServer):
    """A proxy that passes CONNECT on, or refuses it with a status."""
    daemon_threads = True

    def __init__(self, status=200):
        super().__init__(("127.0.0.1", 0), None)
        self.status = status
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.asked = []

    def finish_request(self, request, client_address):
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += request.recv(1)
        host, port = head.split()[1].decode().split(":")
        self.asked.append(f"{host}:{port}")
        request.sendall(f"HTTP/1.1 {self.status} x\r\n\r\n".encode())
        if self.status == 200:
            with socket.create_connection((host, int(port))) as server:
                threading.Thread(target=self.pump, args=(server, request), daemon=True).start()
                self.pump(request, server)

    @staticmethod
    def pump(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


class ThroughProxy(TlsTest):
    def test_a_proxy_is_used_only_for_https(self):
        with Proxy() as proxy, SesServer(tls=self.good) as server, SesServer() as plain:
            for where, more, asked in ((server, {}, 2), (plain, {"http_proxy": proxy.url}, 0),
                                       (server, {"no_proxy": "127.0.0.1"}, 0)):
                self.new_request(60)
                server.sent.clear()
                proxy.asked.clear()
                environment = self.trusting(self.authority.certificate, https_proxy=proxy.url, **more)
                self.assertEqual(self.send_to(where, environment=environment).returncode, 0)
                self.assertEqual(proxy.asked, [f"127.0.0.1:{server.port}"] * asked, "GetAccount has its own connection")

    def test_a_proxy_that_rejects_the_connection_stops_the_run_and_one_that_fails_is_waited_for(self):
        for status, patience, says in ((407, "10m", "no connection: "), (403, "10m", "no connection: "),
                                       (502, "0.2s", "no call was accepted for"), (503, "0.2s", "no call was accepted for")):
            self.new_request(60)
            with Proxy(status) as proxy, SesServer(tls=self.good) as server:
                run = self.send_to(server, "--patience", patience,
                                   environment=self.trusting(self.authority.certificate, https_proxy=proxy.url))
                self.assertEqual((run.returncode, server.calls, self.counts()), (2, [], {"not-attempted": 60}))
            self.assertIn(f"stopped: {says}", run.stderr)


if __name__ == "__main__":
    unittest.main()
