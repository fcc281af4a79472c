/** What the user sees when something fails: one message, never a stack trace; the trace goes to a file. */
package io.firstlight.cli.failure;
