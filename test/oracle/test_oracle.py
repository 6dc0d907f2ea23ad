"""The generator makes the same program of the same seed in every process, files are read back as they were written,
and the reducer keeps what disagrees."""

import os
import pathlib
import subprocess
import sys
import unittest

import reducer
import unit

HERE = pathlib.Path(__file__).resolve().parent


def generated(seeds, hash_seed):
    """The texts of units, made by another process: sets are in another order there."""
    code = f"import unit; print(*(unit.write(unit.generate(seed, 12)) for seed in {seeds}), sep=chr(0), end='')"
    return subprocess.run([sys.executable, "-B", "-c", code], cwd=HERE, env=os.environ | {"PYTHONHASHSEED": hash_seed},
                          capture_output=True, text=True, check=True).stdout.split(chr(0))


class Generator(unittest.TestCase):
    def test_a_seed_is_one_program(self):
        first, other = generated((7, 8), "1")
        self.assertEqual(first.count("namespace case"), 12)
        self.assertNotEqual(first, other)
        self.assertEqual([first, other], generated((7, 8), "2"))

    def test_a_function_does_not_depend_on_how_many_there_are(self):
        few, many = (unit.generate(11, count, free=True) for count in (5, 25))
        self.assertEqual([f.lines for f in few.functions], [f.lines for f in many.functions[:5]])

    def test_a_file_is_read_as_it_was_written(self):
        made = unit.generate(12, 10, free=True)
        back = unit.read(unit.write(made))
        self.assertEqual([(f.number, f.first, f.last) for f in back.functions], [(f.number, f.first, f.last) for f in made.functions])
        self.assertIs(made.at(made.functions[3].first), made.functions[3])
        self.assertIsNone(made.at(1))


class Reducer(unittest.TestCase):
    def reduced(self, keeps):
        """A function in which some line has what `keeps` looks for, as short as that allows."""
        made = unit.generate(13, 40, free=True)
        chosen = max((f for f in made.functions if any(map(keeps, f.lines))), key=lambda f: len(f.lines))
        before = list(chosen.lines)
        asked = []

        def disagrees():
            asked.append(len(chosen.lines))
            return any(map(keeps, chosen.lines))

        self.assertIs(reducer.reduce(made, chosen.number, disagrees, tests=500), chosen)
        self.assertEqual(made.functions, [chosen])
        return before, chosen.lines, asked

    def test_what_disagrees_is_left_and_little_else(self):
        for wanted in ("select_related(", "for ("):
            before, after, asked = self.reduced(lambda line: wanted in line)
            self.assertTrue(any(wanted in line for line in after))
            self.assertLess(len(after), len(before))
            self.assertLessEqual(len(after), 12, after)
            self.assertEqual(sum(line.count("{") - line.count("}") for line in after), 0)
            self.assertLessEqual(len(asked), 500)

    def test_where_nothing_can_go_nothing_goes(self):
        made = unit.generate(13, 5, free=True)
        before = list(made.functions[2].lines)
        self.assertEqual(reducer.reduce(made, made.functions[2].number, lambda: False).lines, before)


if __name__ == "__main__":
    unittest.main()
