package dev.stile.flow.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.event.EventSource;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** An event that cannot be read is answered like any other, where it says what it is called. */
final class UnreadableEventTest {
    @TempDir private Path folder;

    @Test
    @Proves({"FL-30", "FL-31", "FL-33"})
    void eachHasOneAnswerWhereItHasANameAndAPlace() {
        assertThat(answers("\"nack\""))
                .containsExactly(
                        "op=nack cursor=c-e1 event_id=e1 code=set_aside retry=False",
                        "op=nack cursor=c-e2 event_id=e2 code=set_aside retry=False");
        assertThat(answers(""))
                .as("a child that knows no nack")
                .containsExactly(
                        "op=ack cursor=c-e1 event_id=e1", "op=ack cursor=c-e2 event_id=e2");
    }

    private List<String> answers(String capabilities) {
        try (Stage stage = new Stage(folder.resolve("with" + capabilities.length()))) {
            EventSource source =
                    stage.runs(
                                    """
                                    say('{"type": "hello", "protocol": 1, "operations": ["subscribe"], "capabilities": [%s]}')
                                    if op == "hello":
                                        sys.exit(0)
                                    sys.stdin.readline()
                                    event("e1", time="bad")
                                    event("e2", key="")
                                    for line in [sys.stdin.readline() for i in range(2)]:
                                        event("heard", key=" ".join("%%s=%%s" %% each for each in json.loads(line).items()))
                                    event("last")
                                    sys.stdin.read()
                                    """
                                            .formatted(capabilities))
                            .events()
                            .orElseThrow();
            HeardSink sink =
                    new HeardSink(
                            "event last",
                            event -> {
                                if (event.id().text().startsWith("e")) {
                                    source.refused(event, "set_aside");
                                }
                            });
            source.subscribe(Stage.subscription(), sink);
            return sink.heard().stream()
                    .filter(line -> line.startsWith("event heard"))
                    .map(line -> line.replaceAll(".* key=(.*) \\{.*", "$1"))
                    .toList();
        }
    }
}
