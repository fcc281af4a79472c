/**
 * Where finished stages live: immutable directories under their keys, checked before they are used, safe against a kill
 * at any moment and against a second process. Start at {@link io.firstlight.study.store.Store}.
 *
 * <pre>
 * STORE/store.json            format version
 * STORE/lock                  held by the running process; says its pid
 * STORE/stages/KEY/           a finished stage: its files and stage.json (record, sizes, SHA-256)
 * STORE/work/KEY/work         an unfinished stage's own checkpoints
 * STORE/work/KEY/output       what will become STORE/stages/KEY
 * STORE/work/KEY/seconds      time spent on it so far
 * STORE/verified/KEY.json     size and time of every file when its hash was last checked
 * </pre>
 */
package io.firstlight.study.store;
