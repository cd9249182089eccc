/**
 * GitHub's REST API, version 2022-11-28, as far as pull requests need it. In: requests below {@code
 * /api/v3}. Out: answers with GitHub's statuses, bodies, pages and validators. Callers: the
 * simulated origin.
 */
@NullMarked
package dev.stile.simulator.github.rest;

import org.jspecify.annotations.NullMarked;
