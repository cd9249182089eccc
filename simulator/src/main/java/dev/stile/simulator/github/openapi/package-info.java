/**
 * GitHub's published description of its REST API, to hold requests and answers against. In: what
 * was on the wire. Out: where it departs from the description. Callers: tests of the simulator and
 * of whoever speaks to it.
 */
@NullMarked
package dev.stile.simulator.github.openapi;

import org.jspecify.annotations.NullMarked;
