package dev.stile.cli.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.limit.BucketKey;
import dev.stile.core.limit.Quota;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

final class QuotaWordsTest {
    private static final Quota SEVEN =
            new Quota(OptionalLong.of(7), Optional.of(Duration.ofMinutes(1)), Duration.ZERO);

    @Test
    void aLimitThatIsCountedApartIsCalledByItsName() {
        assertThat(QuotaWords.text(key("search"), SEVEN))
                .isEqualTo(
                        "quota of https://a.example for search: 7 requests left, a new window in 60"
                                + " s");
        assertThat(QuotaWords.document(key("search"), SEVEN).toString()).contains("search");
        assertThat(QuotaWords.text(key(BucketKey.REQUESTS), SEVEN))
                .startsWith("quota of https://a.example: 7 requests left");
    }

    private static BucketKey key(String resource) {
        return new BucketKey("https://a.example", "ada", resource);
    }
}
