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

    private CurlRequests(Stage stage, List<String> requests) {
        this.stage = stage;
        this.file = stage.folder().resolve("curl");
        Folders.write(file, String.join("next\n", requests));
    }

    /** The same reads again. */
    public static CurlRequests again(Stage stage, List<LoggedRequest> requests) {
        List<String> texts = new ArrayList<>();
        for (LoggedRequest request : requests) {
            if (request.method().equals("GET")) {
                String query = request.query().map(text -> "?" + text).orElse("");
                texts.add(head(stage, request.path() + query));
            }
        }
        return new CurlRequests(stage, texts);
    }

    /** One read and so many creates in another project, each with a title alone. */
    public static CurlRequests creating(Stage stage, String project, int count) {
        List<String> texts = new ArrayList<>();
        texts.add(head(stage, "/sim/v1/projects/" + project + "/changes?limit=1"));
        for (int i = 0; i < count; i++) {
            texts.add(
                    head(stage, "/sim/v1/projects/" + project + "/records")
                            + "header = \"Content-Type: application/json\"\n"
                            + "data = \"{\\\"title\\\":\\\"Created by curl\\\"}\"\n");
        }
        return new CurlRequests(stage, texts);
    }

    private static String head(Stage stage, String target) {
        return "url = \""
                + stage.trackerOrigin()
                + target
                + "\"\noutput = \"/dev/null\"\nsilent\nfail\nheader = \"Authorization: Bearer "
                + stage.token()
                + "\"\n";
    }

    /** Sends them; milliseconds. */
    public double timed() {
        return stage.commands().timed(stage.folder(), "curl", "-K", file.toString());
    }
}
