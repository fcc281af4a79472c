/**
 * The evaluation: tasks and their items, on held-out artists, new scenes, new wordings and facts that are never asked
 * in training. In every task the four options are drawn first, in a way that treats them alike, and the right one is
 * chosen among them afterwards: without the image or the fact, no rule does better than chance. Start at
 * {@link io.firstlight.worlds.quickstart.task.Evaluation}.
 */
package io.firstlight.worlds.quickstart.task;
