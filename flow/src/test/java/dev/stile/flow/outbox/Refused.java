package dev.stile.flow.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What must not be done, and the code that says so. */
final class Refused {
    private Refused() {}

    static void refused(Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.registered()).isEqualTo(code));
    }
}
