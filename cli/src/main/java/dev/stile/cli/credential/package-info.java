/**
 * Git's credential protocol (gitcredentials, git-credential): what it asks, and what it is told.
 *
 * <p>In: git's question. Out: user and credential for a granted git origin of a connection, and
 * nothing for anything else, so that git goes on to ask others. Called by the program that git
 * starts.
 */
@NullMarked
package dev.stile.cli.credential;

import org.jspecify.annotations.NullMarked;
