#!/usr/bin/env python3
"""The check itself: each kind of offence is found, and what is allowed is let through."""

import tempfile
import unittest
from pathlib import Path

import check_layers


class CheckLayers(unittest.TestCase):
    def faults(self, path, text):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / path
            file.parent.mkdir(parents=True)
            file.write_text(text, encoding="utf-8")
            return list(check_layers.faults(Path(folder)))

    def assert_refused(self, path, text, why):
        found = self.faults(path, text)
        self.assertEqual(len(found), 1, found)
        self.assertIn(why, found[0])

    def test_edges_of_the_architecture_are_let_through(self):
        self.assertEqual(self.faults("src/engine/run.cpp", '#include "program/program.hpp"\n#include "engine/run.hpp"\n#include <vector>\n'), [])
        self.assertEqual(self.faults("src/yaml/read.cpp", "#include <yaml-cpp/yaml.h>\n#include <dutybound/result.hpp>\n"), [])
        self.assertEqual(self.faults("include/dutybound/a.hpp", "#include <dutybound/date.hpp>\n#include <string>\n"), [])
        self.assertEqual(self.faults("src/cli/main.cpp", '#include "command.hpp"\n#include <dutybound/dutybound.hpp>\n#include <unistd.h>\n'), [])
        self.assertEqual(self.faults("src/program/lower.cpp", '#include "feel/ast.hpp"\n#include "rulebook/model.hpp"\n'), [])

    def test_upward_edges_are_refused(self):
        self.assert_refused("src/engine/run.cpp", '\n#include "yaml/node.hpp"\n', "src/engine/run.cpp:2: engine may not include yaml")
        self.assert_refused("src/feel/parse.cpp", '#include "yaml/node.hpp"\n', "feel may not include yaml")
        self.assert_refused("src/yaml/read.cpp", '#include "feel/value.hpp"\n', "yaml may not include feel")
        self.assert_refused("src/report/csv.cpp", '#include "engine/run.hpp"\n', "report may not include engine")
        self.assert_refused("src/cli/main.cpp", '#include "text/utf8.hpp"\n', "cli may not include text")

    def test_readers_and_parser_are_not_for_later_stages(self):
        self.assert_refused("src/program/compile.cpp", '#include "rulebook/read.hpp"\n', "only rulebook/model.hpp of rulebook")
        self.assert_refused("src/engine/run.cpp", '#include "feel/check.hpp"\n', "feel's parser")

    def test_third_parties_stay_where_they_belong(self):
        self.assert_refused("src/engine/run.cpp", "#include <fmt/format.h>\n", "src/cli, src/report only")
        self.assert_refused("src/rulebook/read.cpp", "#include <yaml-cpp/yaml.h>\n", "src/yaml only")
        self.assert_refused("src/engine/run.cpp", "#include <nlohmann/json.hpp>\n", "belongs to")
        self.assert_refused("src/report/a.cpp", "#include <expat.h>\n", "src/input only")
        self.assert_refused("tests/unit/a.cpp", "#include <catch2/catch.hpp>\n", "tests/support/catch.hpp only")
        self.assert_refused("src/engine/run.cpp", "#include <boost/regex.hpp>\n", "does not know")

    def test_public_headers_are_public(self):
        self.assert_refused("include/dutybound/a.hpp", "#include <nlohmann/json.hpp>\n", "public header")
        self.assert_refused("include/dutybound/a.hpp", '#include "text/utf8.hpp"\n', "public header")
        self.assert_refused("src/text/a.cpp", '#include "dutybound/date.hpp"\n', "angle brackets")
        self.assert_refused("bindings/python/a.cpp", '#include "engine/run.hpp"\n', "only public headers")
        self.assert_refused("examples/one/a.cpp", '#include "engine/run.hpp"\n', "only public headers")

    def test_sources_are_short_and_ascii(self):
        self.assertEqual(self.faults("src/text/a.cpp", "\n" * 400), [])
        self.assert_refused("src/text/a.cpp", "\n" * 401, "401 lines")
        self.assert_refused("src/text/a.cpp", "// \u00a3\n", "a.cpp:1: a character that is not ASCII")

    def test_unknown_folders_are_refused(self):
        self.assert_refused("src/util/a.cpp", '#include "text/utf8.hpp"\n', "not among the folders")
        self.assert_refused("src/text/a.cpp", '#include "helpers/a.hpp"\n', "no header of a folder")


if __name__ == "__main__":
    unittest.main()
