package dev.stile.cli.policies;

import picocli.CommandLine.Command;

/** The group of commands about the policy. */
@Command(
        name = "policy",
        description = "See, ask and change who may do what.",
        subcommands = {
            PolicyShowCommand.class,
            PolicyExplainCommand.class,
            PolicyGrantCommand.class,
            PolicyRevokeCommand.class,
        },
        footer = {
            "",
            "Examples:",
            "  stile policy show",
            "  stile policy explain work comment --subject rule:urgent",
        })
public final class PolicyCommand {}
