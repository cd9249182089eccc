package dev.stile.cli.audit;

import picocli.CommandLine.Command;

/** The group of commands about the audit log. */
@Command(
        name = "audit",
        description = "See, prove and export what crossed.",
        subcommands = {
            AuditListCommand.class,
            AuditWhyCommand.class,
            AuditVerifyCommand.class,
            AuditExportCommand.class,
        },
        footer = {"", "Examples:", "  stile audit list", "  stile audit verify"})
public final class AuditCommand {}
