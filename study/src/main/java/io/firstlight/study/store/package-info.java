/**
 * Where finished stages live: immutable directories under their keys, checked before they are used, safe against a kill
 * at any moment and shared by any number of processes. Start at {@link io.firstlight.study.store.Store}.
 *
 * <pre>
 * STORE/store.json                  format version
 * STORE/stages/KEY/                 a finished stage: its files and stage.json (record, sizes, SHA-256)
 * STORE/work/KEY/TOKEN/lease.json   who works on an unfinished stage, a sign of life, and the time spent so far
 * STORE/work/KEY/TOKEN/work         its own checkpoints
 * STORE/work/KEY/TOKEN/output       what will become STORE/stages/KEY
 * STORE/status/                     a file for each process that runs a study: how far it is
 * STORE/journal.jsonl               what all of them did
 * STORE/log/                        log files
 * </pre>
 *
 * <p>TOKEN is new with every owner. Taking a stage over renames its directory, so the former owner, should it live
 * after all, finds none of its paths and publishes nothing.
 */
package io.firstlight.study.store;
