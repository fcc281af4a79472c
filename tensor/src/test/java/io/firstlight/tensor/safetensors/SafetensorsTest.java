package io.firstlight.tensor.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    @TempDir
    Path directory;

    @Test
    void whatIsWrittenIsReadBackBitForBit() throws IOException {
        try (TensorScope scope = TensorScope.open()) {
            float[] values = {1.5f, -0f, Float.MIN_VALUE, 3e38f, Float.NaN, 7};
            Path file = directory.resolve("a.safetensors");
            Safetensors.write(
                    file,
                    Map.of(
                            "w",
                            Tensors.of(Placement.CPU, values, 2, 3),
                            "b",
                            Tensors.of(Placement.CPU, new float[] {9}, 1)),
                    Map.of("k", "v"));
            var read = Safetensors.read(file);
            assertThat(read.keySet()).containsExactlyInAnyOrder("w", "b");
            assertThat(Tensors.floats(read.get("w"))).containsExactly(values);
            assertThat(Tensors.shape(read.get("w"))).containsExactly(2, 3);
        }
    }

    @Test
    void theLayoutIsTheOneOfTheFormat() throws IOException {
        try (TensorScope scope = TensorScope.open()) {
            Path file = directory.resolve("a.safetensors");
            Safetensors.write(file, Map.of("w", Tensors.of(Placement.CPU, new float[] {1, 2}, 2)), Map.of());
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int header = (int) bytes.getLong(0);
            assertThat(header % 8).isZero();
            assertThat(new String(bytes.array(), 8, header, StandardCharsets.UTF_8))
                    .contains("\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}");
            assertThat(bytes.getFloat(8 + header)).isEqualTo(1f);
            assertThat(bytes.getFloat(12 + header)).isEqualTo(2f);
        }
    }

    @Test
    void otherNamesShapesAndTruncatedFilesAreRefused() throws IOException {
        try (TensorScope scope = TensorScope.open()) {
            Path file = directory.resolve("a.safetensors");
            Safetensors.write(file, Map.of("w", Tensors.of(Placement.CPU, new float[6], 2, 3)), Map.of());
            assertThatThrownBy(() -> Safetensors.readInto(
                            file, Map.of("v", Tensors.of(Placement.CPU, new float[6], 2, 3)), name -> true))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("missing [v]")
                    .hasMessageContaining("unknown [w]");
            assertThatThrownBy(() -> Safetensors.readInto(
                            file, Map.of("w", Tensors.of(Placement.CPU, new float[6], 3, 2)), name -> true))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("[2, 3]")
                    .hasMessageContaining("[3, 2]");
            byte[] bytes = Files.readAllBytes(file);
            Path cut = Files.write(directory.resolve("cut.safetensors"), Arrays.copyOf(bytes, bytes.length - 4));
            assertThatThrownBy(() -> Safetensors.read(cut))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cut.safetensors");
        }
    }

    private Path file(String header, int dataBytes) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(
                directory.resolve("own.safetensors"),
                bytes.putLong(text.length).put(text).array());
    }

    private static String tensor(String name, int from, int to) {
        return String.format(
                "\"%s\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[%d,%d]}", name, (to - from) / 4, from, to);
    }

    @Test
    void tensorsThatOverlapOrLeaveGapsAreRefused() throws IOException {
        String first = tensor("a", 0, 8);
        for (String second : new String[] {
            tensor("b", 4, 12), tensor("b", 0, 8), tensor("b", 12, 16), tensor("b", 0, 16), tensor("b", 8, 12)
        }) {
            Path file = file("{" + first + "," + second + "}", 16);
            assertThatThrownBy(() -> Safetensors.read(file))
                    .as(second)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("own.safetensors");
        }
        try (TensorScope scope = TensorScope.open()) {
            assertThat(Safetensors.read(file("{" + tensor("b", 8, 16) + "," + first + "}", 16)))
                    .containsOnlyKeys("a", "b");
        }
    }

    @Test
    void aHeaderThatIsNotOneJsonObjectIsRefused() throws IOException {
        for (String header :
                new String[] {"{\"a\":1", "{" + tensor("a", 0, 4) + "," + tensor("a", 0, 4) + "}", "{}{}"}) {
            Path file = file(header, 4);
            assertThatThrownBy(() -> Safetensors.read(file))
                    .as(header)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("its header is not JSON");
        }
    }
}
