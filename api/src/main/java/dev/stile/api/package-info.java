/** What a connector author sees. */
package dev.stile.api;
