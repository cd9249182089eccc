package dev.stile.connectors.redmine.client;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.NotFound;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.Url;
import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;

import java.net.URI;
import java.util.regex.Pattern;

/** Speaks the REST API of one server. Any thread may use it. */
public final class RedmineClient {
    /** Most records in one answer ({@code api_offset_and_limit}). */
    public static final int PAGE = 100;

    /**
     * {@code Project#identifier}: lower case letters, digits, dashes and underscores; digits alone
     * are the numeric id.
     */
    private static final Pattern PROJECT = Pattern.compile("[a-z0-9][a-z0-9_-]{0,99}");

    private static final Pattern ISSUE = Pattern.compile("[1-9][0-9]{0,17}");

    private final EgressClient egress;
    private final URI webUrl;

    public RedmineClient(EgressClient egress, URI webUrl) {
        this.egress = egress;
        this.webUrl = webUrl;
    }

    /**
     * {@code /issues.json}: all of one project's own issues, whatever their status, and none of its
     * subprojects'.
     */
    public Url issues(ProjectRef project) {
        return under("issues.json")
                .query("project_id", identifier(project))
                .query("subproject_id", "!*")
                .query("status_id", "*");
    }

    /** {@code /issues/42.json} */
    public Url issue(RecordId id) {
        if (!ISSUE.matcher(id.text()).matches()) {
            throw new NotFound(What.RECORD, "an issue is named by its number");
        }
        return under("issues", id.text() + ".json");
    }

    /** {@code /projects/demo.json} */
    public Url project(ProjectRef project) {
        return under("projects", identifier(project) + ".json");
    }

    /** {@code /projects/demo/versions.json} and the like. */
    public Url ofProject(ProjectRef project, String collection) {
        return under("projects", identifier(project), collection + ".json");
    }

    /** Any other path below the server's address. */
    public Url under(String... segments) {
        return Url.under(webUrl).segments(segments);
    }

    /** What the server calls the project; nothing else reaches a request. */
    public static String identifier(ProjectRef project) {
        if (!PROJECT.matcher(project.text()).matches()) {
            throw new NotFound(
                    What.PROJECT,
                    "a project is named by its identifier: lower case letters, digits, dashes and underscores");
        }
        return project.text();
    }

    /** A read that must work; {@code what} is what is missing if the server does not know it. */
    public Tainted<JsonView> read(Url url, String operation, What what, CallContext call) {
        return answerTo(url, operation, what, call).json();
    }

    /** As {@link #read}, where the headers are wanted too. */
    public HttpAnswer answerTo(Url url, String operation, What what, CallContext call) {
        HttpRequest request = HttpRequest.get(url, operation);
        HttpAnswer answer = egress.send(request, call);
        if (answer.status() == 200) {
            return answer;
        }
        throw RedmineErrors.of(request, answer, what);
    }

    /** A write, and its answer whatever it is: what it means depends on the write. */
    public Written write(
            String method,
            Url url,
            String operation,
            Untainted<Json, Sink.RecordField> body,
            CallContext call) {
        HttpRequest request = HttpRequest.write(method, url, operation, body);
        return new Written(request, egress.send(request, call));
    }

    /** Deletes. */
    public Written delete(Url url, String operation, CallContext call) {
        HttpRequest request = HttpRequest.write("DELETE", url, operation);
        return new Written(request, egress.send(request, call));
    }

    /** A write and what came back. */
    public record Written(HttpRequest request, HttpAnswer answer) {
        public boolean answered(int status) {
            return answer.status() == status;
        }

        /** The error that the answer means, if it is none of those that the write expects. */
        public ConnectorException error(What what) {
            return RedmineErrors.of(request, answer, what);
        }
    }
}
