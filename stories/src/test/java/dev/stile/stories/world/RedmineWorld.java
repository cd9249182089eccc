package dev.stile.stories.world;

import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.json.JsonReader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A real Redmine, reached by Stile through a relay that notes the requests. Mona is the user, milo
 * is the stranger; both manage the projects, so both may delete.
 */
public final class RedmineWorld implements World {
    private static final String USER = "mona";
    private static final String STRANGER = "milo";

    private final RedmineServer redmine;
    private final NotingRelay relay;

    private RedmineWorld(RedmineServer redmine, NotingRelay relay) {
        this.redmine = redmine;
        this.relay = relay;
    }

    public static RedmineWorld of(RedmineServer redmine) {
        return new RedmineWorld(redmine, NotingRelay.to(redmine.webUrl()));
    }

    /** Where Stile and curl reach it. */
    public URI webUrl() {
        return relay.address();
    }

    @Override
    public TrackerProject newProject(String... titles) {
        TrackerProject project =
                new RedmineProject(redmine, asked(() -> redmine.newPrivateProject()));
        for (String title : titles) {
            project.add(title);
        }
        return project;
    }

    @Override
    public String connector() {
        return "redmine";
    }

    @Override
    public String setting() {
        return "web_url=" + relay.address();
    }

    @Override
    public String token() {
        return redmine.key(USER);
    }

    @Override
    public List<String> requests() {
        return relay.requests();
    }

    @Override
    public void forgetRequests() {
        relay.forget();
    }

    @Override
    public void loseAnswersToCreates() {
        relay.loseAnswersTo("POST");
    }

    @Override
    public void loseNothing() {
        relay.loseNothing();
    }

    @Override
    public int requestsOfAPush() {
        return 4;
    }

    @Override
    public void close() {
        relay.close();
    }

    private interface Asking<T> {
        T ask() throws IOException, InterruptedException;
    }

    private static <T> T asked(Asking<T> question) {
        try {
            return question.ask();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private record RedmineProject(RedmineServer redmine, String slug) implements TrackerProject {
        @Override
        public String add(String title) {
            String issue = "\"subject\":\"%1$s\",\"description\":\"Text of %1$s.\"";
            return asked(() -> redmine.newIssue(STRANGER, slug, issue.formatted(title)));
        }

        @Override
        public void retitle(String id, String title) {
            set(id, "subject", title);
        }

        @Override
        public void rewrite(String id, String body) {
            set(id, "description", body);
        }

        private void set(String id, String attribute, String value) {
            Json.Obj change = Json.object().put(attribute, value).build();
            send("PUT", "/issues/" + id + ".json", text(change));
        }

        private static String text(Json.Obj issue) {
            return new String(
                    Json.object().put("issue", issue).build().bytes(), StandardCharsets.UTF_8);
        }

        @Override
        public void delete(String id) {
            send("DELETE", "/issues/" + id + ".json", "");
        }

        private String send(String method, String path, String body) {
            return asked(() -> redmine.expect(STRANGER, method, path, body));
        }

        @Override
        public List<RecordNow> records() {
            String answer =
                    send(
                            "GET",
                            "/issues.json?status_id=*&sort=id&limit=100&project_id=" + slug,
                            "");
            return JsonReader.readOwn(answer.getBytes(StandardCharsets.UTF_8))
                    .items("issues")
                    .stream()
                    .map(item -> recordOf((Json.Obj) item))
                    .toList();
        }

        private static RecordNow recordOf(Json.Obj issue) {
            return new RecordNow(
                    String.valueOf(issue.number("id").orElseThrow()),
                    issue.text("subject").orElseThrow(),
                    issue.object("status").text("name").orElseThrow(),
                    issue.text("description").orElse("").replace("\r\n", "\n"));
        }
    }
}
