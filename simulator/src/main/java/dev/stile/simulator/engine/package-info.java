/**
 * What a tracker is: projects, records, comments, attachments, a change sequence, a workflow. In:
 * reads and edits, already allowed, under the {@link dev.stile.simulator.engine.Tracker}'s lock.
 * Out: documents as they are served. Callers: dialects, seeds, the control API; knows nothing of
 * HTTP or tokens.
 */
@NullMarked
package dev.stile.simulator.engine;

import org.jspecify.annotations.NullMarked;
