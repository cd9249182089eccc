package dev.stile.api.call;

import dev.stile.api.label.Label;

/**
 * What one call carries through every layer. The core makes it; a connector hands it on with every
 * request.
 *
 * @param deadline after which the call ends with {@code timeout}
 * @param correlation joins the audit rows of one command, such as {@code push-3f2a}; words of ours
 * @param label the strictest label of whatever this call reads
 * @param progress where to say how far it is
 */
public record CallContext(Deadline deadline, String correlation, Label label, Progress progress) {}
