package dev.stile.simulator.hosting.repo;

import dev.stile.simulator.wire.Request;
import dev.stile.simulator.wire.Response;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Git's smart HTTP, answered by {@code git http-backend} as a CGI program. For any thread. */
public final class SmartHttp {
    /** One ref that a push asks to change; an id of zeros says that there is none. */
    public record RefUpdate(String old, String sha, String ref) {}

    private static final Pattern UPDATE =
            Pattern.compile("([0-9a-f]{40}) ([0-9a-f]{40}) ([^\\x00\\n]+)");

    private SmartHttp() {}

    /**
     * Git's answer.
     *
     * @param repository what is served
     * @param service the path below the repository, such as {@code /info/refs}
     * @param user who asks, if known
     */
    public static Response serve(
            BareRepository repository, String service, Request request, Optional<String> user) {
        Map<String, String> environment = new HashMap<>();
        environment.put("GIT_PROJECT_ROOT", repository.folder().toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("GATEWAY_INTERFACE", "CGI/1.1");
        environment.put("SERVER_PROTOCOL", "HTTP/1.1");
        environment.put("REQUEST_METHOD", request.method());
        environment.put("PATH_INFO", service);
        environment.put("QUERY_STRING", request.query().orElse(""));
        environment.put("CONTENT_LENGTH", String.valueOf(request.body().length));
        environment.put("REMOTE_ADDR", "127.0.0.1");
        user.ifPresent(name -> environment.put("REMOTE_USER", name));
        header(request, "Content-Type", "CONTENT_TYPE", environment);
        header(request, "Content-Encoding", "HTTP_CONTENT_ENCODING", environment);
        header(request, "Git-Protocol", "HTTP_GIT_PROTOCOL", environment);
        header(request, "Git-Protocol", "GIT_PROTOCOL", environment);
        GitProgram.Result result =
                repository
                        .git()
                        .run(
                                repository.folder(),
                                environment,
                                request.body(),
                                List.of("http-backend"));
        return parsed(result);
    }

    /** The answer to a push of which no ref is taken, each with this reason. */
    public static Response declined(List<RefUpdate> updates, String why) {
        StringBuilder report = new StringBuilder(line("unpack ok\n"));
        updates.forEach(update -> report.append(line("ng " + update.ref() + " " + why + "\n")));
        report.append("0000");
        // Every git of today asks for the report in a band of its own.
        String banded = line("\u0001" + report) + "0000";
        return Response.of(
                200,
                "application/x-git-receive-pack-result",
                banded.getBytes(StandardCharsets.UTF_8));
    }

    private static String line(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length + 4;
        return String.format(java.util.Locale.ROOT, "%04x", length) + text;
    }

    /** The refs that the body of a push asks to change; none that it is too odd to show. */
    public static List<RefUpdate> updates(byte[] body) {
        List<RefUpdate> updates = new ArrayList<>();
        int at = 0;
        while (at + 4 <= body.length) {
            int length;
            try {
                length = Integer.parseInt(ascii(body, at, at + 4), 16);
            } catch (NumberFormatException notALine) {
                return updates;
            }
            if (length < 4 || at + length > body.length) {
                return updates;
            }
            Matcher line = UPDATE.matcher(ascii(body, at + 4, at + length));
            if (line.lookingAt()) {
                updates.add(new RefUpdate(line.group(1), line.group(2), line.group(3)));
            }
            at += length;
        }
        return updates;
    }

    private static String ascii(byte[] body, int from, int to) {
        return new String(body, from, to - from, StandardCharsets.UTF_8);
    }

    private static void header(
            Request request, String name, String variable, Map<String, String> environment) {
        request.headers().first(name).ifPresent(value -> environment.put(variable, value));
    }

    private static Response parsed(GitProgram.Result result) {
        byte[] output = result.output();
        int end = headerEnd(output);
        if (end < 0) {
            return Response.of(500, "text/plain", result.errors().getBytes(StandardCharsets.UTF_8));
        }
        int status = 200;
        List<String[]> fields = new ArrayList<>();
        for (String line : new String(output, 0, end, StandardCharsets.ISO_8859_1).split("\r\n")) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            if (line.startsWith("Status:")) {
                status = Integer.parseInt(value.substring(0, 3));
            } else {
                fields.add(new String[] {line.substring(0, colon), value});
            }
        }
        byte[] body = java.util.Arrays.copyOfRange(output, end + 4, output.length);
        Response response = Response.of(status, "text/plain", body);
        for (String[] field : fields) {
            response = response.with(field[0], field[1]);
        }
        return response;
    }

    private static int headerEnd(byte[] output) {
        for (int i = 0; i + 3 < output.length; i++) {
            if (output[i] == '\r'
                    && output[i + 1] == '\n'
                    && output[i + 2] == '\r'
                    && output[i + 3] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
