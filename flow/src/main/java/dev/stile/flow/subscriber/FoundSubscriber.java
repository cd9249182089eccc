package dev.stile.flow.subscriber;

import java.nio.file.Path;

/**
 * A manifest where it lies.
 *
 * @param folder its real path
 * @param sha256 of everything in the folder
 * @param origin where it was found
 */
public record FoundSubscriber(
        SubscriberManifest manifest, Path folder, String sha256, Origin origin) {
    /** Where manifests are looked for, the first first. */
    public enum Origin {
        /** Somebody's files, which run once they were trusted as they are. */
        WORKSPACE,
        /** Put by the user into the home. */
        USER;

        /** As listings show it. */
        public String shown() {
            return switch (this) {
                case WORKSPACE -> "workspace";
                case USER -> "user";
            };
        }
    }
}
