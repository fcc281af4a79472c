/**
 * Where log lines go: to a file in the store, never to the terminal. Both the command line and the process of a stage
 * use it.
 */
package io.firstlight.cli.log;
