/**
 * Real bare repositories, by real git processes. In: folders, commits to make, requests of git
 * clients. Out: object ids, trees, answers of git's own server program. Callers: the hosting engine
 * and the dialects' front; knows nothing of pull requests.
 */
@NullMarked
package dev.stile.simulator.hosting.repo;

import org.jspecify.annotations.NullMarked;
