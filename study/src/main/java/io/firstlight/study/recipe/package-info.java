/** What recipes of a study differ in: the keys of the study file that axes vary, and the section {@code recipe}. */
package io.firstlight.study.recipe;
