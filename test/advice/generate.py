"""Writes random coroutines that print what they do, makes every edit that
Coroscope offers for them, and checks that they stay the same programs.

A coroutine declares values of many kinds, uses them in many ways, some of which
keep an address, and awaits in between; in templates, members, lambdas, loops,
branches and handlers. The same seed gives the same programs."""

import argparse
import concurrent.futures
import os
import random
import shutil
import sys

from edited_programs import (Program, add_arguments, by_gcc, levels_of,
                             optimized, sanitized)

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, "Inputs", "programs")
COROUTINES_IN_A_PROGRAM = 10
DEPTH = 3


class Value:
    """A variable: how its bytes, their count and a number in it are spelled."""

    def __init__(self, name, data, size, tag, constant=False):
        self.name = name
        self.data = data
        self.size = size
        self.tag = tag
        self.constant = constant


# Type, and its initializers; {n} is a small number.
KINDS = [
    ("Plain", ["", " = {{}}", "{{}}", " = Source{{{n}}}", " = make<Plain>({n})",
               "{{{{1, 2}}, {n}}}", "(make<Plain>({n}))"]),
    ("Defaults", ["", " = {{}}", "{{}}", "{{{{4}}}}", " = {{{{5}}, {n}}}"]),
    ("Ctor", ["", " = {{}}", "{{}}", " = {n}", "({n})", "{{{n}}}",
              " = {{{n}, 2}}", "({n}, 1)", " = Ctor({n})", " = make<Ctor>({n})"]),
    ("Explicit", ["", "{{}}", "({n})", "{{{n}}}", " = 1.5", " = Explicit({n})"]),
    ("Listed", ["", " = {{}}", "{{}}", "{{{n}, 2}}", "({n}, 2)",
                " = {{{n}, 2, 3}}", "{{{n}}}"]),
    ("Loud", ["({n})", "{{{n}}}", " = Loud({n})", " = same(Loud({n}))"]),
    ("Refers", ["{{Tracker(\"t\"), {{}}, {n}}}", " = {{Tracker(\"u\"), {{1}}, {n}}}",
                "{{same(There), {{}}, {n}}}"]),
    ("Owning", ["", " = {{}}", "{{}}", "{{{{1}}, {n}}}"]),
    ("Aligned", [" = {{}}", "{{}}", "{{{{1}}, {n}}}"]),
    ("Array<char, 900>", ["", " = {{}}", "{{{{1}}, {n}}}"]),
    ("Array<short, 300>", [" = {{}}", "{{}}"]),
]


