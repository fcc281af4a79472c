/**
 * The evaluation: tasks and their items, with drawings of held-out artists, layouts and wordings that training does not
 * use, and facts that no training dialogue asks for. In every task the options are drawn first, by a rule that is the
 * same for all of them, and the answer is then chosen among them at random: a rule that sees only the options cannot
 * beat chance. Start at {@link io.firstlight.worlds.quickstart.task.WorldEvaluation}.
 */
package io.firstlight.worlds.quickstart.task;
