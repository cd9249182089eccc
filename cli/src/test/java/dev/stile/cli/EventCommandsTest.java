package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stored events, given to rules by name, and what could not be an event. */
final class EventCommandsTest {
    private static final String ALARM =
            """
            slug: alarm
            source: { connections: [file-lines] }
            do: { file_append: { file: alarms.jsonl, content: { text: "{{ /message }}" } } }
            """;

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void connect() throws IOException {
        cli = new Cli(folder);
        done("skeleton python pond");
    }

    private void connected() throws IOException {
        Files.writeString(folder.resolve("source.txt"), "one\ntwo\nthree\n");
        done("connector add pond/template.yaml");
        done("connect file-lines --set source=" + folder.resolve("source.txt"));
        done("event backfill file-lines --from 0 --limit 3");
        try (EventSide side = new EventSide(cli)) {
            side.addRule(ALARM);
        }
    }

    @Test
    @Proves({"FL-69", "FL-54"})
    void aRuleMadeLaterSeesOlderEventsByReplayAndOnlyThoseThatAFilterHoldsOf() throws IOException {
        connected();
        Files.writeString(folder.resolve("filter.yaml"), "regex: { pattern: ^t }\n");

        assertThat(done("event replay --rule alarm --where filter.yaml")).contains("2 made");
        assertThat(done("event replay --rule alarm --since 2020-01-01T00:00:00Z"))
                .contains("1 made", "2 under way");
        assertThat(done("event replay --rule alarm --since 2020-01-01T00:00:00Z --limit 1 --json"))
                .contains("\"under_way\":1");
    }

    @Test
    @Proves("FL-58")
    void whatABackfillThatWasKilledHadStoredGoesToTheRulesOfTheNextOne() throws IOException {
        connected();
        String again = "event backfill file-lines --since 2020-01-01T00:00:00Z --limit 3";

        assertThat(done(again + " --until 2020-01-02T00:00:00Z --rule alarm"))
                .contains("0 new events", "no event was given");
        assertThat(done(again + " --rule alarm")).contains("0 new events", "3 made");
        assertThat(done(again + " --rule alarm")).contains("no event was given");
    }

    @Test
    @Proves("FL-58")
    void aBackfillGivesNoMoreOfWhatAnEarlierOneStoredThanItWasAskedFor() throws IOException {
        connected();
        String again = "event backfill file-lines --since 2020-01-01T00:00:00Z --rule alarm --json";

        assertThat(done(again + " --limit 1")).contains("\"made\":1,");
        assertThat(done(again + " --limit 1")).contains("\"made\":1,");
        assertThat(done(again + " --limit 3")).contains("\"made\":1,");
    }

    @Test
    @Proves({"FL-58", "FL-69"})
    void aBackfillRevivesNothingThatAPersonDroppedNorWhatADeletedConnectionTold()
            throws IOException {
        connected();
        String again =
                "event backfill file-lines --since 2020-01-01T00:00:00Z --limit 3 --rule alarm";
        assertThat(done(again)).contains("3 made");
        done("delivery drop 1 --reason none");
        assertThat(done(again)).contains("no event was given");
        assertThat(done("event replay --rule alarm --since 2020-01-01T00:00:00Z"))
                .contains("2 under way", "1 done before");

        done("connection delete file-lines --with-rules");
        done("connect file-lines --set source=" + folder.resolve("source.txt"));
        try (EventSide side = new EventSide(cli)) {
            side.addRule(ALARM.replace("alarm", "later"));
        }
        assertThat(done(again.replace("alarm", "later"))).contains("3 new events", "3 made");
    }

    @Test
    @Proves("FL-97")
    void aBackfillThatIsOutOfTimeIsPartlyDoneAndSaysHowToGoOn() throws IOException {
        connected();

        String next = "event backfill file-lines --from 0";
        for (int longest = 2; longest < 60 && !next.contains("--from 14"); longest *= 2) {
            Cli.Ran late = cli.type(next + " --longest " + longest + " --json");
            assertThat(late.exit()).isEqualTo(9);
            assertThat(late.out())
                    .contains("\"code\":\"backfill_stopped\"", "\"reason\":\"out_of_time\"");
            next = offered(late.out());
        }

        assertThat(next).isEqualTo("event backfill file-lines --from 14 --limit 9997");
    }

    /** The first command of an answer, without how long it may take. */
    private static String offered(String answer) {
        String begin = "\"next\":[\"stile ";
        int from = answer.indexOf(begin) + begin.length();
        return answer.substring(from, answer.indexOf('"', from)).replaceAll(" --longest \\d+", "");
    }

    @Test
    @Proves("FL-69")
    void aFilterThatIsWrongIsToldAndNothingIsGiven() throws IOException {
        connected();
        Files.writeString(folder.resolve("filter.yaml"), "regexp: { pattern: ^t }\n");

        Cli.Ran refused = cli.type("event replay --rule alarm --where filter.yaml");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("did you mean regex?");
        assertThat(done("event list")).contains("one", "two", "three");
    }

    @Test
    @Proves("FL-104")
    void whatIsMadeUpIsForTheNamedRulesAndSaysSo() throws IOException {
        connected();
        Files.writeString(folder.resolve("payload.json"), "[1]");
        assertThat(cli.type("event emit file-lines --file payload.json --rule alarm").exit())
                .isEqualTo(2);
        Files.writeString(folder.resolve("payload.json"), "{\"message\":\"\\u001b[31mred\"}");

        assertThat(done("event emit file-lines --file payload.json --rule alarm --id one"))
                .contains("[test]", "1 made")
                .doesNotContain("\u001b");
        assertThat(done("event show file-lines/one --json"))
                .contains(
                        "\"flags\":[\"test\"]",
                        "\"integrity\":\"untrusted\"",
                        "\"rule\":\"alarm\"");
        assertThat(cli.type("event emit file-lines --file payload.json --rule other").exit())
                .isEqualTo(8);
    }

    @Test
    @Proves({"FL-32", "FL-97"})
    void whatCouldNotBeAnEventIsShownEscapedAndDroppedWithAReason() throws IOException {
        Path program = folder.resolve("pond/connector.py");
        Files.writeString(
                program,
                Files.readString(program)
                        .replace(
                                "    place = first_place(request, source)\n",
                                "    place = first_place(request, source)\n"
                                        + "    print(\"\\033[31mnoise\", flush=True)\n"));
        connected();

        assertThat(done("event quarantine list --connection file-lines"))
                .contains("file-lines", "noise")
                .doesNotContain("\u001b");
        String one = done("event quarantine list --limit 1 --json");
        assertThat(one).contains("\"tainted\":true", "\"sha256\":", "\"length\":");
        String id = one.replaceAll("(?s).*\"items\":\\[\\{\"id\":\"(\\d+)\".*", "$1");

        assertThat(cli.type("event quarantine drop " + id).exit()).isEqualTo(2);
        assertThat(done("event quarantine drop " + id + " --reason noise"))
                .contains("dropped " + id);
        assertThat(cli.type("event quarantine drop " + id + " --reason noise").exit()).isEqualTo(8);
        assertThat(done("audit list --verb event.dropped")).contains("quarantine " + id);
    }

    private String done(String line) {
        Cli.Ran ran = cli.type(line);
        assertThat(ran.exit()).as("%s: %s%s", line, ran.out(), ran.err()).isZero();
        return ran.out();
    }
}
