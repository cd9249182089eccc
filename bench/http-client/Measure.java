import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts each client as a fresh process with an AOT cache that the same program trained, and
 * measures the time from its start to the first byte that a server on this machine reads.
 *
 * <p>Arguments: a working folder that holds the jars in {@code lib}, and how many runs.
 */
public final class Measure {
    private static final List<String> FLAGS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final Map<String, String> CLIENTS = new LinkedHashMap<>();

    static {
        CLIENTS.put("Floor", "a bare socket");
        CLIENTS.put("Codec", "HttpCore codec on our own socket");
        CLIENTS.put("Classic", "Apache HttpClient, classic");
        CLIENTS.put("Jdk", "java.net.http with a resolver provider");
        CLIENTS.put("Jetty", "Jetty client");
    }

    private final Path work;
    private final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private final SynchronousQueue<Long> firstBytes = new SynchronousQueue<>();
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    private Measure(Path work) throws IOException {
        this.work = work;
    }

    public static void main(String[] arguments) throws Exception {
        new Measure(Path.of(arguments[0])).run(Integer.parseInt(arguments[1]));
    }

    private void run(int runs) throws Exception {
        Thread.ofPlatform().daemon().start(this::serve);
        compile();
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (String client : CLIENTS.keySet()) {
            start(client, "-XX:AOTCacheOutput=" + work.resolve(client + ".aot"));
            times.put(client, new ArrayList<>());
        }
        for (int run = 0; run < runs; run++) {
            for (String client : CLIENTS.keySet()) {
                times.get(client)
                        .add(start(client, "-XX:AOTCache=" + work.resolve(client + ".aot")));
            }
        }
        System.out.printf("%-42s %8s %8s %8s%n", "ms to the first byte", "median", "best", "worst");
        times.forEach(
                (client, each) -> {
                    each.sort(null);
                    System.out.printf(
                            "%-42s %8.1f %8.1f %8.1f%n",
                            CLIENTS.get(client),
                            each.get(each.size() / 2),
                            each.getFirst(),
                            each.getLast());
                });
    }

    private void compile() throws Exception {
        Path classes = Files.createDirectories(work.resolve("classes/META-INF/services"));
        Files.writeString(
                classes.resolve("java.net.spi.InetAddressResolverProvider"), "Resolver\n");
        List<String> javac =
                new ArrayList<>(
                        List.of(java + "c", "-cp", work + "/lib/*", "-d", work + "/classes"));
        try (Stream<Path> sources = Files.list(Path.of("clients"))) {
            sources.map(Path::toString).sorted().forEach(javac::add);
        }
        finish(new ProcessBuilder(javac).inheritIO().start());
        List<String> others = List.of("Floor", "Codec", "Classic", "Jetty");
        jar("others.jar", others.stream().map(name -> name + "*.class").toList());
        jar("jdk.jar", List.of("Jdk.class", "Resolver*.class", "META-INF"));
    }

    private void jar(String name, List<String> patterns) throws Exception {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jar");
        String line =
                "'" + tool + "' --create --file ../" + name + " " + String.join(" ", patterns);
        finish(
                new ProcessBuilder("sh", "-c", line)
                        .directory(work.resolve("classes").toFile())
                        .inheritIO()
                        .start());
    }

    /** Milliseconds from the start of the process to its first byte. */
    private double start(String client, String cache) throws Exception {
        List<String> command = new ArrayList<>(List.of(java, cache));
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", path(client), client, "" + server.getLocalPort()));
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command).start();
        Long firstByte = firstBytes.poll(60, TimeUnit.SECONDS);
        finish(process);
        return (firstByte - began) / 1e6;
    }

    private String path(String client) throws IOException {
        List<String> path = new ArrayList<>();
        path.add(work.resolve(client.equals("Jdk") ? "jdk.jar" : "others.jar").toString());
        String wanted =
                switch (client) {
                    case "Codec" -> "httpcore5-5.*";
                    case "Classic" -> "(httpc|slf4j).*";
                    case "Jetty" -> "(jetty|slf4j).*";
                    default -> "";
                };
        try (Stream<Path> jars = Files.list(work.resolve("lib"))) {
            jars.filter(jar -> jar.getFileName().toString().matches(wanted))
                    .map(Path::toString)
                    .sorted()
                    .forEach(path::add);
        }
        return String.join(":", path);
    }

    private static void finish(Process process) throws Exception {
        byte[] errors = process.getErrorStream().readAllBytes();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(new String(errors, StandardCharsets.UTF_8));
        }
    }

    private void serve() {
        byte[] answer =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
                        .getBytes(StandardCharsets.US_ASCII);
        while (true) {
            try (Socket socket = server.accept()) {
                InputStream input = socket.getInputStream();
                byte[] request = new byte[65_536];
                if (input.read(request) > 0) {
                    firstBytes.put(System.nanoTime());
                    socket.getOutputStream().write(answer);
                    input.read(request);
                }
            } catch (IOException | InterruptedException gone) {
                continue;
            }
        }
    }
}
