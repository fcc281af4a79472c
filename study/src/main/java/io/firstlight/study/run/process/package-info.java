/**
 * Stages in processes of their own. {@link io.firstlight.study.run.process.ProcessExecutor} starts a JVM for each task
 * and reads what it says; {@link io.firstlight.study.run.process.StageServer} is the other end, inside that JVM. They
 * speak JSON lines: one {@code StageTask} to standard input, {@code WorkerMessage}s from standard output. Standard
 * input stays open as long as the parent lives, so a process whose parent ended in any way sees its end and ends too.
 *
 * <p>A process costs the start of a JVM and of libtorch for each stage (docs/launcher.md has the figure) and gives
 * isolation in return: a crash in native code or a full heap ends one stage and is reported by name.
 */
package io.firstlight.study.run.process;
