package dev.stile.git.helper;

import dev.stile.api.error.StileException;
import dev.stile.core.terminal.OutputFilter;
import dev.stile.git.clone.TypedRemote;
import dev.stile.git.process.ChildWatch;
import dev.stile.git.process.Git;
import dev.stile.git.remote.MirrorPort;
import dev.stile.git.remote.Reporter;
import dev.stile.git.repository.MirrorRepository;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Serves a mirror with git's own upload-pack, in protocol version 2 whatever git is set to: git
 * takes that version over {@code connect}, and only there is a reader who wants refs told apart
 * from one who wants single objects. The first is given what the tracker has now, the second what
 * is held.
 */
final class UploadPackService {
    private static final int BUFFER = 1 << 16;
    private static final int PATIENCE_SECONDS = 60;

    /** Of silence. While upload-pack has nothing to say for long, it says so every few seconds. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

    private static final String LIST_REFS = "command=ls-refs";

    private final InputStream input;
    private final OutputStream output;
    private final TypedRemote remote;
    private final Reporter reporter;
    private final OutputFilter secrets;
    private final Duration silence;

    UploadPackService(
            InputStream input,
            OutputStream output,
            TypedRemote remote,
            Reporter reporter,
            OutputFilter secrets) {
        this(input, output, remote, reporter, secrets, LONGEST_SILENCE);
    }

    /**
     * @param silence how long upload-pack may owe something and give nothing
     */
    UploadPackService(
            InputStream input,
            OutputStream output,
            TypedRemote remote,
            Reporter reporter,
            OutputFilter secrets,
            Duration silence) {
        this.input = input;
        this.output = output;
        this.remote = remote;
        this.reporter = reporter;
        this.secrets = secrets;
        this.silence = silence;
    }

    /**
     * Answers {@code connect} and everything after it, to the end of the stream.
     *
     * @return the exit code of the helper
     */
    int serve(OpenMirror mirror) throws IOException {
        output.write('\n');
        output.flush();
        MirrorPort port;
        ChildWatch watch;
        try {
            port = mirror.get();
            watch = start(port.repository());
        } catch (RuntimeException error) {
            return refuse(error);
        }
        try (watch) {
            return serve(watch, port, mirror.notes());
        }
    }

    private int serve(ChildWatch watch, MirrorPort port, SessionNotes notes) throws IOException {
        Process child = watch.child();
        Turns turns = new Turns(watch);
        Thread answers =
                Thread.ofPlatform()
                        .daemon()
                        .name("upload-pack-answers")
                        .start(() -> relay(watch, turns, notes));
        boolean served;
        try (OutputStream requests = new BufferedOutputStream(child.getOutputStream(), BUFFER)) {
            notes.command("read");
            served = forward(requests, turns, port, notes);
        } catch (ProtocolBroken broken) {
            child.destroy();
            end(child, answers);
            throw broken;
        } catch (IOException gone) {
            // upload-pack stopped reading: it has said why, on its own stderr or in an ERR packet.
            served = true;
        }
        int exitCode = end(child, answers);
        return served && watch.late().isEmpty() ? exitCode : RemoteHelper.FAILED;
    }

    private ChildWatch start(MirrorRepository repository) {
        Git git = repository.git();
        return git.with(git.environment().with("GIT_PROTOCOL", "version=2"))
                .serving(
                        silence,
                        "upload-pack",
                        "--strict",
                        "--",
                        repository.gitDirectory().toString());
    }

    /**
     * From git to the child, until git ends.
     *
     * @return whether git got what it asked for, and not an error in its place
     */
    private boolean forward(OutputStream requests, Turns turns, MirrorPort port, SessionNotes notes)
            throws IOException {
        boolean requestBegins = true;
        boolean synced = false;
        for (Optional<Packet> read = Packet.read(input);
                read.isPresent();
                read = Packet.read(input)) {
            Packet packet = read.get();
            if (requestBegins && !synced && packet.text().equals(LIST_REFS)) {
                notes.command("fetch");
                try {
                    port.syncForFetch();
                } catch (RuntimeException error) {
                    // While the child still waits: its end would end the answers.
                    refuse(error);
                    return false;
                }
                synced = true;
            }
            requestBegins = packet.isFlush();
            notes.request(packet);
            turns.asking();
            packet.writeTo(requests);
            if (input.available() == 0) {
                requests.flush();
            }
            turns.asked(requestBegins);
        }
        return true;
    }

    /** From the child to git, until either ends. */
    private void relay(ChildWatch watch, Turns turns, SessionNotes notes) {
        byte[] buffer = new byte[BUFFER];
        try (InputStream answers = watch.child().getInputStream()) {
            for (int read = answers.read(buffer); read >= 0; read = answers.read(buffer)) {
                turns.relaying(buffer, read);
                synchronized (output) {
                    output.write(buffer, 0, read);
                    output.flush();
                }
                turns.relayed();
                notes.served(read);
            }
            if (watch.late().isPresent()) {
                refuse(watch.late().get());
            }
            // git sees the end of the answers even while it has not ended its requests.
            output.close();
        } catch (IOException gone) {
            watch.child().destroy();
        }
    }

    private static int end(Process child, Thread answers) {
        try {
            if (!child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                child.destroyForcibly();
                return RemoteHelper.FAILED;
            }
            answers.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            return child.exitValue() == 0 ? RemoteHelper.DONE : RemoteHelper.FAILED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            child.destroyForcibly();
            return RemoteHelper.FAILED;
        }
    }

    private int refuse(RuntimeException error) throws IOException {
        StileException told = Told.registered(error);
        reporter.print(Told.full(told, remote.words(Optional.empty())));
        synchronized (output) {
            Packet.error(Told.line(told, secrets)).writeTo(output);
            output.flush();
        }
        return RemoteHelper.FAILED;
    }
}
