package dev.stile.bench.floor;

import dev.stile.bench.stage.Folders;
import dev.stile.bench.stage.Stage;
import dev.stile.simulator.traffic.LoggedRequest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Requests sent one after the other by one curl over one connection. */
public final class CurlRequests {
    private final Stage stage;
    private final Path file;
    private final boolean any;

    private CurlRequests(Stage stage, List<String> requests) {
        this.stage = stage;
        this.file = stage.folder().resolve("curl");
        this.any = !requests.isEmpty();
        Folders.write(file, String.join("next\n", requests));
    }

    /** The same reads again. */
    public static CurlRequests again(Stage stage, List<LoggedRequest> requests) {
        return again(stage, requests, stage.trackerPort());
    }

    /** The same reads again, by way of a relay's port. */
    public static CurlRequests again(Stage stage, List<LoggedRequest> requests, int port) {
        List<String> texts = new ArrayList<>();
        for (LoggedRequest request : requests) {
            if (request.method().equals("GET")) {
                String query = request.query().map(text -> "?" + text).orElse("");
                texts.add(head(stage, port, request.path() + query));
            }
        }
        return new CurlRequests(stage, texts);
    }

    /** One read and so many creates in another project, each with a title alone. */
    public static CurlRequests creating(Stage stage, String project, int count) {
        List<String> texts = new ArrayList<>();
        texts.add(
                head(
                        stage,
                        stage.trackerPort(),
                        "/sim/v1/projects/" + project + "/changes?limit=1"));
        for (int i = 0; i < count; i++) {
            texts.add(
                    head(stage, stage.trackerPort(), "/sim/v1/projects/" + project + "/records")
                            + "header = \"Content-Type: application/json\"\n"
                            + "data = \"{\\\"title\\\":\\\"Created by curl\\\"}\"\n");
        }
        return new CurlRequests(stage, texts);
    }

    private static String head(Stage stage, int port, String target) {
        return "url = \"http://127.0.0.1:"
                + port
                + target
                + "\"\noutput = \"/dev/null\"\nsilent\nfail\nheader = \"Authorization: Bearer "
                + stage.token()
                + "\"\n";
    }

    /** Sends them; milliseconds. None take no time. */
    public double timed() {
        return !any ? 0 : stage.commands().timed(stage.folder(), "curl", "-K", file.toString());
    }
}
