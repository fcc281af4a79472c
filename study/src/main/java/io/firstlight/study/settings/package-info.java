/**
 * Values that a study file and the stages it becomes have in common: shapes of models, batches, optimizer, learning
 * rates. They know neither files nor stages; their JSON enters the keys of stages.
 */
package io.firstlight.study.settings;
