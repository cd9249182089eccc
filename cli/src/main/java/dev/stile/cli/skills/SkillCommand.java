package dev.stile.cli.skills;

import picocli.CommandLine.Command;

/** Operating guides. */
@Command(
        name = "skill",
        description = "Operating guides of connectors: auth, lookup, reading, acting, limits.",
        subcommands = {SkillListCommand.class, SkillShowCommand.class})
public final class SkillCommand {}
