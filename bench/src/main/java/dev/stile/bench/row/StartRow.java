package dev.stile.bench.row;

import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.stage.Relay;
import dev.stile.bench.stage.Session;
import dev.stile.bench.stage.Stage;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How soon a helper answers git, and how soon its first byte reaches the tracker, with and without
 * the AOT cache. Floor: the life of a program that does nothing, on the same JVM with the same
 * options.
 */
public final class StartRow implements Measurement {
    private static final double ANSWER = 60;
    private static final double FIRST_BYTE = 130;
    private static final Map<String, String> NO_CACHE =
            Map.of("JDK_JAVA_OPTIONS", "-XX:AOTMode=off");

    @Override
    public String name() {
        return "start";
    }

    @Override
    public boolean isFor(int size, List<Integer> sizes) {
        return size == sizes.getFirst();
    }

    @Override
    public List<Row> measure(Stage stage, int samples) {
        Samples answer = new Samples("start to the answer of capabilities", 0, Unit.MILLISECONDS);
        Samples sent = new Samples("start to the first byte sent", 0, Unit.MILLISECONDS);
        Samples slowAnswer = new Samples("the same answer without cache", 0, Unit.MILLISECONDS);
        Samples slowSent = new Samples("the same byte without cache", 0, Unit.MILLISECONDS);
        try (Relay relay = Relay.to(stage.trackerPort())) {
            stage.connectAfresh(URI.create("http://127.0.0.1:" + relay.port() + "/sim/v1"));
            Path clone = stage.cloned("clone");
            // One round to warm the disk's cache, not counted.
            for (int i = 0; i <= samples; i++) {
                double nothing = nothing(stage);
                Session cached = new Session(stage, clone, Map.of());
                double first = cached.untilCapabilities();
                double byteSent = cached.untilFirstByte(relay);
                Session uncached = new Session(stage, clone, NO_CACHE);
                double slowFirst = uncached.untilCapabilities();
                double slowByte = uncached.untilFirstByte(relay);
                if (i > 0) {
                    take(answer, first, nothing);
                    take(sent, byteSent, nothing);
                    take(slowAnswer, slowFirst, nothing);
                    take(slowSent, slowByte, nothing);
                }
            }
        }
        return List.of(
                answer.row(new Must.Bound(ANSWER)),
                sent.row(new Must.Bound(FIRST_BYTE)),
                slowAnswer.row(new Must.Nothing()),
                slowSent.row(new Must.Nothing()));
    }

    private static void take(Samples row, double value, double floor) {
        row.take(value);
        row.floor(floor);
    }

    private static double nothing(Stage stage) {
        List<String> words = new ArrayList<>();
        words.add(stage.distribution().java().toString());
        words.addAll(stage.distribution().jvmOptions());
        Path classes =
                Path.of(
                        URI.create(
                                Nothing.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toString()));
        words.addAll(List.of("-cp", classes.toString(), Nothing.class.getName()));
        return stage.commands().timed(stage.folder(), Map.of(), words);
    }
}
