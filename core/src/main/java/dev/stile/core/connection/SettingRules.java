package dev.stile.core.connection;

import dev.stile.api.connector.SettingFault;

import java.util.List;
import java.util.Map;

/** What a connector does not take of settings, asked before they are stored. Makes no request. */
@FunctionalInterface
public interface SettingRules {
    /**
     * @param connector slug
     * @param typed by name, without the manifest's own values
     */
    List<SettingFault> faults(String connector, Map<String, String> typed);
}
