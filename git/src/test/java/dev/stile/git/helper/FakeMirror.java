package dev.stile.git.helper;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.address.Address;
import dev.stile.git.clone.Quarantine;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.process.ObjectId;
import dev.stile.git.remote.MirrorPort;
import dev.stile.git.remote.PushOutcome;
import dev.stile.git.remote.PushRequest;
import dev.stile.git.remote.Reporter;
import dev.stile.git.remote.SessionFacts;
import dev.stile.git.repository.CommitDraft;
import dev.stile.git.repository.MirrorRepository;
import dev.stile.git.repository.NewObjects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A mirror without a tracker: a plain repository in {@code mirror.git}, a {@code log} of what was
 * asked of it, and files that make it misbehave: {@code sync-fails}, {@code kill-at-sync}, {@code
 * stale}.
 */
final class FakeMirror implements MirrorPort {
    private final Path folder;
    private final MirrorRepository repository;

    private FakeMirror(Path folder) {
        this.folder = folder;
        this.repository =
                MirrorRepository.at(
                        folder.resolve("mirror.git"), GitEnvironment.forMirror(System.getenv()));
    }

    static MirrorPort open(Path folder, Address address, Reporter reporter) {
        if (!address.connection().equals("work")) {
            throw Failure.of(Code.UNKNOWN_CONNECTION)
                    .headline("there is no connection " + address.connection())
                    .build();
        }
        FakeMirror mirror = new FakeMirror(folder);
        mirror.log("open " + address + (reporter.showsProgress() ? " progress" : ""));
        return mirror;
    }

    @Override
    public MirrorRepository repository() {
        return repository;
    }

    @Override
    public void syncForFetch() {
        log("sync");
        if (Files.exists(folder.resolve("kill-at-sync"))) {
            Runtime.getRuntime().halt(137);
        }
        if (Files.exists(folder.resolve("sync-fails"))) {
            throw Failure.of(Code.UNAVAILABLE).headline("the server does not answer").build();
        }
    }

    @Override
    public PushOutcome push(PushRequest request) {
        log(
                String.join(
                        " ",
                        "push",
                        request.tip().toString(),
                        "onto",
                        request.answered().map(Object::toString).orElse("nothing"),
                        request.force() ? "force" : "",
                        request.dryRun() ? "dry-run" : "",
                        request.options().note().orElse("")));
        try (Quarantine incoming =
                request.repository().transfer(request.tip(), request.known(), repository)) {
            int bases = incoming.read(mirror -> mirror.mergeBases(request.tip()).size());
            log("bases " + bases);
            if (Files.exists(folder.resolve("wait-for-stop"))) {
                Files.createFile(folder.resolve("waiting"));
                log(request.stop().await(Duration.ofSeconds(30)) ? "stopped" : "not stopped");
            }
            if (Files.exists(folder.resolve("stale"))) {
                return new PushOutcome.Refused(Failure.of(Code.VERSION_MISMATCH).build());
            }
            if (!request.dryRun()) {
                incoming.migrate();
                publish(request);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return new PushOutcome.Accepted();
    }

    private void publish(PushRequest request) {
        String tree = repository.git().text("rev-parse", request.tip() + "^{tree}");
        Optional<ObjectId> tip = repository.tip();
        NewObjects objects = repository.newObjects();
        ObjectId commit =
                objects.commit(
                        new CommitDraft(
                                ObjectId.parse(tree),
                                List.of(tip.orElseThrow(), request.tip()),
                                Instant.parse("2026-11-21T00:00:00Z"),
                                "published\n"));
        objects.write();
        repository.moveMain(tip, commit);
    }

    @Override
    public void ended(SessionFacts facts) {
        // Stories of the helper look at what it asks for.
    }

    @Override
    public void close() {
        log("close");
    }

    private void log(String line) {
        try {
            Files.writeString(
                    folder.resolve("log"),
                    line.strip() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
