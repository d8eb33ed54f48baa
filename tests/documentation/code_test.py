#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compiles, configures and runs the code of the READMEs.

    code_test.py FOLDER SETTING...

FOLDER is made afresh. Each SETTING is an argument of cmake when it configures a project, such as -G Ninja.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

from markdown import ROOT, Readme, readmes

FOLDER, SETTINGS = pathlib.Path(), []
FRONT_DOOR = Readme(ROOT / "README.md")
# What the snippets use and do not declare.
CONTEXT = """
#include <iostream>
#include <sesv2/format.hpp>
#include <sesv2/json.hpp>
#include <sesv2/retry.hpp>
#include <string>
#include <vector>

[[maybe_unused]] static std::string body;
[[maybe_unused]] static std::size_t entries_sent;
[[maybe_unused]] static std::vector<std::string> entries, next_batch;
"""


def is_program(block):
    return "int main(" in block.text


def examples():
    return [path.read_text(encoding="utf-8") for path in ROOT.glob("examples/*.cpp")]


def build(name, cmake, files):
    """Configures and builds a project of a README's code, and returns its folder."""
    folder = FOLDER / name
    folder.mkdir(parents=True)
    for file, text in files.items():
        (folder / file).write_text(text, encoding="utf-8")
    (folder / "CMakeLists.txt").write_text("cmake_minimum_required(VERSION 3.22)\nproject(readme LANGUAGES CXX)\n" + cmake,
                                           encoding="utf-8")
    (folder / "sesv2_bulk_email").symlink_to(ROOT, target_is_directory=True)
    for command in (["cmake", "-S", folder, "-B", folder / "build", *SETTINGS], ["cmake", "--build", folder / "build"]):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode != 0:
            raise AssertionError(f"{name}: {' '.join(map(str, command))} failed:\n{done.stdout}")
    return folder / "build"


def build_target(name, target, files):
    """The same for one target, add_executable or add_library, that uses the library."""
    return build(name, f"add_subdirectory(sesv2_bulk_email)\n{target}\n"
                 f"target_link_libraries({name} PRIVATE sesv2::bulk_email_json)\n", files)


class Cpp(unittest.TestCase):
    def test_a_program_is_an_example(self):
        for readme in readmes():
            for block in filter(is_program, readme.of("cpp")):
                self.assertTrue(block.text in examples(), f"{block.where}: expected the text of a file in examples/")

    def test_an_excerpt_is_from_an_example_or_compiles(self):
        files = {}
        for readme in [*readmes(), Readme(ROOT / "tests/documentation/main_page.md")]:
            for block in readme.of("cpp"):
                if is_program(block) or any(block.text in example for example in examples()):
                    continue
                includes = "".join(re.findall(r"^#include.*\n", block.text, re.MULTILINE))
                code = re.sub(r"^#include.*", "", block.text, flags=re.MULTILINE)  # the numbers of the lines stay
                files[f"snippet_{len(files)}.cpp"] = (
                    f"{CONTEXT}{includes}void snippet_{len(files)}();\nvoid snippet_{len(files)}() {{\n"
                    f"#line 1 \"{block.where}\"\n{code}}}\n")
        if files:
            build_target("snippets", f"add_library(snippets OBJECT {' '.join(files)})", files)


class CMake(unittest.TestCase):
    CLIENT = """#include <sesv2/response.hpp>
int main() { return sesv2::salvage_send_bulk_email_response("").complete() ? 1 : 0; }
"""

    def test_each_way_to_add_the_library_builds(self):
        (block,) = FRONT_DOOR.of("cmake")
        *ways, link = re.split(r"^(?=.*# (?:if|needed) )", block.text, flags=re.MULTILINE)[1:]
        self.assertGreaterEqual(len(ways), 3)
        for number, way in enumerate(ways):
            with self.subTest(way=way):
                build(f"way_{number}", f"set(FETCHCONTENT_SOURCE_DIR_SESV2_BULK_EMAIL ${{CMAKE_CURRENT_SOURCE_DIR}}/"
                      f"sesv2_bulk_email)\nadd_executable(my_client my_client.cpp)\n{way}\n{link}",
                      {"my_client.cpp": self.CLIENT})


class Results(unittest.TestCase):
    def test_the_quick_start_prints_the_output_that_is_shown(self):
        (body,), (output,) = FRONT_DOOR.of("json"), FRONT_DOOR.of("text")
        captured = (ROOT / "tests/data/emulator-mixed.json").read_text(encoding="utf-8")
        self.assertTrue(captured.startswith(body.text.rstrip("\n")), "expected the beginning of a captured response")
        quick_start = next(block for block in FRONT_DOOR.of("cpp") if is_program(block))
        folder = build_target("quick_start", "add_executable(quick_start quick_start.cpp)",
                              {"quick_start.cpp": quick_start.text, "body.json": body.text.rstrip("\n")})
        program = next(path for path in folder.rglob("quick_start") if path.is_file())  # generators have different folders
        done = subprocess.run([program, folder.parent / "body.json"], stdout=subprocess.PIPE, text=True, check=False)
        self.assertEqual((done.stdout, done.returncode), (output.text, 2))

    def test_the_table_of_statuses_is_the_library_s(self):
        rows = [(re.findall(r"`(\w+)`", statuses), advice.strip("`"), scope.strip("`"))
                for statuses, advice, scope in FRONT_DOOR.table("statuses", "advice", "scope")]
        names = [name for statuses, _, _ in rows for name in statuses]
        self.assertEqual(len(names), len(set(names)), "expected each status once")
        lines = [f"static_assert(is(\"{'' if name == 'Unrecognized' else name}\", sesv2::RetryAdvice::{advice}, "
                 f"sesv2::FailureScope::{scope}), \"README.md, statuses: {name}\");"
                 for statuses, advice, scope in rows for name in statuses]
        build_target("table", "add_library(table OBJECT table.cpp)", {"table.cpp": "\n".join([
            "#include <sesv2/retry.hpp>",
            "constexpr bool is(std::string_view name, sesv2::RetryAdvice advice, sesv2::FailureScope scope) {",
            "  const auto status = sesv2::status_from_wire_name(name);",
            "  return wire_name(status) == name && retry_advice(status) == advice && failure_scope(status) == scope;",
            "}", *lines,
            f"static_assert(sesv2::all_statuses.size() + 1 == {len(names)}, \"README.md, statuses: one is missing\");", ""])})


if __name__ == "__main__":
    FOLDER, SETTINGS = pathlib.Path(sys.argv[1]), sys.argv[2:]
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.environ["CLICOLOR"] = "0"
    unittest.main(argv=sys.argv[:1])
