package dev.stile.testkit.hosting;

import dev.stile.api.call.CallContext;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.Earlier;
import dev.stile.api.hosting.HostServices;
import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.store.IdempotencyKey;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The services of a host facet in memory. Strict: an intent that is ended twice, a credential for
 * an origin that is not granted and too much state are errors of the caller. Nothing waits: a pause
 * passes at once, after the test was told. Any thread may use it.
 */
public final class FakeHostServices implements HostServices {
    private static final int MOST_STATE = 64 * 1024;

    /** Nothing restricts what is in it, since it goes nowhere. */
    private static final String MARK_KEY = "a key of the tests: /+&<\"'$\\%\u00fc\u20ac";

    /** An intent as it was journaled. */
    public record Journaled(Operation operation, String target, IdempotencyKey key, Json request) {}

    /** How an intent ended. */
    public sealed interface End {
        record Done(Json outcome) implements End {}

        record Refused(String code) implements End {}

        record Unknown(String why) implements End {}
    }

    /** An intent and its end, empty while it is open. */
    public record Entry(Journaled intent, Optional<End> end) {}

    /** A call that is no intent. */
    public record Told(Operation operation, String target, String outcome) {}

    private final Set<String> gitOrigins = new HashSet<>();
    private final String credential;
    private final CommentMarks marks = new CommentMarks(MARK_KEY.getBytes(StandardCharsets.UTF_8));
    private final List<Entry> entries = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final Set<String> ours = ConcurrentHashMap.newKeySet();
    private final Map<String, String> state = new ConcurrentHashMap<>();
    private final AtomicInteger keys = new AtomicInteger();
    private volatile Consumer<Duration> onPause = duration -> {};
    private volatile Earlier earlier = new Earlier.None();

    /**
     * @param gitOrigins addresses whose origins a git credential may go to
     * @param credential the secret, a canary of the test
     */
    public FakeHostServices(List<URI> gitOrigins, String credential) {
        gitOrigins.forEach(origin -> this.gitOrigins.add(origin(origin)));
        this.credential = credential;
    }

    /** Tells a test of each pause, in place of time that passes, such as to move a clock. */
    public void onPause(Consumer<Duration> step) {
        onPause = step;
    }

    /** What the next intents are told of attempts before them. */
    public void earlier(Earlier attempts) {
        earlier = attempts;
    }

    @Override
    public Intent intend(
            Operation operation,
            String target,
            IdempotencyKey key,
            Json request,
            CallContext call) {
        synchronized (entries) {
            entries.add(
                    new Entry(new Journaled(operation, target, key, request), Optional.empty()));
            return new Open(entries.size() - 1);
        }
    }

    @Override
    public IdempotencyKey newKey() {
        return new IdempotencyKey("fresh-" + keys.incrementAndGet());
    }

    @Override
    public void told(Operation operation, String target, String outcome, CallContext call) {
        synchronized (told) {
            told.add(new Told(operation, target, outcome));
        }
    }

    @Override
    public String mark(PrRef pr, IdempotencyKey key, String text) {
        return marks.mark(pr, key, text);
    }

    @Override
    public Optional<IdempotencyKey> keyOf(PrRef pr, String markedText) {
        return marks.keyOf(pr, markedText);
    }

    @Override
    public boolean isOurs(PrRef pr, CommentId comment) {
        return ours.contains(pr.key() + " " + comment);
    }

    @Override
    public void keepOurs(PrRef pr, CommentId comment) {
        ours.add(pr.key() + " " + comment);
    }

    /** Loses what was kept of our comments, as a lost state would. */
    public void forgetOurs() {
        ours.clear();
    }

    @Override
    public Optional<String> recall(String key) {
        return Optional.ofNullable(state.get(key));
    }

    @Override
    public void remember(String key, String value) {
        if (value.getBytes(StandardCharsets.UTF_8).length > MOST_STATE) {
            throw new IllegalArgumentException("state is at most 64 KiB");
        }
        state.put(key, value);
    }

    /** Loses the state that is only an optimisation. */
    public void forgetState() {
        state.clear();
    }

    @Override
    public SecureValue withCredential(URI remote, String user) {
        if (!isGitOrigin(remote) || remote.getRawUserInfo() != null) {
            throw new IllegalArgumentException("no credential may go to " + remote);
        }
        String address =
                remote.getScheme()
                        + "://"
                        + encoded(user)
                        + ":"
                        + encoded(credential)
                        + "@"
                        + remote.getRawAuthority()
                        + remote.getRawPath();
        return SecureValue.takeFrom(address.toCharArray());
    }

    @Override
    public boolean isGitOrigin(URI remote) {
        return gitOrigins.contains(origin(remote));
    }

    @Override
    public boolean pause(Duration howLong, CallContext call) {
        if (howLong.compareTo(call.deadline().left()) >= 0) {
            return false;
        }
        synchronized (pauses) {
            pauses.add(howLong);
        }
        onPause.accept(howLong);
        return true;
    }

    /** Every intent so far, in order, with its end. */
    public List<Entry> intents() {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }

    /** Every call that was no intent, in order. */
    public List<Told> told() {
        synchronized (told) {
            return List.copyOf(told);
        }
    }

    /** What nobody else may ever see. */
    public List<String> secrets() {
        return List.of(credential, MARK_KEY);
    }

    /** The state as it is kept, and which comments are ours. */
    public String kept() {
        return state + " " + ours;
    }

    /** Every pause, in order. */
    public List<Duration> pauses() {
        synchronized (pauses) {
            return List.copyOf(pauses);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    private static String origin(URI address) {
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        int own = scheme.equals("http") ? 80 : 443;
        int port = address.getPort() < 0 ? own : address.getPort();
        return scheme + "://" + address.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    private final class Open implements Intent {
        private final int index;

        private Open(int index) {
            this.index = index;
        }

        @Override
        public Earlier earlier() {
            return earlier;
        }

        @Override
        public void done(Json outcome) {
            end(new End.Done(outcome));
        }

        @Override
        public void refused(String code) {
            end(new End.Refused(code));
        }

        @Override
        public void unknown(String why) {
            end(new End.Unknown(why));
        }

        private void end(End how) {
            synchronized (entries) {
                Entry entry = entries.get(index);
                if (entry.end().isPresent()) {
                    throw new IllegalStateException("an intent ends once: " + entry);
                }
                entries.set(index, new Entry(entry.intent(), Optional.of(how)));
            }
        }
    }
}
