/**
 * Dialogues for fine-tuning, about training images and about words. Answers are one word, as in the evaluation, and
 * options are not listed: the model learns to answer openly. Start at
 * {@link io.firstlight.worlds.quickstart.dialogue.Dialogue}.
 */
package io.firstlight.worlds.quickstart.dialogue;
