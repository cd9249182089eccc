package dev.stile.git.helper;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.RemoteWords;
import dev.stile.core.terminal.OutputFilter;
import dev.stile.git.address.Address;
import dev.stile.git.clone.PushingRepository;
import dev.stile.git.clone.TypedRemote;
import dev.stile.git.process.ObjectId;
import dev.stile.git.remote.MirrorOpener;
import dev.stile.git.remote.MirrorPort;
import dev.stile.git.remote.Reporter;
import dev.stile.git.remote.StopSignal;
import dev.stile.git.repository.MirrorRepository;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One session of the remote helper: {@code gitremote-helpers(7)}. Reading is {@code connect} to
 * git's own upload-pack, writing is {@code push}; there is no import and no export. One thread
 * calls {@link #run}, once.
 */
public final class RemoteHelper {
    static final int DONE = 0;
    static final int FAILED = 1;

    private static final int MOST_REFS = 100_000;
    private static final List<String> CAPABILITIES = List.of("connect", "push", "option");
    private static final String HEAD = "@" + MirrorRepository.MAIN + " HEAD";
    private static final String UPLOAD_PACK = "connect git-upload-pack";
    private static final String CONNECT = "connect ";
    private static final String OPTION = "option ";
    private static final String PUSH = "push ";

    private final InputStream input;
    private final OutputStream output;
    private final PrintStream people;
    private final MirrorOpener opener;
    private final Map<String, String> environment;
    private final StopSignal stop;
    private final OutputFilter secrets;

    /**
     * @param input stdin of the helper
     * @param output stdout of the helper
     * @param people stderr of the helper
     * @param opener finds the mirror of the address
     * @param environment what git gave to the helper
     * @param stop tells a push to finish as partial
     * @param secrets takes them out of what git is told to show
     */
    public RemoteHelper(
            InputStream input,
            OutputStream output,
            PrintStream people,
            MirrorOpener opener,
            Map<String, String> environment,
            StopSignal stop,
            OutputFilter secrets) {
        this.input = new BufferedInputStream(input);
        this.output = output;
        this.people = people;
        this.opener = opener;
        this.environment = environment;
        this.stop = stop;
        this.secrets = secrets;
    }

    /**
     * Speaks with git until it ends the session.
     *
     * @param arguments the remote's name, or its address where it has none, and the address
     * @return 0 if everything that was asked got its answer, else 1
     */
    public int run(List<String> arguments) {
        HelperOptions options = new HelperOptions();
        if (arguments.size() != 2) {
            return fail(
                    Failure.of(Code.USAGE)
                            .headline("git-remote-stile is started by git, not by hand")
                            .detail("type: git clone stile::<connection>/<project>")
                            .build());
        }
        TypedRemote remote = TypedRemote.here(environment, arguments.getFirst());
        try (StopSignal.Hold hold = stop.hold();
                OpenMirror mirror = new OpenMirror(() -> open(arguments.getLast(), options))) {
            return session(remote, mirror, options, hold);
        } catch (ProtocolBroken broken) {
            return fail(
                    Failure.of(Code.USAGE)
                            .headline("git and its helper do not understand each other")
                            .detail(String.valueOf(broken.getMessage()))
                            .build());
        } catch (IOException gone) {
            // git is no longer there to be told anything.
            return FAILED;
        } catch (RuntimeException error) {
            people.print(Told.full(Told.registered(error), remote.words(Optional.empty())));
            people.flush();
            return FAILED;
        }
    }

    private int fail(Failure failure) {
        people.print(Told.full(failure, RemoteWords.USUAL));
        people.flush();
        return FAILED;
    }

    private MirrorPort open(String address, HelperOptions options) {
        return opener.open(Address.parse(address), reporter(options));
    }

    private Reporter reporter(HelperOptions options) {
        return new Reporter(people, options.progress(), options.verbosity());
    }

    private int session(
            TypedRemote remote, OpenMirror mirror, HelperOptions options, StopSignal.Hold hold)
            throws IOException {
        CommandLines lines = new CommandLines(input);
        PushService pushes =
                new PushService(
                        () -> PushingRepository.open(environment, remote.name()),
                        remote,
                        mirror,
                        options,
                        reporter(options),
                        stop,
                        hold,
                        secrets);
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            String command = line.get();
            if (command.isEmpty()) {
                return DONE;
            } else if (command.equals("capabilities")) {
                answer(CAPABILITIES);
            } else if (command.startsWith(OPTION)) {
                write(options.set(command.substring(OPTION.length())));
            } else if (command.equals(UPLOAD_PACK)) {
                return new UploadPackService(input, output, remote, reporter(options), secrets)
                        .serve(mirror);
            } else if (command.startsWith(CONNECT)) {
                write("fallback");
            } else if (command.equals("list")) {
                answer(listed(options, listForReading(mirror)));
            } else if (command.equals("list for-push")) {
                answer(listed(options, pushes.list()));
            } else if (command.startsWith(PUSH)) {
                answer(pushes.push(batch(command, lines)));
            } else {
                throw new ProtocolBroken("git asked for something that was not offered");
            }
        }
        return DONE;
    }

    private static List<String> listed(HelperOptions options, List<String> refs) {
        List<String> lines = new ArrayList<>(refs);
        if (options.objectFormat()) {
            lines.addFirst(":object-format sha1");
        }
        return lines;
    }

    /** HEAD is named here alone: see {@link PushService#branch}. */
    private static List<String> listForReading(OpenMirror mirror) {
        MirrorPort port = mirror.get();
        port.syncForFetch();
        Optional<ObjectId> tip = port.repository().tip();
        return tip.map(main -> List.of(PushService.branch(main), HEAD)).orElseGet(List::of);
    }

    private static List<PushCommand> batch(String first, CommandLines lines) throws IOException {
        List<PushCommand> batch = new ArrayList<>();
        String line = first;
        while (!line.isEmpty()) {
            if (batch.size() == MOST_REFS) {
                throw new ProtocolBroken("git pushed more than " + MOST_REFS + " refs");
            }
            if (!line.startsWith(PUSH)) {
                throw new ProtocolBroken("git mixed something into a batch of pushes");
            }
            batch.add(
                    PushCommand.parse(line.substring(PUSH.length()))
                            .orElseThrow(() -> new ProtocolBroken("git sent no refspec")));
            line =
                    lines.next()
                            .orElseThrow(
                                    () -> new ProtocolBroken("git stopped in a batch of pushes"));
        }
        return batch;
    }

    /** Lines and the blank line that ends them. */
    private void answer(List<String> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        write(text.toString());
    }

    /** Text is one character a byte, as git's own names came in. */
    private void write(String text) throws IOException {
        output.write((text + "\n").getBytes(StandardCharsets.ISO_8859_1));
        output.flush();
    }
}
