package dev.stile.cli.pr;

import picocli.CommandLine.Command;

/** Pull requests. */
@Command(
        name = "pr",
        description = "Work with pull requests of code hosts.",
        footer = {
            "",
            "A pull request is named connection/owner/repo#N, owner/repo#N, by its address, or as #N",
            "inside a clone whose remote leads to a connected host.",
            "",
            "Examples:",
            "  stile pr status acme/web#12",
            "  stile pr status https://code.example/acme/web/pull/12 --json",
            "  stile pr comments '#12' --open",
        },
        subcommands = {
            PrCreateCommand.class,
            PrUpdateCommand.class,
            PrMergeCommand.class,
            PrCloseCommand.class,
            PrDismissCommand.class,
            PrListCommand.class,
            PrStatusCommand.class,
            PrChecksCommand.class,
            PrReviewsCommand.class,
            PrCommentsCommand.class,
            PrEventsCommand.class,
            PrCommentCommand.class,
            PrResolveCommand.class,
            PrRequestReviewCommand.class,
            PrUpdateBranchCommand.class,
            PrVerifyCommand.class,
            PrProtectionCommand.class,
            PrDefaultBranchCommand.class,
            PrRemoteCommand.class,
            PrWatchCommand.class,
            PrUnwatchCommand.class,
            PrWatchesCommand.class,
            PrDecideCommand.class,
            PrRetryCommand.class,
        })
public final class PrCommand {}
