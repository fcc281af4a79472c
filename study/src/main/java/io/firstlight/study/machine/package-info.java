/** Where stages run: processor, threads, measured speed, and the versions that their numbers may depend on. */
package io.firstlight.study.machine;
