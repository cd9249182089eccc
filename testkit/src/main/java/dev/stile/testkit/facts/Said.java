package dev.stile.testkit.facts;

import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Token;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** A comment that is made up, by a person with write access, never edited. One thread. */
public final class Said {
    private final CommentId id;
    private final String body;
    private UserRef author = Samples.PERSON;
    private Instant createdAt = Samples.NOON;
    private Optional<Instant> updatedAt = Optional.empty();
    private Tri edited = Tri.NO;
    private boolean own;
    private Optional<Token> thread = Optional.empty();
    private Tri resolved = Tri.UNKNOWN;
    private boolean hidden;
    private Tri canWrite = Tri.YES;
    private Optional<ReviewerState> state = Optional.empty();

    private Said(String id, String body) {
        this.id = CommentId.parse(id);
        this.body = body;
    }

    /**
     * @param id such as {@code c:1}
     */
    public static Said of(String id, String body) {
        return new Said(id, body);
    }

    public Said by(UserRef user) {
        author = user;
        return this;
    }

    public Said at(Instant time) {
        createdAt = time;
        return this;
    }

    public Said editedAt(Instant time) {
        updatedAt = Optional.of(time);
        edited = Tri.YES;
        return this;
    }

    public Said edited(Tri known) {
        edited = known;
        return this;
    }

    public Said own() {
        own = true;
        return this;
    }

    public Said in(String thread, Tri resolved) {
        this.thread = Optional.of(new Token(thread));
        this.resolved = resolved;
        return this;
    }

    public Said hidden() {
        hidden = true;
        return this;
    }

    public Said canWrite(Tri known) {
        canWrite = known;
        return this;
    }

    public Said review(ReviewerState state) {
        this.state = Optional.of(state);
        return this;
    }

    public PRComment comment() {
        return new PRComment(
                id,
                author,
                Tainted.of(body, Samples.OUTSIDE),
                new Moment(createdAt),
                new Moment(updatedAt.orElse(createdAt)),
                edited,
                own,
                URI.create("https://code.example/acme/web/pull/12#" + id.id()),
                Optional.empty(),
                Optional.empty(),
                thread,
                Optional.empty(),
                Optional.empty(),
                state,
                resolved,
                hidden,
                canWrite);
    }
}
