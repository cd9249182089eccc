package dev.stile.git.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.store.DeleteReason;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

class PushOptionsTest {
    @Test
    @Proves("GS-84")
    void everyOptionIsRead() {
        PushOptions options =
                PushOptions.parse(
                        List.of(
                                "allow-deletes=12",
                                "on-delete=close",
                                "delete-reason=not-planned",
                                "overwrite=issues/1.md",
                                "overwrite=issues/a=b.md",
                                "side-files=carry",
                                "note=why=so"));

        assertThat(options)
                .isEqualTo(
                        new PushOptions(
                                OptionalInt.of(12),
                                true,
                                Optional.of(DeleteReason.NOT_PLANNED),
                                Set.of("issues/1.md", "issues/a=b.md"),
                                true,
                                Optional.of("why=so")));
        assertThat(PushOptions.parse(List.of())).isEqualTo(PushOptions.NONE);
    }

    @ParameterizedTest
    @Proves("GS-84")
    @ValueSource(
            strings = {
                "",
                "allow-deletes",
                "allow-deletes=0",
                "allow-deletes=-1",
                "allow-deletes=all",
                "allow-deletes=9999999999",
                "on-delete=delete",
                "delete-reason=NOT_PLANNED",
                "overwrite=",
                "side-files=send",
                "note=",
                "force=yes"
            })
    void anythingElseIsRefusedByItsText(String option) {
        assertThatThrownBy(() -> PushOptions.parse(List.of("overwrite=fine", option)))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> {
                            assertThat(failure.registered()).isEqualTo(Code.PUSH_OPTION_NOT_VALID);
                            assertThat(failure.details()).containsExactly("-o " + option);
                        });
    }

    @Test
    void twoAnswersToOneQuestionAreRefused() {
        assertThatThrownBy(() -> PushOptions.parse(List.of("allow-deletes=1", "allow-deletes=9")))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure ->
                                assertThat(failure.details())
                                        .containsExactly(
                                                "-o allow-deletes=9 (allow-deletes is given twice)"));
    }

    @Test
    void anotherAnswerThatIsNoneIsToldAsThat() {
        assertThatThrownBy(() -> PushOptions.parse(List.of("allow-deletes=x", "allow-deletes=-1")))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure ->
                                assertThat(failure.details())
                                        .containsExactly(
                                                "-o allow-deletes=x",
                                                "-o allow-deletes=-1 (not valid, and allow-deletes is given twice)"));
    }
}
