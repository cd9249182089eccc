package dev.stile.flow.pattern;

import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SettingFault;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.connector.Settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds the settings of a connection to the patterns of its template (FL-1). Pure. */
public final class SettingPatterns {
    private SettingPatterns() {}

    /** The settings that were given and do not fit; what a pattern is was checked with it. */
    public static List<SettingFault> faults(Manifest manifest, Settings settings) {
        List<SettingFault> faults = new ArrayList<>();
        for (SettingSpec setting : manifest.settings()) {
            Optional<String> pattern = setting.pattern();
            if (pattern.isPresent() && !isTaken(pattern.get(), settings.find(setting.name()))) {
                faults.add(
                        new SettingFault(
                                setting.name(),
                                "does not fit the pattern " + pattern.get(),
                                instead(setting)));
            }
        }
        return faults;
    }

    /** One that is needed cannot be left out, and only a person knows another value of it. */
    private static String instead(SettingSpec setting) {
        return setting.standard().orElse(setting.required() ? "VALUE" : "");
    }

    /**
     * Whether the pattern is found in the value, if there is one.
     *
     * @throws PatternRefusedException if it is none, or none that is linear
     */
    public static boolean fits(String pattern, Optional<String> value)
            throws PatternRefusedException {
        BoundedPattern compiled = BoundedPattern.compile(pattern, true);
        return value.map(compiled::isFoundIn).orElse(true);
    }

    private static boolean isTaken(String pattern, Optional<String> value) {
        try {
            return fits(pattern, value);
        } catch (PatternRefusedException refused) {
            return false;
        }
    }
}
