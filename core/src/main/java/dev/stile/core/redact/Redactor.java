package dev.stile.core.redact;

import dev.stile.api.secret.SecureValue;
import dev.stile.core.terminal.OutputFilter;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Knows every secret that was handed out in this process and takes it out of whatever leaves, in
 * each form in which programs commonly write it (TU-44). Registering is cheap; the search is
 * prepared when text first has to be cleaned. Any thread may call.
 */
public final class Redactor implements OutputFilter {
    private static final byte[] REDACTED = SecureValue.REDACTED.getBytes(StandardCharsets.US_ASCII);

    private final Set<ByteBuffer> known = new HashSet<>();
    private final AtomicLong replaced = new AtomicLong();

    /** Made anew when a secret was added. */
    private volatile Optional<Search> search = Optional.empty();

    private volatile boolean empty = true;

    /** Learns a secret, before its first use. Until the process ends it is never forgotten. */
    public void register(SecureValue secret) {
        secret.lend(
                bytes -> {
                    register(bytes);
                    return bytes.length;
                });
    }

    /** The same for what was made of one. Keeps a copy. */
    public void register(byte[] secret) {
        synchronized (known) {
            if (secret.length > 0 && !known.contains(ByteBuffer.wrap(secret))) {
                known.add(ByteBuffer.wrap(secret.clone()));
                search = Optional.empty();
                empty = false;
            }
        }
    }

    /** Whether a value of so many bytes is taken out where it is a whole token, and only there. */
    public static boolean isWeak(int bytes) {
        return bytes < Finder.WINDOW;
    }

    @Override
    public String clean(String text) {
        if (empty || text.isEmpty()) {
            return text;
        }
        return cleaned(text.getBytes(StandardCharsets.UTF_8))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElse(text);
    }

    /** The same of bytes, whatever they are; these very ones if there is no secret in them. */
    public byte[] clean(byte[] bytes) {
        return cleaned(bytes).orElse(bytes);
    }

    /** Empty if there is no secret in them. */
    private Optional<byte[]> cleaned(byte[] bytes) {
        List<Finder.Match> matches = empty ? List.of() : search().find(bytes, 0, bytes.length);
        if (matches.isEmpty()) {
            return Optional.empty();
        }
        ByteArrayOutputStream cleaned = new ByteArrayOutputStream(bytes.length);
        int done = 0;
        for (Finder.Match match : matches) {
            cleaned.write(bytes, done, match.begin() - done);
            cleaned.writeBytes(REDACTED);
            done = match.end();
        }
        cleaned.write(bytes, done, bytes.length - done);
        replaced.addAndGet(matches.size());
        return Optional.of(cleaned.toByteArray());
    }

    /**
     * A stream that passes on everything but secrets, wherever its writers split them. What may be
     * the beginning of a secret waits for what follows, until the stream is closed.
     */
    public OutputStream filter(OutputStream target) {
        return new RedactingStream(this, target);
    }

    /**
     * The same of what is read, by one thread. Reading waits for more where what came may be the
     * beginning of a secret.
     */
    public InputStream filter(InputStream source) {
        return new RedactedInput(this, source);
    }

    /** How many secrets were taken out so far (TU-45). */
    public long replacedCount() {
        return replaced.get();
    }

    boolean isEmpty() {
        return empty;
    }

    void count(int more) {
        replaced.addAndGet(more);
    }

    Search search() {
        Optional<Search> prepared = search;
        if (prepared.isPresent()) {
            return prepared.get();
        }
        synchronized (known) {
            Search made = prepare();
            search = Optional.of(made);
            return made;
        }
    }

    private Search prepare() {
        Set<String> patterns = new LinkedHashSet<>();
        Set<String> weak = new LinkedHashSet<>();
        for (ByteBuffer secret : known) {
            byte[] value = new byte[secret.remaining()];
            secret.duplicate().get(value);
            if (isWeak(value.length)) {
                weak.addAll(Forms.whole(value));
            } else {
                patterns.addAll(Forms.of(value, Finder.WINDOW));
                lines(value).forEach(line -> patterns.addAll(Forms.of(line, Finder.WINDOW)));
            }
        }
        return new Search(new Finder(patterns), new WeakTokens(weak));
    }

    /**
     * The long lines of a secret of several, without what indents them, since they may stand
     * indented otherwise or not at all; but not the frame of a PEM file, which is no secret. What
     * is short without its indentation, such as a brace, stands in many texts.
     */
    private static List<byte[]> lines(byte[] value) {
        String text = new String(value, StandardCharsets.ISO_8859_1);
        if (text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
            return List.of();
        }
        return text.lines()
                .map(String::strip)
                .filter(line -> line.length() >= Finder.WINDOW && !line.startsWith("-----"))
                .map(line -> line.getBytes(StandardCharsets.ISO_8859_1))
                .toList();
    }
}
