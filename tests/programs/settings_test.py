# SPDX-License-Identifier: MIT
"""Where credentials, region and endpoint come from, in the AWS CLI's order; and the dry run."""
import json
import resource
import unittest

import harness
from ses_server import KEYS, SECRET, TOKEN, SesServer, accept

# No variable of the AWS CLI is set.
BARE = {name: value for name, value in harness.ENVIRONMENT.items() if not name.startswith("AWS_")}
KEY_LINES = f"aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key={SECRET}\n"
TEMPORARY = KEYS["ASIAEXAMPLE"][0]


class SettingsTest(harness.ClientTest):
    def setUp(self):
        super().setUp()
        self.write_request(1)
        (self.directory / ".aws").mkdir()
        self.home = {**BARE, "HOME": str(self.directory)}

    def write_files(self, credentials="", config=""):
        (self.directory / ".aws" / "credentials").write_text(credentials, encoding="utf-8")
        (self.directory / ".aws" / "config").write_text(config, encoding="utf-8")

    def sends(self, environment, *arguments, says="", endpoint=True, key_id="AKIDEXAMPLE", region="eu-west-1"):
        """The request is sent with the credentials and the region that are expected."""
        with SesServer() as server:
            where = ("--endpoint", server.url) if endpoint else ()
            run = self.run_client(self.request, *where, *arguments,
                                  environment={k: v.replace("SERVER", server.url) for k, v in environment.items()})
            self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(len(server.sent), 1)
        self.assertIn(f"Credential={key_id}/", server.exchanges[0].headers["authorization"])
        self.assertIn(f"/{region}/ses/aws4_request", server.exchanges[0].headers["authorization"])
        self.assertIn(f"ses_client: {server.url}, region {region}, credentials from {says}", run.stderr)

    def refuses(self, environment, *arguments, says):
        with SesServer() as server:
            run = self.run_client(self.request, "--endpoint", server.url, *arguments, environment=environment)
            self.assertEqual((run.returncode, server.calls), (64, []), run.stderr)
        self.assertIn(says, run.stderr)
        self.assertNotIn(TEMPORARY, run.stderr)


class Credentials(SettingsTest):
    def test_the_environment(self):
        self.sends(harness.ENVIRONMENT, says="the environment, 1 entry")
        self.sends({**harness.ENVIRONMENT, "AWS_ACCESS_KEY_ID": "ASIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": TEMPORARY,
                    "AWS_SESSION_TOKEN": TOKEN}, says="the environment", key_id="ASIAEXAMPLE")
        for name, missing in (("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"),
                              ("AWS_SECRET_ACCESS_KEY", "AWS_ACCESS_KEY_ID")):
            self.refuses({**BARE, "AWS_REGION": "eu-west-1", name: "x"},
                         says=f"the environment: expected AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, found no {missing}")
        self.refuses({**BARE, "AWS_REGION": "eu-west-1"}, says="expected AWS credentials in AWS_ACCESS_KEY_ID")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
            self.refuses({**harness.ENVIRONMENT, name: SECRET + "\r\nX-Evil: yes"}, says=f"{name}: expected printable")

    def test_profiles(self):
        both = "[default]\naws_access_key_id=wrong\n[mail]\n" + KEY_LINES
        config = "[default]\nregion=us-east-1\n[profile mail]\nregion = eu-west-1\n"
        overruled = {**self.home, "AWS_ACCESS_KEY_ID": "ASIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": TEMPORARY,
                     "AWS_SESSION_TOKEN": TOKEN, "AWS_REGION": "eu-west-1"}
        temporary = f"[default]\naws_access_key_id=ASIAEXAMPLE\naws_secret_access_key={TEMPORARY}\naws_session_token={TOKEN}\n"
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
        self.refuses(self.home, "--profile", "none", says='expected the profile "none" in')
        self.refuses({**self.home, "AWS_PROFILE": "none"}, says='expected the profile "none" in')
        self.write_files("[default]\n" + KEY_LINES, region)
        self.sends({**BARE, "AWS_SHARED_CREDENTIALS_FILE": str(self.directory / ".aws" / "credentials"),
                    "AWS_CONFIG_FILE": str(self.directory / ".aws" / "config")}, says="profile default")

    def test_a_credential_process(self):
        output = {"Version": 1, "AccessKeyId": "ASIAEXAMPLE", "SecretAccessKey": TEMPORARY, "SessionToken": TOKEN}
        (self.directory / "keys.json").write_text(json.dumps(output), encoding="utf-8")
        config = "[default]\nregion=eu-west-1\ncredential_process = "
        self.write_files("", f'{config}cat "{self.directory}/keys.json"\n')
        self.sends(self.home, says="profile default (credential_process)", key_id="ASIAEXAMPLE")
        keys = f"cat {self.directory}/keys.json"
        for command, says in (("echo '{'", "found no AccessKeyId"), ("echo '[]'", "found no AccessKeyId"),
                              (f"echo '{TEMPORARY}'", "found no AccessKeyId"), ("yes '['", "found no AccessKeyId"),
                              ("yes", "found no AccessKeyId"), ("false", "found one that failed"),
                              ("/nonexistent", "found one that failed"), (f"{keys}; false", "found one that failed"),
                              (f"{keys}; {keys}", "found no AccessKeyId")):
            with self.subTest(command):
                self.write_files("", f"{config}{command}\n")
                self.refuses(self.home, says="(credential_process): expected")
                self.refuses(self.home, says=says)

    def test_what_only_the_aws_cli_can_resolve(self):
        for setting in ("sso_session = mine", "sso_start_url = https://x", "role_arn = arn:aws:iam::1:role/x",
                        "credential_source = Ec2InstanceMetadata", "web_identity_token_file = /x"):
            self.write_files("", f"[profile mail]\nregion=eu-west-1\n{setting}\n")
            self.refuses(self.home, "--profile", "mail", says=f"found {setting.split(' ')[0]}, which ses_client does not "
                         "resolve. Turn it into keys first: eval \"$(aws configure export-credentials --profile 'mail' "
                         "--format env)\"")


