/**
 * Folders for tests whose processes may outlive them for a moment.
 *
 * <p>In: nothing. Out: a folder a test, removed afterwards as far as it can be; what settled in
 * one. Tests only.
 */
@NullMarked
package dev.stile.testkit.files;

import org.jspecify.annotations.NullMarked;
