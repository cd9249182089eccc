package dev.stile.flow.webhook;

import java.util.List;

/**
 * What a person sees of a receiver.
 *
 * @param webhook as it is stored
 * @param address without its token, which was shown once
 * @param marks what to know of its proof: {@code sender-only}, {@code replayable}
 */
public record WebhookShown(Webhook webhook, String address, List<String> marks) {
    public WebhookShown {
        marks = List.copyOf(marks);
    }
}
