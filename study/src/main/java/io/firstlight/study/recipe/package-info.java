/** What one model of a study is made like, and how a study's axes expand into such recipes. */
package io.firstlight.study.recipe;
