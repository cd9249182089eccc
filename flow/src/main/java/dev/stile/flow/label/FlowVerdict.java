package dev.stile.flow.label;

import dev.stile.api.label.Label;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.flow.rule.FlowDeclaration;

import java.util.List;

/** Whether data may go its way. */
public sealed interface FlowVerdict {
    /**
     * It may.
     *
     * @param used the declarations without which it might not; they are counted and shown
     */
    record Flows(List<FlowDeclaration> used) implements FlowVerdict {
        public Flows {
            used = List.copyOf(used);
        }
    }

    /**
     * It may not.
     *
     * @param path where it comes from and goes to, with what lies between
     * @param data its label
     * @param readers who would see it, in words
     * @param declarations what would have to be in the rule, each a whole entry; none if nothing
     *     could allow it
     */
    record Refused(String path, Label data, String readers, List<String> declarations)
            implements FlowVerdict {
        public Refused {
            declarations = List.copyOf(declarations);
        }

        /** One line: both labels. */
        public String reason() {
            return path + ": it is " + Labels.words(data) + " and would be seen by " + readers;
        }

        /** One line: what would allow it. */
        public String fix() {
            return declarations.isEmpty()
                    ? "nothing can allow it, since it is not known who may see it"
                    : "a rule whose author wants it says " + String.join(" and ", declarations);
        }

        /** The same as something to be thrown. */
        public Failure failure() {
            return Failure.of(Code.LABEL_REFUSED)
                    .detail(reason())
                    .detail(fix())
                    .fact("path", path)
                    .fact("label", Labels.words(data))
                    .fact("readers", readers)
                    .build();
        }
    }
}
