package dev.stile.api.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Idempotency;
import dev.stile.api.recordaction.RecordActionNames;
import dev.stile.api.recordaction.RecordActionSpecs;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

final class ManifestBuilderTest {
    private static final List<ActionSpec> SPECS =
            RecordActionSpecs.of(new RecordActionNames("record", "status"), Idempotency.KEY);

    @Test
    void actionsAreDescribedWhenSomebodyLooks() {
        AtomicInteger described = new AtomicInteger();

        Manifest manifest =
                Manifest.of("pond", "1.0", "A pond")
                        .actions(
                                () -> {
                                    described.incrementAndGet();
                                    return SPECS;
                                })
                        .build();

        assertThat(described).hasValue(0);
        assertThat(manifest.action(SPECS.getLast().slug())).contains(SPECS.getLast());
        assertThat(manifest.actions()).isEqualTo(SPECS);
        assertThat(described).hasValue(1);
        assertThat(manifest).isEqualTo(Manifest.of("pond", "1.0", "A pond").actions(SPECS).build());
    }
}
