package dev.stile.flow.webhook;

import dev.stile.core.connection.Connection;

import java.util.List;
import java.util.Optional;

/** The presets as connections use them: the generic one is completed by settings. Immutable. */
public final class WebhookPresets {
    private final PresetBook book;

    public WebhookPresets(PresetBook book) {
        this.book = book;
    }

    /** The preset of that name for a connection; nothing if there is none or it is incomplete. */
    public Optional<Preset> find(String slug, Connection connection) {
        Optional<Preset> preset = book.find(slug);
        if (preset.isEmpty() || !slug.equals(Preset.GENERIC)) {
            return preset;
        }
        GenericForm form = new GenericForm(connection.settings());
        return form.problems().isEmpty()
                ? Optional.of(form.form().map(preset.get()::withForm).orElse(preset.get()))
                : Optional.empty();
    }

    /** What keeps a preset from being used for a connection, in words of ours. */
    public List<String> problems(String slug, Connection connection) {
        if (book.find(slug).isEmpty()) {
            return List.of(
                    "there is no preset " + slug + "; there is " + String.join(", ", book.slugs()));
        }
        return slug.equals(Preset.GENERIC)
                ? new GenericForm(connection.settings()).problems()
                : List.of();
    }

    /** Whether connections of that connector have no other source than their receiver. */
    boolean isWebhook(String connector) {
        return WebhookProviders.presetOf(connector, Optional.empty())
                .flatMap(book::find)
                .isPresent();
    }
}