class Writer:
    def __init__(self, chance):
        self.chance = chance
        self.lines = []
        self.depth = 1
        self.count = 0
        self.scopes = []

    def line(self, text):
        self.lines.append("  " * self.depth + text)

    def number(self):
        return self.chance.randrange(1, 90)

    def name(self):
        self.count += 1
        return f"V{self.count}"

    def values(self):
        return [value for scope in self.scopes for value in scope]

    # Declarations.

    def declare(self):
        chance = self.chance
        name = self.name()
        if chance.random() < 0.3:
            size = chance.choice([200, 512, 2048, 4096])
            init = chance.choice(["", " = {}", " = {1, 2}", " = \"text\""])
            self.line(f"char {name}[{size}]{init};")
            value = Value(name, name, f"sizeof {name}", f"{name}[0]")
            if not init:
                self.line(f"fill({name}, sizeof {name}, {self.number()});")
        else:
            kind, inits = chance.choice(KINDS)
            init = chance.choice(inits).format(n=self.number())
            spelled = kind
            constant = False
            if init and chance.random() < 0.15:
                spelled, constant = "const " + kind, True
            if init.startswith(f" = {kind}(") or init.startswith(" = make<"):
                spelled = chance.choice([spelled, "auto", "const auto"])
                constant = "const" in spelled
            self.line(f"{spelled} {name}{init};")
            data = f"reinterpret_cast<{'const ' if constant else ''}char *>({name}.B)"
            value = Value(name, data, f"sizeof {name}.B", f"{name}.Tag",
                          constant)
            if not init:
                self.line(f"fill({data}, sizeof {name}.B, {self.number()});")
                self.line(f"{name}.Tag = {self.number()};")
        self.scopes[-1].append(value)

    def sibling(self):
        """Something small beside the values, which may refer to them."""
        name = self.name()
        values = self.values()
        choices = [f"Tracker {name}(\"{name}\");", f"int {name} = {self.number()};",
                   f"const std::string {name}(\"text {name}\");",
                   f"static int {name} = 0; ++{name};"]
        if values:
            value = self.chance.choice(values)
            choices += [
                f"const View {name}{{{value.data}, {value.size}}};",
                f"auto &{name} = {value.name};",
                f"auto {name} = [&] {{ return long({value.tag}); }};",
                f"const char *{name} = {value.data};",
                f"const std::size_t {name} = {value.size};",
                f"decltype(auto) {name} = ({value.name});",
                f"decltype({value.tag} + 0) {name}{{}};",
            ]
        text = self.chance.choice(choices)
        self.line(text)
        if "View" in text:
            self.line(f"out(\"view\", sum({name}.Data, {name}.Size));")
            self.later = f"out(\"{name}\", {name}.Data[0]);"
        elif "[&]" in text:
            self.later = f"out(\"{name}\", {name}());"
        elif "char *" in text:
            self.later = f"out(\"{name}\", *{name});"
        elif text.startswith("int") or "size_t" in text or "tag" in text:
            self.later = f"out(\"{name}\", long({name}));"
        else:
            self.later = ""
        if self.later:
            self.pending[-1].append(self.later)

    # Uses.

    def use(self):
        values = self.values()
        if not values:
            return self.declare()
        value = self.chance.choice(values)
        number = self.number()
        reads = [
            f"out(\"sum\", sum({value.data}, {value.size}));",
            f"out(\"tag\", long({value.tag}));",
            f"out(\"look\", lookAt({value.data}, {value.size}));",
            f"out(\"visible\", visible({value.data}));",
            f"std::printf(\"%d\\n\", int({value.data}[3]));",
            f"assert({value.tag} != -77);",
            f"if ({value.tag} > {number}) out(\"larger\");",
            f"for (int I = 0; I < 2; ++I) out(\"byte\", {value.data}[I]);",
            f"out(__func__);",
            f"[&] {{ out(\"in a lambda\", long({value.tag})); }}();",
            f"#ifdef EXTRA\n  out(\"extra\", long({value.tag}));\n#endif",
            f"out(std::string({value.data}, 3).size() ? \"text\" : \"none\");",
            f"out(\"size\", long(sizeof({value.name})));",
        ]
        writes = [
            f"fill({value.data}, {value.size}, {number});",
            f"std::memset({value.data}, {number}, {value.size});",
            f"std::snprintf({value.data}, 20, \"%d\", {number});",
            f"{value.tag} = {number};",
            f"touch({value.data});",
        ]
        keeps = [
            f"keepConst({value.data}[1]);",
            f"onTimer(tick, {value.data});",
        ]
        if not value.name == value.data:
            keeps.append(f"keepHandle({value.name});")
        kind = self.chance.random()
        if kind < 0.12:
            self.line(self.chance.choice(keeps))
            self.pending[-1].append("out(\"kept\", readKept());")
        elif kind < 0.5 and not value.constant:
            self.line(self.chance.choice(writes))
        else:
            self.line(self.chance.choice(reads))

    def wait(self):
        name = self.name()
        self.line(self.chance.choice([
            "co_await Event{};", "co_await Event{};",
            f"int {name} = co_await Event{{}}; out(\"got\", {name});",
            "if (co_await Event{} > 5) out(\"more than 5\");",
            "if (coin()) co_await Event{};",
            "out(\"sum of two\", (co_await Event{}) + 1);"]))

    # Blocks.

    def block(self, size):
        self.scopes.append([])
        self.pending.append([])
        for _ in range(size):
            kind = self.chance.random()
            if kind < 0.26:
                self.declare()
            elif kind < 0.36:
                self.sibling()
            elif kind < 0.72:
                self.use()
            elif kind < 0.88 or self.depth > DEPTH:
                self.wait()
            else:
                self.nested()
            if self.pending[-1] and self.chance.random() < 0.3:
                self.line(self.pending[-1].pop(0))
        for text in self.pending[-1]:
            self.line(text)
        # Nothing that is kept outlives its block.
        self.line("readKept();")
        self.scopes.pop()
        self.pending.pop()

    def nested(self):
        opening, closing = self.chance.choice([
            ("{", "}"), ("if (coin()) {", "}"),
            ("if (!coin()) {", "} else out(\"else\");"),
            ("for (int I = 0; I != 2; ++I) {", "}"),
            ("for (bool First = true; First; First = false) {", "}"),
            ("switch (coin()) { case true: {", "} break; default: out(\"no\"); }"),
            ("try {", "  throw 1; } catch (int Error) { out(\"caught\", Error); }"),
        ])
        self.line(opening)
        self.depth += 1
        self.block(self.chance.randrange(2, 6))
        self.depth -= 1
        self.line(closing)

    def coroutine(self, number):
        """Appends a coroutine and returns the statements that run it."""
        name = f"f{number}"
        form = self.chance.random()
        self.pending = []
        self.depth = 1
        if form < 0.15:
            self.lines.append(f"template <class T> Task {name}(T Given) {{")
            calls = [f"run({name}({self.number()}));",
                     f"run({name}(Plain{{{{1}}, 2}}));"]
            self.line("T Copy = {};")
            self.line("out(\"copy\", long(sizeof Copy));")
            self.line("touch(&Given);")
        elif form < 0.3:
            self.lines.append(f"struct S{number} {{ int Tag = 5; char B[300] = {{}};")
            self.lines.append(f"Task {name}() {{")
            calls = [f"{{ S{number} S; run(S.{name}()); }}"]
            self.line("out(\"member\", Tag + B[0]);")
        elif form < 0.4:
            self.lines.append(f"Task {name}(Plain Given, int Number) {{")
            calls = [f"run({name}(Plain{{{{7}}, 8}}, {self.number()}));"]
            self.line("out(\"given\", Given.Tag + Number);")
        else:
            self.lines.append(f"Task {name}() {{")
            calls = [f"run({name}());"]
        self.block(self.chance.randrange(5, 14))
        self.line("co_return;")
        self.lines.append("}")
        if form >= 0.15 and form < 0.3:
            self.lines.append("};")
        return calls


