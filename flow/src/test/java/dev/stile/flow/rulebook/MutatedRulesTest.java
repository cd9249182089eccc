package dev.stile.flow.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.flow.document.Fault;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

/** Documents as slips of the finger make them. */
final class MutatedRulesTest {
    private static final List<String> PARTS =
            List.of(
                    "\"",
                    "'",
                    "{",
                    "}",
                    "[",
                    "]",
                    ":",
                    ",",
                    "- ",
                    "\n",
                    "  ",
                    "{{ ",
                    " }}",
                    "*",
                    "&a ",
                    "!!x ",
                    "null",
                    "1e9",
                    "true",
                    "/",
                    "~",
                    "\\",
                    "graph",
                    "from",
                    "desk",
                    "nodes.note.output",
                    "id: summary",
                    "depends_on: [note]",
                    "\u0000",
                    "\ud83c");

    private final Saving saving = new Saving();

    @Test
    void whateverASlipMakesOfARuleIsStoredOrToldAndNeverBreaks() {
        Random random = new Random(63);
        int accepted = 0;
        for (String name : List.of("weir-alarm", "mail-sorter")) {
            for (int round = 0; round < 6_000; round++) {
                String text = mutated(Ponds.example(name), random);
                List<Fault> faults = saving.faults(Ponds.ADA, text);
                accepted += faults.isEmpty() ? 1 : 0;
                assertThat(faults)
                        .as(text)
                        .allMatch(fault -> !fault.reason().isBlank() && !fault.fix().isBlank());
            }
        }
        // Some slips are in comments or reasons; most are not.
        assertThat(accepted).isBetween(1_000, 11_000);
    }

    private static String mutated(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        for (int slips = 1 + random.nextInt(3); slips > 0; slips--) {
            int place = random.nextInt(changed.length());
            int end = Math.min(changed.length(), place + random.nextInt(6));
            String part = random.nextBoolean() ? "" : PARTS.get(random.nextInt(PARTS.size()));
            changed.replace(place, end, part);
        }
        return changed.toString();
    }
}
