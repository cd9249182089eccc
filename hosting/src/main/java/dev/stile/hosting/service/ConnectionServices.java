package dev.stile.hosting.service;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Settings;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.Earlier;
import dev.stile.api.hosting.HostDeadlines;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.HostServices;
import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.json.Json;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.core.audit.AuditDecision;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.connection.Connection;
import dev.stile.core.effect.Effect;
import dev.stile.core.effect.EffectState;
import dev.stile.core.policy.Ruling;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** What the host of one stored connection gets, in somebody's name. Any thread may call. */
final class ConnectionServices implements HostServices {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String connection;
    private final HostDeadlines deadlines;
    private final Settings settings;
    private final HostParts parts;
    private final HostGate gate;
    private final IntentJournal journal;
    private final CommentMarks marks;
    private final HostMemory memory;
    private final GitRemotes remotes;

    ConnectionServices(
            Connection connection,
            Manifest manifest,
            Settings settings,
            Asking asking,
            HostParts parts) {
        this.connection = connection.slug().text();
        this.deadlines = connection.options().deadlines();
        this.settings = settings;
        this.parts = parts;
        this.gate =
                new HostGate(
                        this.connection,
                        manifest,
                        asking,
                        parts.policies(),
                        parts.audit(),
                        parts.clock());
        this.journal = new IntentJournal(parts);
        this.marks = CommentMarks.of(parts, this.connection);
        this.memory = new HostMemory(this.connection, parts.database(), parts.clock());
        this.remotes =
                new GitRemotes(connection, manifest, settings, parts.secrets(), parts.redactor());
    }

    @Override
    public HostDeadlines deadlines() {
        return deadlines;
    }

    @Override
    public void permit(Operation operation, String target, CallContext call) {
        gate.require(operation, Target.of(target), call);
    }

    @Override
    public Place place(Operation operation, String target, CallContext call) {
        String host =
                settings.find(GitRemotes.WEB_URL)
                        .map(web -> HostId.of(URI.create(web)).text())
                        .orElse(connection);
        return parts.places().take(host, operation, Target.of(target), call);
    }

    @Override
    public Intent intend(
            Operation operation,
            String target,
            IdempotencyKey key,
            Json request,
            CallContext call) {
        Target about = Target.of(target);
        Ruling ruling = gate.require(operation, about, call);
        AuditEntry entry =
                gate.entry(Rows.verb(operation), about, call)
                        .decision(AuditDecision.ALLOW, ruling.decision().entry())
                        .ref("key", key.text());
        IntentJournal.Begun begun =
                journal.begin(
                        call.deadline(),
                        new IntentJournal.Meant(
                                connection, operation, about, key, request, ruling.counts()),
                        entry);
        return begun.earlier() instanceof Earlier.UnderWay
                ? new Looking(begun, entry)
                : new Begun(begun, entry);
    }

    @Override
    public void renamed(RepoRef asked, RepoRef now, CallContext call) {
        new UnwatchedMoves(connection, parts)
                .follow(
                        asked,
                        now,
                        gate.entry(AuditVerb.HOST_READ, Target.of(asked.toString()), call));
    }

    @Override
    public IdempotencyKey newKey() {
        return journal.newKey();
    }

    @Override
    public void told(Operation operation, String target, String outcome, CallContext call) {
        AuditEntry entry = gate.entry(Rows.verb(operation), Target.of(target), call);
        parts.audit()
                .appendLater(
                        call.deadline(), entry.ref("method", operation.word()).outcome(outcome));
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
        return memory.isOurs(pr, comment);
    }

    @Override
    public void keepOurs(PrRef pr, CommentId comment) {
        memory.keepOurs(pr, comment);
    }

    @Override
    public Optional<String> recall(String key) {
        return memory.recall(key);
    }

    @Override
    public void remember(String key, String value) {
        memory.remember(key, value);
    }

    /** The row that a credential was handed out is there before it is. */
    @Override
    public SecureValue withCredential(URI remote, String user) {
        SecureValue address = remotes.withCredential(remote, user);
        AuditEntry entry =
                gate.entry(AuditVerb.SECRET_READ, Target.of(remote.toString()))
                        .ref("method", Operation.GET_REMOTE_URL.word());
        boolean written = false;
        try {
            parts.audit().appendPoint(Deadline.after(PATIENCE), entry.outcome("ok"));
            written = true;
            return address;
        } finally {
            if (!written) {
                address.close();
            }
        }
    }

    @Override
    public boolean isGitOrigin(URI remote) {
        return remotes.isGitOrigin(remote);
    }

    @Override
    public boolean pause(Duration howLong, CallContext call) {
        Duration left = call.deadline().left();
        boolean fits = howLong.compareTo(left) < 0;
        try {
            parts.pause().waitFor(fits ? howLong : left);
            return fits;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A write that was journaled and has no end yet. */
    private final class Begun implements Intent {
        private final IntentJournal.Begun begun;
        private final AuditEntry entry;

        Begun(IntentJournal.Begun begun, AuditEntry entry) {
            this.begun = begun;
            this.entry = entry;
        }

        @Override
        public Earlier earlier() {
            return begun.earlier();
        }

        @Override
        public void done(Json outcome) {
            journal.done(begun.effect(), outcome, entry);
        }

        @Override
        public void refused(String code) {
            if (begun.effect().wasUnknown()) {
                // Of the attempt that nobody knows the end of, this refusal says nothing.
                String earlier = "an earlier attempt may have been carried out";
                journal.sentNothing(
                        begun, code + "; " + earlier, entry.outcome(code).reason(earlier));
            } else {
                journal.end(begun.effect(), EffectState.FAILED, code, entry.outcome(code));
            }
        }

        @Override
        public void unknown(String why) {
            journal.end(
                    begun.effect(),
                    EffectState.UNKNOWN,
                    parts.redactor().clean(why),
                    entry.outcome("unknown").reason(parts.redactor().clean(why)));
        }
    }

    /** A write that may have happened, and is only looked for: nothing of it is sent. */
    private final class Looking implements Intent {
        private final Effect open;
        private final Earlier earlier;
        private final AuditEntry entry;

        Looking(IntentJournal.Begun begun, AuditEntry entry) {
            this.open = begun.effect();
            this.earlier = begun.earlier();
            this.entry = entry;
        }

        @Override
        public Earlier earlier() {
            return earlier;
        }

        @Override
        public void done(Json outcome) {
            parts.database()
                    .transaction(
                            Deadline.after(PATIENCE),
                            transaction -> {
                                journal.settle(transaction, open, WriteEnd.HAPPENED, entry);
                                return true;
                            });
        }

        @Override
        public void refused(String code) {
            looked(code);
        }

        @Override
        public void unknown(String why) {
            looked("unknown");
        }

        private void looked(String outcome) {
            parts.audit()
                    .appendPoint(
                            Deadline.after(PATIENCE),
                            entry.outcome(outcome).reason("only looked for, not sent"));
        }
    }
}
