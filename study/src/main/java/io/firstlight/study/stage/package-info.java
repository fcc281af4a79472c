/**
 * What each kind of stage does: {@link io.firstlight.study.stage.StageBodies} names one body per kind. A body reads its
 * settings and its inputs' directories and writes its result; keys, sharing and the store are not its business.
 */
package io.firstlight.study.stage;
