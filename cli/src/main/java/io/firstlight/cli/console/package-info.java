/**
 * What commands print: tables on standard output, or JSON with {@code --json}; progress and notices on standard error.
 */
package io.firstlight.cli.console;
