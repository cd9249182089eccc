package dev.stile.cli.pr;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.api.value.Sha;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.GitFailed;
import dev.stile.hosting.proof.GitRepository;
import dev.stile.hosting.proof.Landing;
import dev.stile.hosting.proof.MergeProof;
import dev.stile.hosting.proof.Proof;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Proves what landed. */
@Command(
        name = "verify",
        description = "Prove with git that what landed is the reviewed head, merged into its base.",
        footer = {
            "",
            "First it settles, by one read of the pull request, the writes to it that may have",
            "happened because their answer was lost. Nothing is sent again.",
            "",
            "Typed in a clone, after git fetch: the trees are computed anew, and nothing that the",
            "host says of them is used. No ref is touched.",
            "",
            "Examples:",
            "  stile pr verify acme/web#12",
            "  stile pr verify acme/web#12 --writes",
        })
public final class PrVerifyCommand implements Action {
    @Parameters(paramLabel = "PR", description = "Which one, as owner/repo#N.")
    private String pr = "";

    @Option(
            names = "--expect-head",
            paramLabel = "SHA",
            description = "What was reviewed; else the head that the host names.")
    private Optional<String> expectHead = Optional.empty();

    @Option(
            names = "--remote",
            paramLabel = "NAME",
            defaultValue = "origin",
            description = "The remote of the clone that was fetched; ${DEFAULT-VALUE}.")
    private String remote = "";

    @Option(
            names = "--writes",
            description = "Only settle writes that may have happened; needs no clone.")
    private boolean writes;

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<PrRef> meant = hosts.pr(pr);
        Optional<Sha> reviewed = expectHead.map(typed -> HostDesk.sha("expect_head", typed));
        String named = hosts.namedPr(meant);
        LostWrites lost = LostWrites.settle(desk, meant, named);
        if (writes || lost.elsewhere().isPresent()) {
            return lost.told();
        }
        PRStatus status =
                hosts.ask(meant.connection(), (host, call) -> host.getPRStatus(meant.ref(), call));
        if (status.state() != PRStatus.State.MERGED && !lost.isEmpty()) {
            return lost.told();
        }
        Sha landed =
                status.mergeSha()
                        .filter(sha -> status.state() == PRStatus.State.MERGED)
                        .orElseThrow(
                                () ->
                                        about(Code.LANDING_UNPROVEN, meant.ref(), named)
                                                .detail("it is " + HostJson.word(status.state()))
                                                .build());
        Git git = Git.inFolder(desk.around().folder(), environment(desk));
        Landing landing =
                new Landing(
                        landed,
                        reviewed.orElse(status.headSha()),
                        status.baseSha(),
                        tip(git, "refs/remotes/" + remote + "/" + status.baseBranch()),
                        Optional.empty(),
                        Optional.empty());
        Proof proof =
                new MergeProof(
                                new GitRepository(
                                        repository(git),
                                        desk.around().environment(),
                                        desk.patience()))
                        .of(landing);
        if (isProven(proof)) {
            return told(desk, meant.ref(), named, landing, proof, lost);
        }
        throw about(code(proof), meant.ref(), named)
                .detail("verdict: " + proof.verdict().word() + why(proof))
                .detail(proof.rewound() ? "the base lost what it had" : "landed " + landed)
                .fact("verdict", proof.verdict().word())
                .fact("why", proof.why())
                .fact("rewound", Boolean.toString(proof.rewound()))
                .fact("merge_sha", landed.text())
                .fact("head_sha", landing.expectedHead().text())
                .build();
    }

    private static ExitCode told(
            Desk desk, PrRef pr, String named, Landing landing, Proof proof, LostWrites lost) {
        return desk.done(
                lost.into(
                                Json.object()
                                        .put("pr", pr.toString())
                                        .put("verdict", proof.verdict().word())
                                        .put("merge_sha", landing.landed().text())
                                        .put("head_sha", landing.expectedHead().text())
                                        .put("base_sha", landing.newBase().text()))
                        .build(),
                terminal -> {
                    HostText text = new HostText(terminal);
                    terminal.result(named + " landed as it was reviewed");
                    text.fact("verdict", proof.verdict().word());
                    text.fact("landed", landing.landed().text());
                    text.fact("head", landing.expectedHead().text());
                    lost.facts(text);
                    text.next(ShellWords.command("stile pr status", named));
                });
    }

    private static Failure.Builder about(Code code, PrRef pr, String named) {
        return Failure.of(code).argument("pr", named).fact("pr", pr.toString());
    }

    private static String why(Proof proof) {
        return proof.why().isEmpty() ? "" : ", " + proof.why();
    }

    static boolean isProven(Proof proof) {
        return switch (proof.verdict()) {
            case TESTED, MERGED_AS_REVIEWED -> !proof.rewound();
            case MISMATCH, UNPROVEN -> false;
        };
    }

    /** How a proof that is none ends the command: an alarm is more than not to know. */
    static Code code(Proof proof) {
        return proof.isAlarm() ? Code.LANDED_OTHERWISE : Code.LANDING_UNPROVEN;
    }

    private static GitEnvironment environment(Desk desk) {
        return GitEnvironment.forUserRepository(desk.around().environment());
    }

    private Sha tip(Git git, String ref) {
        try {
            return new Sha(git.text("rev-parse", "--verify", "--quiet", ref + "^{commit}"));
        } catch (GitFailed none) {
            throw new Invalid(
                    "remote",
                    "this folder is no clone with " + ref + ": type it in one, after git fetch",
                    List.of());
        }
    }

    private static Path repository(Git git) {
        return Path.of(git.text("rev-parse", "--path-format=absolute", "--git-common-dir"));
    }
}
