/**
 * What the server's JSON means, and what is sent to it: pure functions between the two, without a
 * request.
 *
 * <p>In: JSON views, drafts and changes. Out: records, versions, cursors and attributes. The rest
 * of this connector calls.
 */
@NullMarked
package dev.stile.connectors.redmine.wire;

import org.jspecify.annotations.NullMarked;
