package dev.stile.flow.webhook;

import java.nio.file.Path;
import java.util.Optional;

/** A receiver that takes one delivery; for a test that kills it meanwhile. */
final class OneDelivery {
    static final String BODY = "{\"action\":\"opened\"}";

    private OneDelivery() {}

    public static void main(String[] arguments) {
        try (Hooks hooks = new Hooks(Path.of(arguments[0]))) {
            Endpoint endpoint =
                    hooks.endpoints.find("hooks", arguments[1], Hooks.soon()).orElseThrow();
            RawDelivery delivery =
                    WebhookCheckTest.signed(
                            hooks.presets
                                    .find("github", hooks.connections.all(Hooks.soon()).getFirst())
                                    .orElseThrow(),
                            BODY);
            System.out.println(hooks.intake.take(endpoint, delivery, Hooks.soon()));
        }
    }

    /** Makes the receiver that {@link #main} uses, and gives its token. */
    static String prepare(Path folder) {
        try (Hooks hooks = new Hooks(folder)) {
            hooks.connect("hooks", "github-webhook", java.util.Map.of());
            return hooks.add("hooks", Optional.empty());
        }
    }
}
