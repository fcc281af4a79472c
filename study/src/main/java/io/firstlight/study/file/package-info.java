/**
 * What a study file says, as records, and the strict reader that makes them; a recipe is the file with some keys at
 * other values. Owns the whole vocabulary of {@code studies/*.yaml} (docs/study-files.md); start at
 * {@code StudyFileReader}.
 */
package io.firstlight.study.file;
