package io.firstlight.core.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What people look for in a tool of this kind and this version does not have, by the words they look with. Whoever
 * writes such a word as a key, an option or a command is told so, rather than that the word is unknown.
 * {@code docs/limits.md} has the same list.
 *
 * @param words lower-case, with underscores
 * @param limit what is so, as a sentence without its end
 */
public record WantedFeature(List<String> words, String limit) {
    private static final List<WantedFeature> ALL = List.of(
            wanted(
                    "a study runs on the CPU: no stage asks for another device yet",
                    "gpus gpu num_gpus device devices cuda mps accelerator"),
            wanted(
                    "a study trains in float32: no other precision can be chosen",
                    "precision dtype bf16 fp16 fp8 amp mixed_precision"),
            wanted(
                    "a stage runs on one machine and one rank; --workers and --executor run several stages at once",
                    "nodes num_nodes ranks world_size distributed ddp fsdp deepspeed tensor_parallel spark slurm"),
            wanted(
                    "weights that were made elsewhere cannot be read into a study: every model"
                            + " trains from its beginning",
                    "pretrained from_pretrained huggingface hf init_from load_from load_checkpoint"),
            wanted(
                    "models are not converted to other layouts; a stage of the store has them as"
                            + " safetensors with model.json",
                    "export save_pretrained push_to_hub gguf onnx convert"),
            wanted(
                    "nothing is sent to experiment trackers; summary.json, results.csv and"
                            + " items/*.jsonl hold every number",
                    "wandb tensorboard mlflow comet neptune clearml logger"),
            wanted(
                    "there is no live page; study status and study report show what there is while a study runs",
                    "live serve dashboard ui"),
            wanted(
                    "tasks are multiple choice: answers are not generated and scored, and no"
                            + " published benchmark is built in",
                    "generate generation vqav2 gqa textvqa pope mmmu mmbench docvqa refcoco lm_eval lmms_eval"),
            wanted("all weights of a part train, or none: there are no adapters", "lora qlora peft adapter adapters"),
            wanted("weights are not quantised", "quantization quantisation int8 int4 load_in_8bit load_in_4bit nf4"),
            wanted(
                    "training is on next tokens, contrasts and alignment: there is no preference or reward training",
                    "dpo ppo grpo rlhf reward"),
            wanted(
                    "records lie in JSON lines and tar files on this machine: no Parquet, no"
                            + " compression, no http or s3",
                    "parquet arrow zstd streaming s3 http url hub"),
            wanted(
                    "a record is a document, a captioned image, or a dialogue with one image at most: no interleaved"
                            + " documents, no several images, no video, no sound",
                    "interleaved video audio frames"));

    public WantedFeature {
        words = List.copyOf(words);
    }

    private static WantedFeature wanted(String limit, String words) {
        return new WantedFeature(List.of(words.split(" ")), limit);
    }

    /** Everything that is known to be wanted. */
    public static List<WantedFeature> all() {
        return ALL;
    }

    /** What to say of a key, an option or a command, if it is one of the words. */
    public static Optional<String> about(String word) {
        String plain = word.replaceFirst("^-+", "")
                .replaceFirst("=.*", "")
                .replace('-', '_')
                .toLowerCase(Locale.ROOT);
        return all().stream()
                .filter(feature -> feature.words().contains(plain))
                .map(feature -> "'" + word + "' is not supported yet: " + feature.limit() + " (docs/limits.md)")
                .findFirst();
    }
}
