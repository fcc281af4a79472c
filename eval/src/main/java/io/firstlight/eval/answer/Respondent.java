package io.firstlight.eval.answer;

import io.firstlight.eval.score.NextTokenModel;
import io.firstlight.eval.score.PromptEncoder;
import io.firstlight.eval.score.PromptImages;

/**
 * A model that is asked, with what it takes to ask it.
 *
 * @param images what the images of the items look like to the model
 * @param batchPositions most positions of a batch, padding included
 */
public record Respondent(NextTokenModel model, PromptEncoder prompts, PromptImages images, int batchPositions) {}
