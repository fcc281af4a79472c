/** Which recipe to use, what it cannot be told apart from, and what each axis changed. */
package io.firstlight.study.recommend;
