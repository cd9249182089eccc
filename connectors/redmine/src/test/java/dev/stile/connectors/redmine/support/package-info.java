/**
 * What the tests of this connector stand on: a way out without a gate, scripted answers, and a
 * context.
 *
 * <p>In: a real server's address, or recorded answers. Out: an egress client that counts. Only
 * tests of this module call.
 */
@NullMarked
package dev.stile.connectors.redmine.support;

import org.jspecify.annotations.NullMarked;
