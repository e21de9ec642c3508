"""How the work of every reader and report grows with its input, in counted instructions. Entry: GrowthTest.

`growth` (growth.cpp) runs each of them at 0, 1, 4 and 16 times a size under callgrind, which leaves a file with the number of
instructions of each run. What the run of size 0 took is everybody's; the rest may grow from 4 to 16 times as n log n does. A loop
over all pairs would take 16 times as much, and more than a twentieth part of it shows.
"""
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

#: Four times as much input may take so many times the work, beyond what an empty input takes.
MOST = 4 * 1.35


def counted(folder):
    """Name -> times -> instructions."""
    work = {}
    for file in pathlib.Path(folder).glob("counted.*"):
        text = file.read_text(encoding="utf-8")
        label = re.search(r"^desc: Trigger: Client Request: (.*)\|(\d+)$", text, re.MULTILINE)
        if label:
            work.setdefault(label[1], {})[int(label[2])] = int(re.search(r"^(?:totals|summary): (\d+)", text, re.MULTILINE)[1])
    return work


class GrowthTest(unittest.TestCase):
    def test_four_times_the_input_takes_little_more_than_four_times_the_work(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(
                [os.environ["VALGRIND"], "--tool=callgrind", "--combine-dumps=no", f"--callgrind-out-file={folder}/counted",
                 os.environ["DUTYBOUND_GROWTH"]],
                capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            work = counted(folder)
        self.assertGreater(len(work), 50, "what was counted is missing")
        for name, of in sorted(work.items()):
            with self.subTest(name):
                self.assertEqual(sorted(of), [0, 1, 4, 16])
                growth = (of[16] - of[0]) / (of[4] - of[0])
                print(f"{name}: {of[0]:,}, {of[1]:,}, {of[4]:,}, {of[16]:,} instructions, grown by {growth:.2f}")
                self.assertLessEqual(growth, MOST)


if __name__ == "__main__":
    unittest.main()
