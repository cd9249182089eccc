package dev.stile.git.helper;

import dev.stile.api.error.StileException;
import dev.stile.core.terminal.OutputFilter;
import dev.stile.git.process.Git;
import dev.stile.git.remote.MirrorPort;
import dev.stile.git.remote.Reporter;
import dev.stile.git.repository.MirrorRepository;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
    private static final String LIST_REFS = "command=ls-refs";

    private final InputStream input;
    private final OutputStream output;
    private final Reporter reporter;
    private final OutputFilter secrets;

    UploadPackService(
            InputStream input, OutputStream output, Reporter reporter, OutputFilter secrets) {
        this.input = input;
        this.output = output;
        this.reporter = reporter;
        this.secrets = secrets;
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
        Process child;
        try {
            port = mirror.get();
            child = start(port.repository());
        } catch (RuntimeException error) {
            return refuse(error);
        }
        Thread answers =
                Thread.ofPlatform()
                        .daemon()
                        .name("upload-pack-answers")
                        .start(() -> relay(child, mirror.notes()));
        boolean served;
        try (OutputStream requests = new BufferedOutputStream(child.getOutputStream(), BUFFER)) {
            mirror.notes().command("read");
            served = forward(requests, port, mirror.notes());
        } catch (ProtocolBroken broken) {
            child.destroy();
            end(child, answers);
            throw broken;
        } catch (IOException gone) {
            // upload-pack stopped reading: it has said why, on its own stderr or in an ERR packet.
            served = true;
        }
        int exitCode = end(child, answers);
        return served ? exitCode : RemoteHelper.FAILED;
    }

    private static Process start(MirrorRepository repository) {
        Git git = repository.git();
        return git.with(git.environment().with("GIT_PROTOCOL", "version=2"))
                .start("upload-pack", "--strict", "--", repository.gitDirectory().toString());
    }

    /**
     * From git to the child, until git ends.
     *
     * @return whether git got what it asked for, and not an error in its place
     */
    private boolean forward(OutputStream requests, MirrorPort port, SessionNotes notes)
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
            packet.writeTo(requests);
            if (input.available() == 0) {
                requests.flush();
            }
        }
        return true;
    }

    /** From the child to git, until either ends. */
    private void relay(Process child, SessionNotes notes) {
        byte[] buffer = new byte[BUFFER];
        try (InputStream answers = child.getInputStream()) {
            for (int read = answers.read(buffer); read >= 0; read = answers.read(buffer)) {
                synchronized (output) {
                    output.write(buffer, 0, read);
                    output.flush();
                }
                notes.served(read);
            }
            // git sees the end of the answers even while it has not ended its requests.
            output.close();
        } catch (IOException gone) {
            child.destroy();
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
        reporter.print(Told.full(told));
        synchronized (output) {
            Packet.error(Told.line(told, secrets)).writeTo(output);
            output.flush();
        }
        return RemoteHelper.FAILED;
    }
}
