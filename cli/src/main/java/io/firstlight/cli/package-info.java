/**
 * The command line. {@link io.firstlight.cli.Firstlight} is what the launcher starts; the commands are in
 * {@code command}, and each only reads its options, calls one module, and prints.
 */
package io.firstlight.cli;
