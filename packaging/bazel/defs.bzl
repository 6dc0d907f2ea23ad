"""orm-lint for Bazel. docs/bazel.md is the manual.

Reading a translation unit is an action of its own, so that units are read in
parallel, in sandboxes or on other machines, and not again while nothing that
they include has changed. Its result names files from the workspace's root on:
it is the same in every clone, and a cache can be shared.
"""

load("@bazel_tools//tools/build_defs/cc:action_names.bzl", "CPP_COMPILE_ACTION_NAME")
load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

OrmFactsInfo = provider(
    doc = "What orm-lint knows of a target and of those it depends on.",
    fields = {
        "facts": "depset of files of facts, one for each unit",
        "sources": "depset of the files that they are about",
    },
)

def _profiles(files):
    """The option that names the user's profiles, which are inputs of every action."""
    return ["--option", "OrmProfiles=" + ";".join([file.path for file in files])] if files else []

_EXTENSIONS = ["cc", "cpp", "cxx", "c++", "C"]

def _flags(ctx, context):
    toolchain = find_cpp_toolchain(ctx)
    features = cc_common.configure_features(
        ctx = ctx,
        cc_toolchain = toolchain,
        requested_features = ctx.features,
        unsupported_features = ctx.disabled_features,
    )
    copts = [
        ctx.expand_make_variables("copts", each, {})
        for each in getattr(ctx.rule.attr, "copts", [])
    ]
    return cc_common.get_memory_inefficient_command_line(
        feature_configuration = features,
        action_name = CPP_COMPILE_ACTION_NAME,
        variables = cc_common.create_compile_variables(
            feature_configuration = features,
            cc_toolchain = toolchain,
            user_compile_flags = copts + ctx.fragments.cpp.copts + ctx.fragments.cpp.cxxopts,
            include_directories = context.includes,
            quote_include_directories = context.quote_includes,
            system_include_directories = context.system_includes,
            preprocessor_defines = depset(
                getattr(ctx.rule.attr, "local_defines", []),
                transitive = [context.defines],
            ),
        ),
    )

def _facts_aspect_impl(target, ctx):
    facts = []
    headers = depset()
    if CcInfo in target:
        context = target[CcInfo].compilation_context
        headers = context.headers
        sources = [
            file
            for source in getattr(ctx.rule.attr, "srcs", [])
            for file in source.files.to_list()
        ]
        units = [each for each in sources if each.extension in _EXTENSIONS]
        flags = _flags(ctx, context) if units else []
        for unit in units:
            out = ctx.actions.declare_file("_orm/{}/{}.facts".format(target.label.name, unit.short_path.replace("../", "")))
            arguments = ctx.actions.args()
            arguments.add_all(["extract", unit, "-o", out] + _profiles(ctx.files._orm_profiles) + ["--"])
            arguments.add_all(flags)
            ctx.actions.run(
                executable = ctx.executable._orm_lint,
                arguments = [arguments],
                inputs = depset(
                    sources + ctx.files._orm_profiles,
                    transitive = [headers, find_cpp_toolchain(ctx).all_files],
                ),
                outputs = [out],
                mnemonic = "OrmFacts",
                progress_message = "Reading %s for orm-lint" % unit.short_path,
            )
            facts.append(out)
        headers = depset(sources, transitive = [headers])
    below = [
        each[OrmFactsInfo]
        for attribute in ["deps", "implementation_deps", "srcs", "data"]
        for each in getattr(ctx.rule.attr, attribute, None) or []
        if type(each) == "Target" and OrmFactsInfo in each
    ]
    return [OrmFactsInfo(
        facts = depset(facts, transitive = [each.facts for each in below]),
        sources = depset(transitive = [headers] + [each.sources for each in below]),
    )]

_ORM_LINT = {
    "_orm_lint": attr.label(
        default = "@orm_lint_tools//:orm-lint",
        executable = True,
        allow_single_file = True,
        cfg = "exec",
    ),
    "_orm_profiles": attr.label(default = "@orm_lint_tools//:profiles"),
}