def program_text(seed):
    chance = random.Random(seed)
    lines = [f"// Seed {seed}.", "#include \"kinds.h\"", "#include <cassert>",
             "static const Tracker There(\"there\");"]
    writer = Writer(chance)
    calls = []
    for number in range(COROUTINES_IN_A_PROGRAM):
        writer.scopes = []
        calls += writer.coroutine(number)
    lines += writer.lines
    lines.append("int main() {")
    lines += ["  " + call for call in calls]
    lines.append("}")
    return "\n".join(lines) + "\n"


def try_seed(seed, builds, given):
    name = f"seed{seed}"
    work = os.path.join(given.work, name)
    os.makedirs(work, exist_ok=True)
    path = os.path.join(work, name + ".cpp")
    with open(path, "w") as file:
        file.write(program_text(seed))
    program = Program(path, given.coroscope, given.clang, builds,
                      ["-I", PROGRAMS])
    total, wrong = program.try_levels(levels_of(given))
    if not wrong and not given.keep:
        shutil.rmtree(work)
    return total, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--coroutines", type=int, default=100)
    parser.add_argument("--keep", action="store_true",
                        help="keep programs that stay the same, too")
    given = parser.parse_args()

    seeds = range(given.first, given.first +
                  -(-given.coroutines // COROUTINES_IN_A_PROGRAM))
    os.makedirs(given.work, exist_ok=True)
    rest = ([os.path.join(PROGRAMS, "rt.cpp"),
             os.path.join(PROGRAMS, "kinds.cpp")], given.work)
    builds = [sanitized(given.clang, *rest), optimized(given.clang, *rest)]
    if given.gcc:
        builds.append(by_gcc(given.gcc, *rest))
    total = dirty = 0
    wrong = []
    with concurrent.futures.ThreadPoolExecutor(given.jobs) as pool:
        for count, texts in pool.map(lambda seed: try_seed(seed, builds, given),
                                    seeds):
            if count is None:
                dirty += 1
                print("skipped:", *texts, flush=True)
                continue
            total += count
            wrong += texts
            for text in texts:
                print("wrong:", text, flush=True)
    print(f"{len(seeds) * COROUTINES_IN_A_PROGRAM} coroutines, {total} edits, "
          f"{len(wrong)} wrong, {dirty} programs skipped")
    return 1 if wrong or dirty or total < given.least_edits else 0


if __name__ == "__main__":
    sys.exit(main())
