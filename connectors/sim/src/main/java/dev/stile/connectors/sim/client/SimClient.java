package dev.stile.connectors.sim.client;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.Url;
import dev.stile.api.json.JsonView;
import dev.stile.api.store.Precondition;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.api.value.Token;
import dev.stile.api.value.Version;

import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Speaks the simulator's own dialect. Any thread may use it. */
public final class SimClient {
    private static final Pattern PROJECT = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*");
    private static final Pattern RECORD = Pattern.compile("([A-Z][A-Z0-9_]*-)?[1-9][0-9]{0,17}");
    private static final Pattern COMMENT = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern VERSION = Pattern.compile("[0-9a-z]{1,40}");

    private final EgressClient egress;
    private final URI base;

    /** A client that asks below this address. */
    public SimClient(EgressClient egress, URI base) {
        this.egress = egress;
        this.base = base;
    }

    /** The service itself, or something below it. */
    public Url service(String... segments) {
        return Url.under(base).segments(segments);
    }

    /** Something of a project; its slug is one segment, slashes and all. */
    public Url project(ProjectRef project, String part) {
        if (!PROJECT.matcher(project.text()).matches() || project.text().length() > 200) {
            throw new NotFound(
                    What.PROJECT, "a project is letters, digits, dots, dashes and slashes");
        }
        return service("projects", project.text(), part);
    }

    /** A record of a project, or something of it. */
    public Url record(ProjectRef project, RecordId id, String... rest) {
        if (!RECORD.matcher(id.text()).matches()) {
            throw new NotFound(
                    What.RECORD, "a record is named by its number, perhaps behind a prefix");
        }
        return project(project, "records").segments(id.text()).segments(rest);
    }

    /** A comment of a record. */
    public Url comment(ProjectRef project, RecordId record, RecordId comment) {
        if (!COMMENT.matcher(comment.text()).matches()) {
            throw new NotFound(What.COMMENT, "a comment is named by its number");
        }
        return record(project, record, "comments", comment.text());
    }

    /** An old version of a record. */
    public Url revision(ProjectRef project, RecordId id, Version version) {
        if (!VERSION.matcher(version.text()).matches()) {
            throw new NotFound(What.REVISION, "a version is small letters and digits");
        }
        return record(project, id, "revisions", version.text());
    }

    /** A read that must answer 200; {@code what} is what a bare 404 means. */
    public HttpAnswer read(Url url, String operation, What what, CallContext call) {
        return readUnlessSame(url, Optional.empty(), operation, what, call);
    }

    /**
     * The same; where the caller still has the answer with that validator, 304 is an answer too.
     */
    public HttpAnswer readUnlessSame(
            Url url, Optional<Token> validator, String operation, What what, CallContext call) {
        HttpRequest plain = HttpRequest.get(url, operation);
        HttpRequest request = validator.map(plain::unlessMatching).orElse(plain);
        HttpAnswer answer = egress.send(request, call);
        boolean isSame = validator.isPresent() && answer.isNotModified();
        if (answer.status() != 200 && !isSame) {
            throw SimErrors.of(request, answer, what, Optional.empty());
        }
        return answer;
    }

    /** A read whose refusal may be an answer too. */
    public HttpAnswer ask(Url url, String operation, CallContext call) {
        return egress.send(HttpRequest.get(url, operation), call);
    }

    /** A write that must answer with this status. */
    public HttpAnswer write(
            HttpRequest request,
            int status,
            What what,
            Precondition precondition,
            CallContext call) {
        HttpRequest guarded = guarded(request, precondition);
        HttpAnswer answer = egress.send(guarded, call);
        if (answer.status() != status) {
            throw SimErrors.of(guarded, answer, what, expected(precondition));
        }
        return answer;
    }

    /**
     * Reads the answer of a write: one that cannot be read leaves open what the write did (TR-53).
     */
    public static <T> Tainted<T> made(
            HttpRequest request, HttpAnswer answer, Function<JsonView, T> reader) {
        try {
            return answer.json().map(reader);
        } catch (Malformed unreadable) {
            throw new OutcomeUnknown(request.operation(), "its answer cannot be read", unreadable);
        }
    }

    /** The code of a refusal, if it is one of the dialect's. */
    public static Optional<ProblemCode> code(HttpAnswer answer) {
        return SimErrors.code(answer);
    }

    /** What a refused read means. */
    public static ConnectorException error(
            Url url, String operation, HttpAnswer answer, What what) {
        return SimErrors.of(HttpRequest.get(url, operation), answer, what, Optional.empty());
    }

    private static HttpRequest guarded(HttpRequest request, Precondition precondition) {
        return expected(precondition)
                .map(version -> request.header("If-Match", "\"" + version.text() + "\""))
                .orElse(request);
    }

    private static Optional<Version> expected(Precondition precondition) {
        return switch (precondition) {
            case Precondition.IfVersion(Version version) -> Optional.of(version);
            case Precondition.Unconditional _ -> Optional.empty();
        };
    }
}
