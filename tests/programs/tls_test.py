"""TLS with certificates of an authority that the test makes: what is accepted, and what is refused with nothing sent."""
import shutil
import socket
import socketserver
import tempfile
import threading
import unittest

import harness
from behaviours import close_after_sending, reset_before_reading, stall
from certificates import Authority, openssl
from ses_server import SesServer, accept


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
    def test_a_certificate_of_the_bundle_is_accepted(self):
        self.write_request(250)
        with SesServer(tls=self.good) as server:
            run = self.send_to(server, "--ca-bundle", self.authority.certificate)
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertEqual((len(server.sent), server.connections), (250, 1), "one connection for all calls")
            self.assertEqual(self.send_to(server, environment=self.trusting(self.authority.certificate)).returncode, 0)

    def test_the_variables_of_curl_and_openssl_come_after_those_of_the_aws_cli(self):
        self.write_request(1)
        for name in ("CURL_CA_BUNDLE", "SSL_CERT_FILE"):
            with self.subTest(name), SesServer(tls=self.good) as server:
                self.journal.unlink(missing_ok=True)
                named = {**harness.ENVIRONMENT, name: str(self.authority.certificate)}
                self.assertEqual(self.send_to(server, environment=named).returncode, 0)
                overruled = self.trusting(self.authority.certificate, **{name: "/nonexistent"})
                self.assertEqual(self.send_to(server, environment=overruled).returncode, 0)

    def test_a_folder_of_certificates(self):
        self.write_request(1)
        folder = self.directory / "certificates"
        folder.mkdir()
        shutil.copy(self.authority.certificate, folder / "authority.pem")
        openssl("rehash", folder)
        with SesServer(tls=self.good) as server:
            self.assertEqual(self.send_to(server, "--ca-bundle", folder).returncode, 0)

    def test_a_bundle_in_the_profile(self):
        self.write_request(1)
        (self.directory / "config").write_text(f"[default]\nca_bundle={self.authority.certificate}\n", encoding="utf-8")
        environment = {**harness.ENVIRONMENT, "AWS_CONFIG_FILE": str(self.directory / "config")}
        with SesServer(tls=self.good) as server:
            self.assertEqual(self.send_to(server, environment=environment).returncode, 0)

    def test_what_is_not_accepted_stops_at_once_and_sends_nothing(self):
        other = Authority(self.folder, "other")
        for name, context, says in (
                ("unknown authority", other.issue("IP:127.0.0.1"), "unable to get local issuer certificate"),
                ("self-signed", self.authority.issue("IP:127.0.0.1", own_signature=True), "self-signed certificate"),
                ("expired", self.authority.issue("IP:127.0.0.1", days=-1), "certificate has expired"),
                ("another host", self.authority.issue("IP:127.0.0.2"), "127.0.0.1")):
            with self.subTest(name):
                self.journal.unlink(missing_ok=True)
                self.write_request(120)
                with SesServer(tls=context) as server:
                    run = self.send_to(server, parallel=4, environment=self.trusting(self.authority.certificate))
                    self.assertEqual(run.returncode, 2, run.stderr)
                    self.assertEqual((server.calls, server.sent), ([], {}))
                self.assertRegex(run.stderr, f"stopped: no connection: SSL.*{says}")
                self.assertEqual(run.stderr.count("no connection"), 2, "one call, and why it stopped")
                self.assertEqual(self.counts(), {"not-attempted": 120})

    def test_the_bundle_takes_the_place_of_the_system_s(self):
        self.write_request(1)
        with SesServer(tls=self.good) as server:
            self.assertEqual(self.send_to(server).returncode, 2, "the system does not know the authority")
            self.assertEqual(server.calls, [])

    def test_a_bundle_that_cannot_be_read(self):
        self.write_request(1)
        for options, says in ((("--ca-bundle", "/nonexistent"), "--ca-bundle: expected a file with certificates"),):
            run = self.run_client(self.request, "--endpoint", "https://127.0.0.1:1", *options)
            self.assertEqual(run.returncode, 64)
            self.assertIn(says, run.stderr)
        run = self.run_client(self.request, "--endpoint", "https://127.0.0.1:1", environment=self.trusting("/nonexistent"))
        self.assertIn("AWS_CA_BUNDLE: expected a file with certificates, found none", run.stderr)
        with SesServer(tls=self.good) as server:
            self.assertEqual(self.send_to(server, "--ca-bundle", self.request).returncode, 2)
            self.assertEqual(server.calls, [])

    def test_faults_over_tls_leave_it_unknown(self):
        for behaviour, *options in ((close_after_sending,), (reset_before_reading,), (stall(100), "--timeout", 5)):
            with self.subTest(behaviour.__name__):
                self.journal.unlink(missing_ok=True)
                self.write_request(120)
                with SesServer([accept, behaviour], tls=self.good) as server:
                    run = self.send_to(server, *options, environment=self.trusting(self.authority.certificate))
                    self.assertEqual(run.returncode, 2)
                    self.assertEqual(self.counts(), {"sent": 70, "unknown": 50})


class Proxy(socketserver.ThreadingTCPServer):
    """A proxy that passes CONNECT on, or refuses it with a status."""
    daemon_threads = True

    def __init__(self, status=200):
        super().__init__(("127.0.0.1", 0), None)
        self.status = status
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
    def environment(self, proxy, **more):
        return self.trusting(self.authority.certificate, https_proxy=f"http://127.0.0.1:{proxy.server_address[1]}", **more)

    def test_a_proxy_is_used_for_https_alone(self):
        self.write_request(60)
        with Proxy() as proxy, SesServer(tls=self.good) as server, SesServer() as plain:
            self.assertEqual(self.send_to(server, environment=self.environment(proxy)).returncode, 0)
            self.assertEqual(proxy.asked, [f"127.0.0.1:{server.port}"])
            self.journal.unlink()
            everything = f"http://127.0.0.1:{proxy.server_address[1]}"
            self.assertEqual(self.send_to(plain, environment=self.environment(proxy, http_proxy=everything)).returncode, 0)
            self.journal.unlink()
            server.sent.clear()
            self.assertEqual(self.send_to(server, environment=self.environment(proxy, no_proxy="127.0.0.1")).returncode, 0)
            self.assertEqual(len(proxy.asked), 1)

    def test_a_proxy_that_refuses(self):
        self.write_request(60)
        for status, tries in ((407, 1), (403, 1), (502, 2), (503, 2)):
            with Proxy(status) as proxy, SesServer(tls=self.good) as server:
                run = self.send_to(server, "--patience", "0.2s", environment=self.environment(proxy))
                self.assertEqual(run.returncode, 2)
                self.assertIn("no connection", run.stderr)
                self.assertEqual(min(len(proxy.asked), 2), tries, "403 and 407 stop at once")
                self.assertEqual(server.calls, [])
                self.assertEqual(self.counts(), {"not-attempted": 60})


if __name__ == "__main__":
    unittest.main()
