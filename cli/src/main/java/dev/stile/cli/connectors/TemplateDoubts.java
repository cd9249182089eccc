package dev.stile.cli.connectors;

import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.util.List;

/** Says what may not be meant in a template that can be used. */
final class TemplateDoubts {
    private TemplateDoubts() {}

    static void tell(Desk desk, KnownConnector known) {
        List<String> doubts = known.template().warnings();
        if (doubts.isEmpty()) {
            return;
        }
        Failure.Builder warning =
                Failure.of(Code.TEMPLATE_DOUBTFUL).argument("connector", known.effective().slug());
        doubts.forEach(warning::detail);
        desk.warn(warning.build());
    }
}
