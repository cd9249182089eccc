package dev.stile.cli.rules;

import picocli.CommandLine.Command;

/** The group of commands about rules. */
@Command(
        name = "rule",
        description = "Add, try, explain and stop rules.",
        subcommands = {
            RuleAddCommand.class,
            RuleApplyCommand.class,
            RuleListCommand.class,
            RuleShowCommand.class,
            RuleTestCommand.class,
            RuleExplainCommand.class,
            RulePauseCommand.class,
            RuleResumeCommand.class,
            RuleDeleteCommand.class,
        },
        footer = {
            "",
            "Examples:",
            "  stile rule add urgent.yaml",
            "  stile rule explain urgent work/E-17",
        })
public final class RuleCommand {}
