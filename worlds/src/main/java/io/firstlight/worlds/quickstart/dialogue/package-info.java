/**
 * Dialogues for fine-tuning, about training images and about words. Answers are one word, as in the evaluation, and the
 * questions list no options: the model learns to generate the answer. Start at
 * {@link io.firstlight.worlds.quickstart.dialogue.Dialogue}.
 */
package io.firstlight.worlds.quickstart.dialogue;
