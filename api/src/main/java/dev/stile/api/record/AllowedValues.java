package dev.stile.api.record;

import java.util.List;

/** Which values a field takes. */
public sealed interface AllowedValues {
    /** Whatever its type and length allow. */
    record Any() implements AllowedValues {}

    /** One of these names. They compare exactly, then without regard to case if that is unique. */
    record Names(List<String> names) implements AllowedValues {
        public Names {
            names = List.copyOf(names);
        }
    }

    /** One of these people. */
    record People(List<Person> people) implements AllowedValues {
        public People {
            people = List.copyOf(people);
        }
    }

    /** Only the server can say, for each record anew. */
    record AskPerRecord() implements AllowedValues {}
}
