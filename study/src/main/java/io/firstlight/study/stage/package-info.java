/**
 * One step of a study as a value: a {@link io.firstlight.study.stage.Stage} is a spec, its inputs and the key of both.
 * Each kind of stage is one record of {@link io.firstlight.study.stage.StageSpec}, which says what the stage reads,
 * what it costs and how it is done; keys, sharing and the store are not its business.
 */
package io.firstlight.study.stage;
