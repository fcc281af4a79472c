/** Where log lines go: to a file in the store, never to the terminal. */
package io.firstlight.cli.log;
