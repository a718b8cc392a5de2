"""The program as a repository."""

def _coroscope_program_impl(repository):
    path = repository.attr.path or repository.which("coroscope")
    if not path:
        fail("no program 'coroscope' on the PATH; install it, or set 'path'")
    repository.symlink(path, "coroscope")
    repository.file("BUILD", """\
exports_files(["coroscope"], visibility = ["//visibility:public"])
""")

coroscope_program = repository_rule(
    implementation = _coroscope_program_impl,
    attrs = {
        "path": attr.string(
            doc = "Where the program is; by default it is looked for on the PATH.",
        ),
    },
    environ = ["PATH"],
    local = True,
    doc = "The installed program, so that its content is part of what decides" +
          " whether an action has to run again.",
)
