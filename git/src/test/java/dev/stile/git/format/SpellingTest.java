package dev.stile.git.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.record.FieldValue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

class SpellingTest {
    @Test
    void anItemOfAListThatWouldBeReadAsSeveralOrAsNoneIsQuoted() {
        List<FieldValue> items =
                Stream.of("a", "b, c", "", "\"d\"")
                        .<FieldValue>map(FieldValue.TextValue::new)
                        .toList();

        assertThat(Spelling.of(new FieldValue.ListValue(items)))
                .isEqualTo("a, \"b, c\", \"\", \"\\\"d\\\"\"");
        assertThat(
                        Spelling.of(
                                new Entry.Items(
                                        items.stream().<Entry>map(Entry.Plain::new).toList())))
                .isEqualTo(Spelling.of(new FieldValue.ListValue(items)));
    }
}
