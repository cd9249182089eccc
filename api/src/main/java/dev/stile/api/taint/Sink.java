package dev.stile.api.taint;

/**
 * A place that data can leave to. A sink is only ever a type argument: an {@link Untainted} made
 * for one sink does not compile where another is due.
 */
public sealed interface Sink {
    /** A field of a record, comment or attachment in an outside system. */
    final class RecordField implements Sink {
        private RecordField() {}
    }

    /** The input of an action in an outside system. */
    final class ActionField implements Sink {
        private ActionField() {}
    }

    /** A file of a mirror. */
    final class MirrorFile implements Sink {
        private MirrorFile() {}
    }

    /** A person's terminal, one line at a time. */
    final class Terminal implements Sink {
        private Terminal() {}
    }

    /** A log entry. */
    final class Log implements Sink {
        private Log() {}
    }

    /** A string value in a JSON document of ours. */
    final class JsonField implements Sink {
        private JsonField() {}
    }

    /** A bound parameter of an SQL statement. */
    final class SqlParameter implements Sink {
        private SqlParameter() {}
    }

    /** One path segment or query value of a URL. */
    final class UrlPart implements Sink {
        private UrlPart() {}
    }

    /** The value of a request header. */
    final class HeaderValue implements Sink {
        private HeaderValue() {}
    }

    /** One whole argument of a process, after {@code --}. */
    final class ProcessArgument implements Sink {
        private ProcessArgument() {}
    }

    /** What a process reads from its input. */
    final class ProcessInput implements Sink {
        private ProcessInput() {}
    }

    /** A record in a file on this machine. */
    final class LocalFile implements Sink {
        private LocalFile() {}
    }

    /** One segment of a file name. */
    final class FileName implements Sink {
        private FileName() {}
    }
}
