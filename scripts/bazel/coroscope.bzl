"""Audits the coroutines of C++ targets.

One source is one action, whose inputs are declared and whose output is one
part of a report; so caches and remote execution are the engine's.
"""

load("@bazel_tools//tools/build_defs/cc:action_names.bzl", "CPP_COMPILE_ACTION_NAME")
load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

CoroscopePartsInfo = provider(
    doc = "What the sources of a target and of its dependencies have given.",
    fields = {"parts": "A depset of parts of a report, as JSON."},
)

_SOURCES = ("cc", "cpp", "cxx", "c++", "C", "cppm", "ixx")

_Level = provider(fields = {"value": "A value of the option --opt."})

def _optimization_level_impl(context):
    return _Level(value = context.build_setting_value)

optimization_level = rule(
    implementation = _optimization_level_impl,
    build_setting = config.string(flag = True),
)

def _compiler_flags(context, toolchain):
    features = cc_common.configure_features(
        ctx = context,
        cc_toolchain = toolchain,
        requested_features = context.features,
        unsupported_features = context.disabled_features,
    )
    compilation = context.rule.attr
    variables = cc_common.create_compile_variables(
        cc_toolchain = toolchain,
        feature_configuration = features,
        user_compile_flags = context.fragments.cpp.copts +
                             context.fragments.cpp.cxxopts +
                             [
                                 context.expand_make_variables("copts", flag, {})
                                 for flag in getattr(compilation, "copts", [])
                             ],
    )
    return cc_common.get_memory_inefficient_command_line(
        feature_configuration = features,
        action_name = CPP_COMPILE_ACTION_NAME,
        variables = variables,
    )

def _audit(context, target, source, toolchain):
    compilation = target[CcInfo].compilation_context
    part = context.actions.declare_file(
        "{}.coroscope/{}.json".format(context.rule.attr.name, source.short_path.replace("/", "_")),
    )
    arguments = context.actions.args()
    arguments.add_all(["audit", "--partial", "--no-cache", "--no-measure"])
    arguments.add_all(["--exit-zero", "--project-root", ".", "--opt", context.attr._opt[_Level].value])
    arguments.add_all(["-j", "1", "--format", "json", "-o"])
    arguments.add(part)
    arguments.add(source)
    arguments.add("--")
    arguments.add_all(_compiler_flags(context, toolchain))
    arguments.add_all(compilation.defines, before_each = "-D")
    arguments.add_all(getattr(compilation, "local_defines", depset()), before_each = "-D")
    arguments.add_all(compilation.includes, before_each = "-I")
    arguments.add_all(compilation.quote_includes, before_each = "-iquote")
    arguments.add_all(compilation.system_includes, before_each = "-isystem")
    context.actions.run(
        executable = context.file._program,
        arguments = [arguments],
        inputs = depset(
            [source] + context.files._configuration,
            transitive = [compilation.headers, toolchain.all_files],
        ),
        outputs = [part],
        mnemonic = "CoroscopeAudit",
        progress_message = "Auditing the coroutines of " + source.short_path,
        # Compilers of the system are found there.
        use_default_shell_env = True,
    )
    return part

def _coroscope_aspect_impl(target, context):
    below = [
        dependency[CoroscopePartsInfo].parts
        for dependency in getattr(context.rule.attr, "deps", [])
        if CoroscopePartsInfo in dependency
    ]
    own = []

    # What other repositories have is not this project's to change.
    if CcInfo in target and not context.label.workspace_name:
        toolchain = find_cpp_toolchain(context)
        own = [
            _audit(context, target, source, toolchain)
            for attribute in getattr(context.rule.attr, "srcs", [])
            for source in attribute.files.to_list()
            if source.extension in _SOURCES
        ]
    return [CoroscopePartsInfo(parts = depset(own, transitive = below))]

coroscope_aspect = aspect(
    implementation = _coroscope_aspect_impl,
    attr_aspects = ["deps"],
    attrs = {
        "_cc_toolchain": attr.label(default = "@bazel_tools//tools/cpp:current_cc_toolchain"),
        "_configuration": attr.label(default = ":configuration"),
        "_opt": attr.label(default = ":opt"),
        "_program": attr.label(default = ":program", allow_single_file = True),
    },
    fragments = ["cpp"],
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
    doc = "Adds an action for each C++ source of a target and its dependencies.",
)

def _coroscope_audit_impl(context):
    parts = depset(transitive = [
        target[CoroscopePartsInfo].parts
        for target in context.attr.targets
    ])
    report = context.actions.declare_file(context.attr.name + ".json")
    text = context.actions.declare_file(context.attr.name + ".txt")
    arguments = context.actions.args()
    arguments.add_all(["merge", "--exit-zero"])
    arguments.add_all(["--format", "json", "-o", report, "--format", "text", "-o", text])
    arguments.add_all(parts)
    context.actions.run(
        executable = context.file._program,
        arguments = [arguments],
        inputs = parts,
        outputs = [report, text],
        mnemonic = "CoroscopeMerge",
        progress_message = "Merging the report %s" % context.label,
    )
    return [DefaultInfo(files = depset([report, text]))]

coroscope_audit = rule(
    implementation = _coroscope_audit_impl,
    attrs = {
        "targets": attr.label_list(
            mandatory = True,
            aspects = [coroscope_aspect],
            doc = "C++ targets; what they depend on in this workspace is audited too.",
        ),
        "_program": attr.label(default = ":program", allow_single_file = True),
    },
    doc = "The report on targets, as NAME.json and NAME.txt.",
)
