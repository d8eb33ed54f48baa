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
        failures = {harness.address(i): "TRANSIENT_FAILURE" for i in range(10, 60, 7)}
        for behaviour in (answer_twice(), answer_twice(0.02)):
            self.check(SesServer([behaviour] * 9, failures), {"sent": 60 - len(failures), "failed": len(failures)},
                       "--rate", 20, "--max-attempts", 1, entries=60)
            for index, line in harness.outcomes(self.journal).items():
                self.assertIn(harness.address(index), line.get("MessageId", line.get("Error")))

    def test_libcurl_neither_sends_a_request_again_nor_takes_an_early_response(self):
        for size, entries, behaviours, counts, connections, calls, says in (
                (8 << 20, 2, [answer_early], {"unknown": 2}, 1, None, "a response came before the request was complete"),
                (2 << 20, 2, [refuse_expectation], {"not-attempted": 2}, 1, [], "HTTP 417"),
                (1, 300, [die_when_idle] * 5, {"sent": 250, "unknown": 50}, 5, [50] * 5,  # the second call was never read
                 "entries 50-99: no response: the connection ended without a response")):
            server = SesServer(behaviours)
            self.check(server, counts, entries=entries, name="x" * size, calls=calls, says=says)
            self.assertEqual(server.connections, connections)


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
        profile = {"AWS_CONFIG_FILE": str(self.file(f"[default]\nca_bundle={mine}\n", "config"))}
        for options, variables in ((["--ca-bundle", mine], {"AWS_CA_BUNDLE": none}), (["--ca-bundle", folder], {}),
                                   ([], {"AWS_CA_BUNDLE": mine, **profile}), ([], {**profile, "CURL_CA_BUNDLE": none}),
                                   ([], {"CURL_CA_BUNDLE": mine, "SSL_CERT_FILE": none}), ([], {"SSL_CERT_FILE": mine})):
            server = SesServer(tls=self.good)
            self.check(server, {"sent": 250}, *options, entries=250, environment={**harness.ENVIRONMENT, **variables})
            self.assertEqual(server.connections, 1, "one connection for all calls")
        for options, environment, says in ((["--ca-bundle", none], None, "--ca-bundle: expected a file with"),
                                           ([], self.trusting(none), "AWS_CA_BUNDLE: expected a file with")):
            self.run_client(self.request, "--endpoint", "https://127.0.0.1:1", *options, environment=environment, status=64,
                            says=says + " certificates, found none")

    def test_a_certificate_that_is_not_accepted_stops_the_run_at_once_with_nothing_sent(self):
        other, mine = Authority(self.folder, "other"), self.trusting(self.authority.certificate)
        for context, environment, says in (
                (other.issue("IP:127.0.0.1"), mine, "unable to get local issuer certificate"),
                (self.authority.issue("IP:127.0.0.1", own_signature=True), mine, "self-signed certificate"),
                (self.authority.issue("IP:127.0.0.1", days=-1), mine, "certificate has expired"),
                (self.authority.issue("IP:127.0.0.2"), mine, "127.0.0.1"), (self.good, None, "issuer"),
                (self.good, self.trusting(self.request), "")):
            run = self.check(SesServer(tls=context), {"not-attempted": 120}, entries=120, calls=[], parallel=4,
                             environment=environment)
            self.assertRegex(run.stderr, f"stopped: no connection: .*{says}")
            self.assertEqual(run.stderr.count("no connection"), 2, "one call, and why it stopped")

    def test_a_connection_that_breaks_over_tls_leaves_the_entries_unknown(self):
        for behaviour, *options in ((close_after_sending,), (reset_before_reading,), (stall(100), "--timeout", 5)):
            self.check(SesServer([accept, behaviour], tls=self.good), {"sent": 70, "unknown": 50}, *options, entries=120,
                       environment=self.trusting(self.authority.certificate))
        server = SesServer(tls=self.good)
        server.url = server.url.replace("https", "http")
        run = self.check(server, {"unknown": 250, "not-attempted": 150}, entries=400)
        self.assertIn("does the port expect https?", run.stderr.splitlines()[-1])


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
                self.send_to(where, environment=environment, status=0)
                self.assertEqual(proxy.asked, [f"127.0.0.1:{server.port}"] * asked, "GetAccount has its own connection")

    def test_a_proxy_that_rejects_the_connection_stops_the_run_and_one_that_fails_is_waited_for(self):
        for status, patience, says in ((407, "10m", "no connection: "), (403, "10m", "no connection: "),
                                       (502, "0.2s", "no call was accepted for"), (503, "0.2s", "no call was accepted for")):
            with Proxy(status) as proxy:
                self.check(SesServer(tls=self.good), {"not-attempted": 70}, "--patience", patience, calls=[],
                           says="stopped: " + says,
                           environment=self.trusting(self.authority.certificate, https_proxy=proxy.url))


if __name__ == "__main__":
    unittest.main()
