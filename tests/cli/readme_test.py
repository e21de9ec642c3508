"""The README's first screen is what the command prints."""
import pathlib
import re
import tempfile
import unittest

from command import HERE, CommandTest

README = (HERE.parent.parent / "README.md").read_text(encoding="utf-8")


class Readme(CommandTest):
    def test_the_transcript_is_true(self):
        case = re.search(r"```json\n(.*?)```", README, re.S).group(1)
        transcript = re.search(r"```\n(\$ dutybound assess .*?)```", README, re.S).group(1)
        commands = re.findall(r"^\$ dutybound (.*)\n((?:(?!\$ ).*\n)*)", transcript, re.M)
        self.assertEqual(len(commands), 2)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "case.json"
            path.write_text(case, encoding="utf-8")
            for command, shown in commands:
                with self.subTest(command=command):
                    printed = self.run_command(*[str(path) if word == "case.json" else word for word in command.split()]).stdout
                    # How many findings are open changes with every rule that is added; the words do not.
                    printed = re.sub(r"\d+ finding", "N finding", re.sub(r"of \d+ f", "of N f", printed))
                    shown = re.sub(r"\d+ finding", "N finding", re.sub(r"of \d+ f", "of N f", shown))
                    shown = shown.split("...\n")[0].rstrip("\n")
                    self.assertGreater(len(shown), 100)
                    self.assertTrue(printed.startswith(shown), f"{printed}\nREADME:\n{shown}")


if __name__ == "__main__":
    unittest.main()
