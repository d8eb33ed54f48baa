"""A certificate authority for a test, made with the openssl program."""
import pathlib
import ssl
import subprocess


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
