/**
 * What a code host gets beside its connector's context: the policy's word before each call, an
 * intent in the one table of effects before each write, marks that tell our comments from others,
 * small state, and git addresses with a credential.
 *
 * <p>In: a stored connection and in whose name it is used. Out: its host, ready. Commands, the
 * watcher and tests open hosts here and nowhere else.
 */
@NullMarked
package dev.stile.hosting.service;

import org.jspecify.annotations.NullMarked;
