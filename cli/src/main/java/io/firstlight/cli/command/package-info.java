/** One class a command: its options, its help, one call into the room that does the work, and what is printed. */
package io.firstlight.cli.command;
