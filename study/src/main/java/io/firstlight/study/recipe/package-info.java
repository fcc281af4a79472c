/** What a recipe is in the short form of a study file: the section {@code recipe}. */
package io.firstlight.study.recipe;
