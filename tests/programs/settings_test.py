# SPDX-License-Identifier: MIT
"""Where credentials, region and endpoint come from, in the AWS CLI's order; the signature; and the dry run."""
import harness
import sigv4
from ses_server import KEYS, PATH, SECRET, TOKEN, SesServer, accept

# No variable of the AWS CLI is set.
BARE = {name: value for name, value in harness.ENVIRONMENT.items() if not name.startswith("AWS_")}
KEY_LINES = f"aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key={SECRET}\n"
TEMPORARY = KEYS["ASIAEXAMPLE"][0]
TEMPORARY_KEYS = {"AWS_ACCESS_KEY_ID": "ASIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": TEMPORARY, "AWS_SESSION_TOKEN": TOKEN}
# Method, path, headers, body and signature. The first three are in AWS's test suite for Signature Version 4; the others
# are from botocore 1.29.27.
SIGNED = {"host": "example.amazonaws.com", "x-amz-date": "20150830T123600Z"}
FORM = {"content-type": "application/x-www-form-urlencoded", **SIGNED}
SIGNATURES = (
    ("GET", "/", SIGNED, b"", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    ("GET", "/\u1234", SIGNED, b"", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
    ("POST", "/", FORM, b"Param1=value1", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"),
    ("POST", "/%c3%bc", SIGNED, b"{}", "8156a433b8ebe3dab55dd763f8fa67c8f11ce59bfd3c75f3081d3c4bb56b8051"),
    ("POST", "/a%2Fb", SIGNED, b"{}", "e37fbe26dad09ba5125172ba9fa005ae585270b22b2678e8fb8e45611e48e98c"),
    ("POST", "/stage!$&'()*+,;=:", SIGNED, b"{}", "936682485c6b5413a5937d89d06de5a685a695edda0587bdeb11bdd5f0dde446"),
)


class SettingsTest(harness.ClientTest):
    def setUp(self):
        super().setUp()
        self.write_request(1)
        (self.directory / ".aws").mkdir()
        self.home = {**BARE, "HOME": str(self.directory)}

    def write_files(self, credentials="", config=""):
        self.file(credentials, ".aws/credentials")
        self.file(config, ".aws/config")

    def sends(self, environment, *arguments, says="", endpoint=True, key_id="AKIDEXAMPLE", region="eu-west-1"):
        """The request is sent with the credentials and the region that are expected."""
        with SesServer() as server:
            where = ("--endpoint", server.url) if endpoint else ()
            self.run_client(self.request, *where, *arguments, status=0,
                            environment={k: v.replace("SERVER", server.url) for k, v in environment.items()},
                            says=f"ses_client: {server.url}, region {region}, credentials from {says}")
        self.assertEqual(len(server.sent), 1)
        self.assertRegex(server.exchanges[0].headers["authorization"],
                         f"Credential={key_id}/.*/{region}/ses/aws4_request")


class Credentials(SettingsTest):
    def test_the_environment(self):
        self.sends(harness.ENVIRONMENT, says="the environment, 1 entry")
        self.sends({**harness.ENVIRONMENT, **TEMPORARY_KEYS}, says="the environment", key_id="ASIAEXAMPLE")
        key_id, secret, both = *list(TEMPORARY_KEYS)[:2], "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
        for variables, says in (({}, "expected AWS credentials in AWS_ACCESS_KEY_ID"),
                                ({key_id: "x"}, f"the environment: expected {both}, found no {secret}"),
                                ({secret: "x"}, f"the environment: expected {both}, found no {key_id}")):
            self.refused(environment={**BARE, "AWS_REGION": "eu-west-1", **variables}, says=says)
        for name in TEMPORARY_KEYS:
            self.refused(environment={**harness.ENVIRONMENT, name: SECRET + "\r\nX-Evil: yes"},
                         says=f"{name}: expected printable")

    def test_profiles(self):
        both = "[default]\naws_access_key_id=wrong\n[mail]\n" + KEY_LINES
        config = "[default]\nregion=us-east-1\n[profile mail]\nregion = eu-west-1\n"
        overruled = {**self.home, **TEMPORARY_KEYS, "AWS_REGION": "eu-west-1"}
        temporary = "[default]\n" + "".join(f"{name.lower()}={value}\n" for name, value in TEMPORARY_KEYS.items())
        region = "[default]\nregion = eu-west-1\n"
        for credentials, settings, variables, options, says, key_id in (
                ("# mine\n[default]\n" + KEY_LINES, region, self.home, [], "profile default", "AKIDEXAMPLE"),
                ("", "[default]\r\nregion=eu-west-1\r\n" + KEY_LINES, self.home, [], "profile default", "AKIDEXAMPLE"),
                (both, config, self.home, ["--profile", "mail"], "profile mail", "AKIDEXAMPLE"),
                (both, config, {**self.home, "AWS_PROFILE": "mail"}, [], "profile mail", "AKIDEXAMPLE"),
                (both, config, overruled, ["--profile", "mail"], "profile mail", "AKIDEXAMPLE"),
                (both, config, {**overruled, "AWS_PROFILE": "mail"}, [], "the environment", "ASIAEXAMPLE"),
                (temporary, region, self.home, [], "profile default", "ASIAEXAMPLE")):
            self.write_files(credentials, settings)
            self.sends(variables, *options, says=says, key_id=key_id)
        for options, variables in ((["--profile", "none"], {}), ([], {"AWS_PROFILE": "none"})):
            self.refused(*options, environment={**self.home, **variables}, says='expected the profile "none" in')
        self.write_files("[default]\n" + KEY_LINES, region)
        self.sends({**BARE, "AWS_SHARED_CREDENTIALS_FILE": str(self.directory / ".aws" / "credentials"),
                    "AWS_CONFIG_FILE": str(self.directory / ".aws" / "config")}, says="profile default")

    def test_a_credential_process(self):
        output = {"Version": 1, "AccessKeyId": "ASIAEXAMPLE", "SecretAccessKey": TEMPORARY, "SessionToken": TOKEN}
        keys = "cat " + self.file(output, "the keys.json").replace(" ", "\\ ")
        config = "[default]\nregion=eu-west-1\ncredential_process = "
        self.write_files("", f"{config}{keys}\n")
        self.sends(self.home, says="profile default (credential_process)", key_id="ASIAEXAMPLE")
        for command, says in (("echo '{'", "found no AccessKeyId"), ("echo '[]'", "found no AccessKeyId"),
                              (f"echo '{TEMPORARY}'", "found no AccessKeyId"), ("yes '['", "found no AccessKeyId"),
                              ("yes", "found no AccessKeyId"), ("false", "found one that failed"),
                              ("/nonexistent", "found one that failed"), (f"{keys}; false", "found one that failed"),
                              (f"{keys}; {keys}", "found no AccessKeyId")):
            self.write_files("", f"{config}{command}\n")
            self.refused(environment=self.home, says=("(credential_process): expected", says))

    def test_what_only_the_aws_cli_can_resolve(self):
        for setting in ("sso_session = mine", "sso_start_url = https://x", "role_arn = arn:aws:iam::1:role/x",
                        "credential_source = Ec2InstanceMetadata", "web_identity_token_file = /x"):
            self.write_files("", f"[profile mail]\nregion=eu-west-1\n{setting}\n")
            self.refused("--profile", "mail", environment=self.home, says=(
                f"found {setting.split(' ')[0]}, which ses_client does not resolve. Turn it into keys first: "
                "eval \"$(aws configure export-credentials --profile 'mail' --format env)\""))


class RegionAndEndpoint(SettingsTest):
    def test_the_region_comes_from_the_first_place_that_names_one(self):
        self.write_files("[default]\n" + KEY_LINES, "[default]\nregion = ap-south-1\n")
        first, second = {"AWS_REGION": "eu-west-1"}, {"AWS_DEFAULT_REGION": "us-east-2"}
        for options, variables, region in ((["--region", "us-west-1"], {**first, **second}, "us-west-1"),
                                           ([], {**first, **second}, "eu-west-1"), ([], second, "us-east-2"),
                                           ([], {}, "ap-south-1")):
            self.sends({**self.home, **variables}, *options, says="profile", region=region)
        self.write_files("[default]\n" + KEY_LINES)
        for options, variables, says in (([], {}, "AWS_DEFAULT_REGION or profile default: expected an AWS region"),
                                         ([], {"AWS_REGION": ""}, "an AWS region such as eu-west-1, found none"),
                                         (["--region", "evil.example.com/"], {}, "--region: expected an AWS region")):
            self.refused(*options, environment={**self.home, **variables}, says=says)

    def test_so_does_the_endpoint(self):
        dead, keys = "http://127.0.0.1:1", {**harness.ENVIRONMENT, "HOME": str(self.directory)}
        both = {"AWS_ENDPOINT_URL_SESV2": dead, "AWS_ENDPOINT_URL": dead}
        for variables, endpoint in (({"AWS_ENDPOINT_URL": "SERVER"}, False), (both, True),
                                    ({**both, "AWS_ENDPOINT_URL_SESV2": "SERVER"}, False)):
            self.sends({**keys, **variables}, endpoint=endpoint, says="the environment")
        with SesServer() as server:
            for config in (f"[default]\nendpoint_url = {server.url}\n",
                           f"[default]\nendpoint_url = {dead}\nservices = local\n[services local]\n"
                           f"sesv2 =\n  endpoint_url = {server.url}\ns3 =\n  endpoint_url = {dead}\n"):
                self.write_files("", config)
                self.run_client(self.request, environment=keys, status=0)
        self.write_files("", f"[default]\nendpoint_url = {dead}\n")
        ignored = {**keys, **both, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true", "https_proxy": dead}
        for region, url in (("eu-west-1", "https://email.eu-west-1.amazonaws.com"),
                            ("cn-north-1", "https://email.cn-north-1.amazonaws.com.cn")):
            self.run_client(self.request, "--dry-run", "--region", region, environment=ignored,
                            says=f"ses_client: {url}, region {region}")
        for name in both:
            self.run_client(self.request, environment={**keys, name: "http://ses.example.com"}, status=64,
                            says=f"{name}: expected https, or http only for loopback hosts")


class Signature(harness.ClientTest):
    """Every request to the server of these tests goes through the check of its signature."""

    def test_the_server_computes_known_signatures(self):
        secret = SECRET.replace("/b", "+b")
        for method, target, headers, body, expected in SIGNATURES:
            self.assertEqual(sigv4.signature(method, target, headers, body, sorted(headers),
                                             "20150830/us-east-1/service/aws4_request", secret), expected, target)

    def test_an_endpoint_may_have_a_path_and_a_body_may_be_so_large_that_libcurl_adds_a_header(self):
        for path, wire_path in (("/a/b-c_d.e~f/", "/a/b-c_d.e~f"), ("/a%20b", "/a%20b"), ("/ü", "/%c3%bc"), ("", ""),
                                ("/a b", "/a%20b"), ("/a%2Fb", "/a%2Fb"), *[("/stage!$&'()*+,;=:c@d",) * 2]):
            server = SesServer()
            server.url += path
            self.check(server, {"sent": 3}, entries=3, name="ü" * (1 if path else 1 << 20))
            self.assertEqual(server.exchanges[0].request_line.split(" ")[1], wire_path + PATH)


class DryRun(SettingsTest):
    def test_nothing_is_sent_or_written_and_loading_takes_time_in_proportion_to_the_entries(self):
        times = []
        with SesServer() as server:
            for count in (20000, 80000):
                self.write_request(count)
                before = harness.processor_time()
                run = self.send_to(server, "--dry-run", status=0)
                times.append(harness.processor_time() - before)
                self.assertIn(f"would send {count} of the entries, in {count // 50} or more calls: 0-{count - 1}",
                              run.stdout)
                self.assertIn("endpoint: a connection is possible", run.stdout)
                self.assertEqual((self.journal.exists(), server.calls), (False, []))
        self.assertLess(times[1], 8 * times[0], "4 if linear, 16 if quadratic")

    def test_a_journal_is_read_and_left_alone(self):
        self.write_request(120)
        with SesServer([accept, lambda exchange: exchange.read()]) as server:
            self.send_to(server)
            before = self.journal.read_bytes() + b'{"Batch":['
            self.journal.write_bytes(before)
            table = self.directory / "table.csv"
            run = self.send_to(server, "--dry-run", "--arrived", "50-60", "--resend", "70", "--csv", table,
                               says="in the journal: 70 sent, 0 failed, 50 unknown, 0 not-attempted")
            self.assertEqual(table.read_text(encoding="utf-8").count(",unknown,"), 50)
            self.assertIn("would send 1 of the entries, in 1 or more calls: 70; would mark as sent: 50-60", run.stdout)
            self.assertEqual((self.journal.read_bytes(), len(server.calls)), (before, 3))

    def test_what_is_wrong_is_found(self):
        with harness.refusing_port() as port:
            run = self.run_client(*self.command(port, "--dry-run"), status=2)
            self.assertIn("endpoint: no connection: ", run.stdout)
            self.run_client(*self.command(port, "--dry-run"), environment=BARE, status=64)