class RegionAndEndpoint(SettingsTest):
    def test_the_region_comes_from_the_first_place_that_names_one(self):
        self.write_files("[default]\n" + KEY_LINES, "[default]\nregion = ap-south-1\n")
        first, second = {"AWS_REGION": "eu-west-1"}, {"AWS_DEFAULT_REGION": "us-east-2"}
        for options, variables, region in ((["--region", "us-west-1"], {**first, **second}, "us-west-1"),
                                           ([], {**first, **second}, "eu-west-1"), ([], second, "us-east-2"),
                                           ([], {}, "ap-south-1")):
            self.sends({**self.home, **variables}, *options, says="profile", region=region)
        self.write_files("[default]\n" + KEY_LINES)
        for options, variables, says in (([], {}, "AWS_DEFAULT_REGION or profile default: expected an AWS region such as"),
                                         ([], {"AWS_REGION": ""}, "expected an AWS region such as eu-west-1, found none"),
                                         (["--region", "evil.example.com/"], {}, "--region: expected an AWS region such as")):
            self.refuses({**self.home, **variables}, *options, says=says)

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
            run = self.run_client(self.request, "--dry-run", "--region", region, environment=ignored)
            self.assertIn(f"ses_client: {url}, region {region}", run.stderr)
        for name in both:
            run = self.run_client(self.request, environment={**keys, name: "http://ses.example.com"})
            self.assertEqual(run.returncode, 64)
            self.assertIn(f"{name}: expected https, or http only for loopback hosts", run.stderr)


class DryRun(SettingsTest):
    def test_nothing_is_sent_and_nothing_is_written(self):
        self.write_request(120)
        with SesServer() as server:
            run = self.send_to(server, "--dry-run")
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertIn("would send 120 of the entries, in 3 or more calls: 0-119", run.stdout)
            self.assertIn("endpoint: a connection is possible", run.stdout)
            self.assertFalse(self.journal.exists())
            self.assertEqual(server.calls, [])

    def test_loading_takes_time_in_proportion_to_the_entries(self):
        times = []
        with SesServer() as server:
            for count in (40000, 160000):
                self.write_request(count)
                before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
                self.send_to(server, "--dry-run", status=0)
                times.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before)
        self.assertLess(times[1], 8 * times[0], "4 if linear, 16 if quadratic")

    def test_a_journal_is_read_and_left_alone(self):
        self.write_request(120)
        with SesServer([accept, lambda exchange: exchange.read()]) as server:
            self.send_to(server)
            with open(self.journal, "a", encoding="utf-8") as file:
                file.write('{"Batch":[')
            before = self.journal.read_bytes()
            table = self.directory / "table.csv"
            run = self.send_to(server, "--dry-run", "--arrived", "50-60", "--resend", "70", "--csv", table)
            self.assertEqual(table.read_text(encoding="utf-8").count(",unknown,"), 50)
            self.assertIn("in the journal: 70 sent, 0 failed, 50 unknown, 0 not-attempted", run.stderr)
            self.assertIn("would send 1 of the entries, in 1 or more calls: 70; would mark as sent: 50-60", run.stdout)
            self.assertEqual((self.journal.read_bytes(), len(server.calls)), (before, 3))

    def test_what_is_wrong_is_found(self):
        with harness.RefusingPort() as port:
            run = self.run_client(*self.command(port, "--dry-run"))
        self.assertEqual(run.returncode, 2)
        self.assertIn("endpoint: no connection: ", run.stdout)
        run = self.run_client(*self.command(port, "--dry-run"), environment=BARE)
        self.assertEqual(run.returncode, 64)


if __name__ == "__main__":
    unittest.main()