orm_facts_aspect = aspect(
    doc = "Reads the units of C++ targets, and of those that they depend on.",
    implementation = _facts_aspect_impl,
    attr_aspects = ["deps", "implementation_deps"],
    attrs = dict(
        _ORM_LINT,
        _cc_toolchain = attr.label(default = "@bazel_tools//tools/cpp:current_cc_toolchain"),
    ),
    fragments = ["cpp"],
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
)

def _lint_test_impl(ctx):
    facts = depset(transitive = [each[OrmFactsInfo].facts for each in ctx.attr.targets])
    sources = depset(transitive = [each[OrmFactsInfo].sources for each in ctx.attr.targets])
    report = ctx.actions.declare_file(ctx.label.name + ".txt")
    status = ctx.actions.declare_file(ctx.label.name + ".status")
    sarif = ctx.actions.declare_file(ctx.label.name + ".sarif")
    inputs = [facts, sources, depset(ctx.files._orm_profiles)]
    arguments = ctx.actions.args()
    arguments.add_all([report, status, ctx.executable._orm_lint, "link"])
    arguments.add_all(facts)
    arguments.add("--checks", ctx.attr.checks)
    arguments.add("--report", sarif, format = "sarif=%s")
    arguments.add_all(_profiles(ctx.files._orm_profiles))
    arguments.add_all(ctx.attr.options, before_each = "--option")
    if ctx.file.baseline:
        arguments.add("--baseline", ctx.file.baseline)
        inputs.append(depset([ctx.file.baseline]))

    # Findings fail the test, and not the build; what is neither does.
    ctx.actions.run_shell(
        command = """report=$1 status=$2; shift 2
"$@" >"$report" 2>&1 && code=0 || code=$?
echo "$code" >"$status"
[ "$code" -le 1 ] || { cat "$report" >&2; exit "$code"; }""",
        arguments = [arguments],
        inputs = depset(transitive = inputs),
        tools = [ctx.executable._orm_lint],
        outputs = [report, status, sarif],
        mnemonic = "OrmLink",
        progress_message = "Checking %s with orm-lint" % ctx.label,
    )
    test = ctx.actions.declare_file(ctx.label.name)
    ctx.actions.write(
        test,
        "#!/bin/sh\ncat '{}'\nexit \"$(cat '{}')\"\n".format(report.short_path, status.short_path),
        is_executable = True,
    )
    return [DefaultInfo(
        executable = test,
        files = depset([report, sarif]),
        runfiles = ctx.runfiles([report, status]),
    )]

orm_lint_test = rule(
    doc = "Fails where orm-lint finds something in the program of `targets`.",
    implementation = _lint_test_impl,
    attrs = dict(
        _ORM_LINT,
        targets = attr.label_list(
            doc = "C++ targets, checked with all that they depend on as one program.",
            aspects = [orm_facts_aspect],
            providers = [CcInfo],
            mandatory = True,
        ),
        baseline = attr.label(
            doc = "Findings that are accepted.",
            allow_single_file = True,
        ),
        checks = attr.string(
            doc = "Globs of the checks that count.",
            default = "orm-*",
        ),
        options = attr.string_list(doc = "Of the checks, NAME=VALUE."),
    ),
    test = True,
)

def _tools_impl(repository):
    repository.symlink(repository.attr.path, "orm-lint")
    repository.file("BUILD.bazel", """exports_files(["orm-lint"])
filegroup(
    name = "profiles",
    srcs = {},
    visibility = ["//visibility:public"],
)
""".format(repository.attr.profiles))

orm_lint_tools = repository_rule(
    doc = "An orm-lint that is installed. The program itself is an input of each action, and so are the profiles.",
    implementation = _tools_impl,
    attrs = {
        "path": attr.string(default = "/usr/bin/orm-lint"),
        "profiles": attr.string_list(doc = "Labels of your own profiles, such as @//lint:acme.yaml."),
    },
)
