"""Configuration of the lit tests."""

import glob
import os

import lit.formats

config.name = "coroscope"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp", ".test"]
config.excludes = ["Inputs", "examples", "unit"]
config.test_source_root = os.path.join(config.source, "test")

config.environment["NO_COLOR"] = "1"
config.environment["HOME"] = os.environ.get("HOME", "/")
config.environment["PATH"] = os.pathsep.join(
    [config.llvm_tools, os.environ["PATH"]])

compare = os.path.join(config.source, "scripts", "compare_with_clang")
validate = os.path.join(config.source, "test", "validate.py")
# Debian keeps Qt's headers below the name of the architecture.
qt_flags = ["-fPIC", "-I/usr/include/qcoro6"]
for qt in glob.glob("/usr/include/*/qt6"):
    qt_flags += [f"-I{os.path.join(qt, module)}"
                 for module in ("", "QtCore", "QtNetwork")]
config.substitutions += [
    ("%qt", " ".join(qt_flags)),
    ("%coroscope", config.coroscope),
    # Frames alone: findings would change the exit code.
    ("%quiet", f"{config.coroscope} audit --rule all=off"),
    ("%compare", f"{config.python} {compare} --coroscope {config.coroscope} "
                 f"--clang {config.clang}"),
    ("%validate", f"{config.python} {validate}"),
    ("%source", config.source),
    ("%probes", os.path.join(config.source, "test", "Inputs", "probes")),
    ("%inputs", os.path.join(config.source, "test", "Inputs")),
    ("%clang", config.clang),
    ("%python", config.python),
]
