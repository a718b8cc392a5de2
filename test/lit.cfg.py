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
config.environment["XDG_CACHE_HOME"] = os.path.join(config.test_exec_root,
                                                    "cache")
config.environment["HOME"] = os.environ.get("HOME", "/")
config.environment["PATH"] = os.pathsep.join(
    [config.llvm_tools, os.environ["PATH"]])
# A user's own choice must not decide what is tested.
config.environment.pop("COROSCOPE_CLANG_TIDY", None)

compare = os.path.join(config.source, "scripts", "compare_with_clang")
validate = os.path.join(config.source, "test", "validate.py")
# Debian keeps Qt's headers below the name of the architecture.
qt_flags = ["-fPIC", "-I/usr/include/qcoro6"]
for qt in glob.glob("/usr/include/*/qt6"):
    qt_flags += [f"-I{os.path.join(qt, module)}"
                 for module in ("", "QtCore", "QtNetwork")]
tidy = os.path.join(config.llvm_tools, "clang-tidy")
config.substitutions += [
    ("%clang_tidy", tidy),
    ("%tidy", f"{tidy} -load={config.plugins}/coroscope-tidy.so"),
    ("%analyze", f"{config.clang} --analyze --analyzer-no-default-checks "
                 f"-Xclang -load -Xclang {config.plugins}/coroscope-analyzer.so"),
    ("%hosts", f"{config.python} {config.source}/test/compare_hosts.py "
               f"{config.coroscope} {config.plugins} {tidy} {config.clang}"),
    ("%llvm", config.llvm_tools),
    ("%web", os.path.join(config.source, "driver", "page", "web")),
    ("%npm", os.path.join(config.source, "build", "npm", "node_modules")),
    ("%{path}", config.environment["PATH"]),
    ("%plugins", config.plugins),
    ("%build", config.build),
    ("%cmake", config.cmake),
    ("%bin", os.path.dirname(config.coroscope)),
    ("%qt", " ".join(qt_flags)),
    ("%coroscope", config.coroscope),
    # Frames alone: findings would change the exit code.
    ("%quiet", f"{config.coroscope} audit --rule all=off"),
    ("%compare", f"{config.python} {compare} --coroscope {config.coroscope} "
                 f"--clang {config.clang}"),
    ("%inspected", f"{config.python} {os.path.join(config.source, 'scripts', 'compare_binary')} "
                f"--coroscope {config.coroscope}"),
    ("%validate", f"{config.python} {validate}"),
    ("%source", config.source),
    ("%probes", os.path.join(config.source, "test", "Inputs", "probes")),
    ("%inputs", os.path.join(config.source, "test", "Inputs")),
    ("%clang", config.clang),
    ("%python", config.python),
]
