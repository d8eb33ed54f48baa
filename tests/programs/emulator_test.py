# SPDX-License-Identifier: MIT
"""Every outcome of ses_client against the store of aws-ses-v2-local, an independent emulator of SES."""
import json
import os
import pathlib
import re
import subprocess
import urllib.request

import harness

MODULES = pathlib.Path(os.environ["EMULATOR"], "node_modules")  # where npm has installed it
COUNT = 330


def entry(index):
    """One of seven has a bad address, one of eleven has template data that is not JSON."""
    to = ("not an address " if index % 7 == 3 else "") + harness.address(index)
    data = "{bad" if index % 11 == 5 else json.dumps({"name": f"№ {index} \"quoted\""})
    return {"Destination": {"ToAddresses": [to]},
            "ReplacementEmailContent": {"ReplacementTemplate": {"ReplacementTemplateData": data}}}


def is_good(index):
    return index % 7 != 3 and index % 11 != 5


class Emulator(harness.ClientTest):
    def setUp(self):
        super().setUp()
        command = [MODULES / ".bin/node", MODULES / "aws-ses-v2-local/dist/cli.js", "--host=127.0.0.1", "--port=0"]
        emulator = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # pylint: disable=consider-using-with
        self.addCleanup(lambda: (emulator.kill(), emulator.wait(), emulator.stdout.close()))
        for line in emulator.stdout:
            if found := re.search(r"running at \S*?:(\d+)\s*$", line):
                self.url = f"http://127.0.0.1:{found[1]}"
                return
        self.fail("the emulator did not start")

    def write_emails(self, template=None):
        self.count = COUNT
        request = harness.request(BulkEmailEntries=[entry(i) for i in range(COUNT)])
        request["DefaultContent"]["Template"] = template or request["DefaultContent"]["Template"]
        self.file(request, self.request.name)

    def store(self):
        """The emails that the emulator has sent, by address."""
        with urllib.request.urlopen(self.url + "/store") as answer:
            emails = json.load(answer)["emails"]
        found = {email["destination"]["to"][0]: email for email in emails}
        self.assertEqual(len(found), len(emails), "nobody gets two")
        return found

    def test_every_outcome_is_that_of_the_store(self):
        self.write_emails(template={"TemplateName": "missing", "TemplateData": "{}"})
        self.run_client(*self.command(self), status=2,
                        says="HTTP 404 NotFoundException: The resource you attempted to access doesn't exist.")
        self.assertEqual((self.counts(), self.store()), ({"not-attempted": COUNT}, {}))
        self.write_emails()
        run = self.run_client(*self.command(self), status=1)
        last, store = harness.outcomes(self.journal), self.store()
        self.assertEqual(len(last), COUNT)
        for index in range(COUNT):
            line, email = last[index], store.pop(harness.address(index), None)
            if is_good(index):
                self.assertEqual((line["Outcome"], line["MessageId"]), ("sent", email["messageId"]))
                self.assertEqual(email["subject"], f"Hi № {index} \"quoted\"")
            else:
                self.assertEqual((line["Outcome"], line["Status"], email), ("failed", "FAILED", None))
                self.assertIn("Invalid recipient" if index % 7 == 3 else "Failed to parse", line["Error"])
        self.assertEqual(store, {})
        sent = sum(map(is_good, range(COUNT)))
        self.assertIn(f"{COUNT} entries: {sent} sent, {COUNT - sent} failed, 0 unknown, 0 not-attempted", run.stdout)
        self.assertIn("A failed entry must not have a MessageId, but has one.", run.stdout)
