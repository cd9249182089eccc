package dev.stile.flow.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SettingFault;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.connector.Settings;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

final class SettingPatternsTest {
    private static String typedInstead(boolean required, Optional<String> standard) {
        SettingSpec setting =
                new SettingSpec(
                        "source",
                        SettingSpec.Kind.TEXT,
                        "A file",
                        required,
                        standard,
                        List.of(),
                        Optional.of("^/"));
        Manifest manifest =
                Manifest.of("file-lines", "1.0.0", "Lines").settings(List.of(setting)).build();
        List<SettingFault> faults =
                SettingPatterns.faults(manifest, new Settings(Map.of("source", "lines.txt")));
        assertThat(faults).hasSize(1);
        return faults.getFirst().typed();
    }

    @Test
    @Proves("FL-1")
    void onlyWhatIsNotNeededIsToBeLeftOut() {
        assertThat(typedInstead(true, Optional.empty())).isEqualTo("source=VALUE");
        assertThat(typedInstead(true, Optional.of("/lines"))).isEqualTo("source=/lines");
        assertThat(typedInstead(false, Optional.empty())).isEqualTo("source=");
    }
}
