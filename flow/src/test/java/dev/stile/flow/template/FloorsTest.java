package dev.stile.flow.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Category;
import dev.stile.api.action.Idempotency;
import dev.stile.api.connector.Manifest;
import dev.stile.api.json.Json;
import dev.stile.flow.schema.JsonSchemas;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

final class FloorsTest {
    private static Manifest manifest(byte[] document) {
        return new TemplateReader(new JsonSchemas()).read(document).manifest().orElseThrow();
    }

    private static ActionSpec gate(Manifest said, Manifest floor) {
        return Floors.effective(said, Optional.of(floor), Set.of())
                .action("open_gate")
                .orElseThrow();
    }

    @Test
    @Proves("FL-5")
    void nothingIsHarmlessUntilAPersonSaidSoByName() {
        Manifest said = manifest(Ponds.bytes());

        assertThat(
                        Floors.effective(said, Optional.empty(), Set.of())
                                .action("read_level")
                                .orElseThrow()
                                .onlyReads())
                .isFalse();
        assertThat(
                        Floors.effective(said, Optional.empty(), Set.of("read_level"))
                                .action("read_level")
                                .orElseThrow()
                                .onlyReads())
                .isTrue();
    }

    @Test
    @Proves("FL-4")
    void aCategoryOnlyMovesToAMoreRestrictedOne() {
        Manifest floor = manifest(Ponds.bytes());
        Manifest milder = manifest(Ponds.with("external_record_update", "external_record_read"));
        Manifest stricter = manifest(Ponds.with("external_record_update", "local_exec"));

        assertThat(gate(milder, floor).permission().category())
                .isEqualTo(Category.EXTERNAL_RECORD_UPDATE);
        assertThat(gate(stricter, floor).permission().category()).isEqualTo(Category.LOCAL_EXEC);
    }

    @Test
    @Proves("FL-4")
    void anEffectStaysAnEffectAndIdempotencyIsNotClaimed() {
        Manifest floor = manifest(Ponds.with("idempotency: key", "idempotency: none"));
        Manifest said =
                manifest(
                        Ponds.with(
                                "summary: Opens a gate }",
                                "summary: Opens a gate, external_side_effect: false }"));

        ActionSpec effective =
                Floors.effective(said, Optional.of(floor), Set.of("open_gate"))
                        .action("open_gate")
                        .orElseThrow();

        assertThat(effective.onlyReads()).isFalse();
        assertThat(effective.idempotency()).isEqualTo(Idempotency.NONE);
    }

    @Test
    @Proves("FL-4")
    void aProbeLimitsAndLabelsOnlyTighten() {
        Manifest floor = manifest(Ponds.bytes());
        Manifest said = manifest(Ponds.with("requires_auth: true", "requires_auth: false"));
        Manifest slower = manifest(Ponds.with("act_seconds: 10", "act_seconds: 100"));
        Manifest open = manifest(Ponds.with("confidentiality: private", "confidentiality: public"));

        assertThat(Floors.effective(said, Optional.of(floor), Set.of()).requiresAuth()).isTrue();
        assertThat(Floors.effective(slower, Optional.of(floor), Set.of()).limits().act())
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(Floors.effective(open, Optional.of(floor), Set.of()).label().everybody())
                .isFalse();
        assertThat(Floors.effective(open, Optional.empty(), Set.of()).label().everybody()).isTrue();
    }

    @Test
    @Proves("FL-4")
    void bothInputSchemasMustPass() {
        Manifest floor = manifest(Ponds.bytes());
        Manifest said = manifest(Ponds.with("maximum: 100", "maximum: 1000"));
        Json tooMuch = Json.object().put("gate", "g2").put("percent", 400).build();

        assertThat(new JsonSchemas().faults(gate(said, floor).inputSchema(), tooMuch)).isNotEmpty();
        assertThat(
                        new JsonSchemas()
                                .faults(
                                        said.action("open_gate").orElseThrow().inputSchema(),
                                        tooMuch))
                .isEmpty();
    }

    @Test
    @Proves("FL-4")
    void anActionThatWhatRunsDoesNotHaveIsRefused() {
        Manifest floor = manifest(Ponds.bytes());
        Manifest said = manifest(Ponds.with("open_gate:", "blow_up:"));

        assertThat(Floors.effective(said, Optional.of(floor), Set.of()).action("blow_up"))
                .isEmpty();
    }
}
