package dev.stile.git.helper;

import dev.stile.api.error.StileException;
import dev.stile.core.error.Code;
import dev.stile.core.error.ConnectorCodes;
import dev.stile.core.error.Failure;
import dev.stile.core.terminal.OutputFilter;
import dev.stile.git.clone.PushingRepository;
import dev.stile.git.clone.TypedRemote;
import dev.stile.git.process.ObjectId;
import dev.stile.git.remote.MirrorPort;
import dev.stile.git.remote.PushOptions;
import dev.stile.git.remote.PushOutcome;
import dev.stile.git.remote.PushRequest;
import dev.stile.git.remote.Reporter;
import dev.stile.git.remote.StopSignal;
import dev.stile.git.repository.MirrorRepository;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers {@code list for-push} and batches of {@code push}. Not for several threads. */
final class PushService {
    private static final String MAIN = MirrorRepository.MAIN;

    /** Words that git's {@code transport-helper.c} knows and turns into its own advice. */
    private static final String NON_FAST_FORWARD = "non-fast forward";

    private static final String FETCH_FIRST = "fetch first";
    private static final String STALE = "stale info";

    private final Supplier<PushingRepository> opener;
    private final TypedRemote remote;
    private final OpenMirror mirror;
    private final HelperOptions options;
    private final Reporter reporter;
    private final StopSignal stop;
    private final StopSignal.Hold hold;
    private final OutputFilter secrets;
    private Optional<Listed> listed = Optional.empty();

    PushService(
            Supplier<PushingRepository> opener,
            TypedRemote remote,
            OpenMirror mirror,
            HelperOptions options,
            Reporter reporter,
            StopSignal stop,
            StopSignal.Hold hold,
            OutputFilter secrets) {
        this.opener = opener;
        this.remote = remote;
        this.mirror = mirror;
        this.options = options;
        this.reporter = reporter;
        this.stop = stop;
        this.hold = hold;
        this.secrets = secrets;
    }

    /** What was found out for {@code list}: enough to answer a push, or why there can be none. */
    private sealed interface Listed {
        record Ready(MirrorPort port, PushingRepository repository, Optional<ObjectId> answered)
                implements Listed {}

        record Failed(StileException why) implements Listed {}
    }

    /**
     * The lines that answer {@code list for-push}. An error is told with the push: this answer has
     * no place for one, so the branch is said to be of unknown value, which git takes as it is.
     */
    List<String> list() {
        return switch (listed()) {
            case Listed.Ready ready -> ready.answered().map(PushService::branch).stream().toList();
            case Listed.Failed failed -> List.of("? " + MAIN);
        };
    }

    /**
     * The branch alone, as a server answers: a push of a mirror asks to delete each other ref that
     * is named here and that it does not have, HEAD among them.
     */
    static String branch(ObjectId main) {
        return main + " " + MAIN;
    }

    private Listed listed() {
        if (listed.isEmpty()) {
            Listed found;
            try {
                MirrorPort port = mirror.get();
                mirror.notes().command("push");
                PushingRepository repository = opener.get();
                mirror.notes().git("git/" + repository.gitVersion());
                found = new Listed.Ready(port, repository, answered(port, repository));
            } catch (RuntimeException error) {
                StileException why = Told.registered(error);
                reporter.print(Told.full(why, remote.words(Optional.empty())));
                found = new Listed.Failed(why);
            }
            listed = Optional.of(found);
        }
        return listed.get();
    }

    /**
     * Not the mirror's newest commit, but the newest that the pushing repository has seen: a change
     * to somebody else's record must not refuse a push, nor make a partial clone fetch.
     */
    private Optional<ObjectId> answered(MirrorPort port, PushingRepository repository) {
        MirrorRepository served = port.repository();
        Optional<ObjectId> seen =
                repository
                        .tracking()
                        .filter(served::isPublished)
                        .or(() -> repository.newestPublished(served));
        if (seen.isPresent()) {
            return seen;
        }
        reporter.print(Told.full(noCommonBase(repository), remote.words(Optional.empty())));
        return served.tip();
    }

    private static Failure noCommonBase(PushingRepository repository) {
        Failure.Builder failure = Failure.of(Code.NO_COMMON_BASE);
        repository.tracking().ifPresent(base -> failure.argument("base", base.toString()));
        return failure.build();
    }

