package dev.stile.flow.outbox;

import java.util.Optional;

/** In which way somebody asks for an action: what may become of it. */
sealed interface Asking {
    /** It leaves where the policy lets it, and waits for somebody's yes where it has to. */
    record Either() implements Asking {}

    /**
     * It is to be done now. What an agent asks for so does not wait (FL-96).
     *
     * @param confirmed hash of the content that a person means, where the policy asks for it
     */
    record Act(Optional<String> confirmed) implements Asking {}

    /** It is to wait for somebody's yes. */
    record Propose() implements Asking {}

    /** What was confirmed with it. */
    default Optional<String> confirmation() {
        return switch (this) {
            case Act(Optional<String> confirmed) -> confirmed;
            case Either either -> Optional.empty();
            case Propose propose -> Optional.empty();
        };
    }
}