    /** Carries out a batch and returns one line for each of its refs, in their order. */
    List<String> push(List<PushCommand> batch) {
        Map<PushCommand, String> refused = new LinkedHashMap<>();
        batch.forEach(
                command -> refusal(command).ifPresent(status -> refused.put(command, status)));
        tellRefused(List.copyOf(refused.keySet()));
        List<String> lines = new ArrayList<>();
        boolean pushed = false;
        for (PushCommand command : batch) {
            Optional<String> status = Optional.ofNullable(refused.get(command));
            if (status.isEmpty() && options.atomic() && !refused.isEmpty()) {
                status =
                        Optional.of(
                                Told.line(
                                        "atomic push: another ref was refused",
                                        Code.REF_NOT_CONNECTED));
            }
            if (status.isEmpty() && pushed) {
                status = Optional.of(Told.line("given twice", Code.REF_NOT_CONNECTED));
            }
            if (status.isEmpty()) {
                pushed = true;
                status = pushMain(command);
            }
            lines.add(
                    status.map(why -> "error " + command.ref() + " " + bytes(why))
                            .orElse("ok " + command.ref()));
        }
        options.endBatch();
        return lines;
    }

    private static Optional<String> refusal(PushCommand command) {
        if (!command.ref().equals(MAIN)) {
            return Optional.of(Told.line("only main is connected", Code.REF_NOT_CONNECTED));
        }
        if (command.source().isEmpty()) {
            return Optional.of(Told.line("main cannot be deleted", Code.MAIN_NOT_DELETABLE));
        }
        return Optional.empty();
    }

    private void tellRefused(List<PushCommand> refused) {
        List<String> others =
                refused.stream().map(PushCommand::ref).filter(ref -> !ref.equals(MAIN)).toList();
        Optional<String> only =
                refused.size() == 1 ? refused.getFirst().source() : Optional.empty();
        if (others.size() < refused.size()) {
            print(Failure.of(Code.MAIN_NOT_DELETABLE).build(), only);
        }
        if (!others.isEmpty()) {
            Failure.Builder failure = Failure.of(Code.REF_NOT_CONNECTED);
            others.stream().limit(10).forEach(failure::detail);
            if (others.size() > 10) {
                failure.detail("and " + (others.size() - 10) + " more");
            }
            print(failure.build(), only);
        }
    }

    /**
     * Tells an error, and commands that push the same as this push with the options of this one.
     *
     * @param source what was pushed, as git gave it; what is checked out if empty
     */
    private void print(StileException error, Optional<String> source) {
        reporter.print(
                Told.full(
                        error,
                        remote.words(source.map(PushService::text)).with(options.pushOptions())));
    }

    /** Empty if the push was accepted, else the status that git is to show. */
    private Optional<String> pushMain(PushCommand command) {
        return switch (listed()) {
            case Listed.Failed failed -> Optional.of(Told.line(failed.why(), secrets));
            case Listed.Ready ready -> {
                // What was sent has to be recorded, even if git is no longer there to be told.
                hold.begin();
                try {
                    yield push(command, ready);
                } catch (RuntimeException error) {
                    yield Optional.of(told(Told.registered(error), command));
                }
            }
        };
    }

    private Optional<String> push(PushCommand command, Listed.Ready ready) {
        PushOptions typed = PushOptions.parse(options.pushOptions());
        PushingRepository repository = ready.repository();
        Optional<ObjectId> named =
                command.source().map(PushService::text).flatMap(repository::commit);
        if (named.isEmpty()) {
            return Optional.of(Told.line("main takes a commit", Code.REF_NOT_CONNECTED));
        }
        if (!leaseHolds(ready.answered())) {
            return Optional.of(STALE);
        }
        ObjectId tip = named.get();
        // git writes no plus for a push with a lease: the lease is what lifts the rule.
        boolean force = command.force() || options.force() || options.lease(MAIN).isPresent();
        boolean forward =
                ready.answered().map(from -> repository.descends(tip, from)).orElse(false);
        if (!forward && !force && ready.answered().isPresent()) {
            return Optional.of(NON_FAST_FORWARD);
        }
        Optional<ObjectId> known =
                forward
                        ? ready.answered()
                        : repository.newestPublished(ready.port().repository(), tip);
        if (known.isEmpty()) {
            throw noCommonBase(repository);
        }
        PushOutcome outcome =
                ready.port()
                        .push(
                                new PushRequest(
                                        repository,
                                        tip,
                                        List.of(known.get()),
                                        ready.answered(),
                                        force,
                                        options.dryRun(),
                                        typed,
                                        stop));
        return switch (outcome) {
            case PushOutcome.Accepted accepted -> Optional.empty();
            case PushOutcome.Refused refused -> Optional.of(told(refused.why(), command));
        };
    }

    /** Lines hold one character a byte; names and messages are text. */
    private static String text(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private boolean leaseHolds(Optional<ObjectId> answered) {
        return options.lease(MAIN)
                .map(
                        expected ->
                                answered.map(ObjectId::toString)
                                        .orElseGet(() -> "0".repeat(40))
                                        .equals(expected))
                .orElse(true);
    }

    private String told(StileException why, PushCommand command) {
        print(why, command.source());
        return ConnectorCodes.of(why) == Code.VERSION_MISMATCH
                ? FETCH_FIRST
                : Told.line(why, secrets);
    }
}
