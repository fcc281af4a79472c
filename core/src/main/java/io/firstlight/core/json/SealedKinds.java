package io.firstlight.core.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.DatabindContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.jsontype.impl.TypeIdResolverBase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names the records of a sealed interface in JSON by their {@link JsonTypeName}, so that the {@code permits} clause is
 * the only list of them. An interface that uses it carries {@code @JsonTypeInfo(use = CUSTOM, property = "kind")} and
 * {@code @JsonTypeIdResolver(SealedKinds.class)}.
 */
public final class SealedKinds extends TypeIdResolverBase {
    private List<Class<?>> known = List.of();

    @Override
    public void init(JavaType base) {
        known = records(base.getRawClass()).toList();
    }

    /** The name of a record's class in JSON and in messages. */
    public static String name(Class<?> type) {
        JsonTypeName name = type.getAnnotation(JsonTypeName.class);
        if (name == null) {
            throw new IllegalArgumentException(type.getName() + " needs a @JsonTypeName to be written as JSON");
        }
        return name.value();
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(SealedKinds::records)
                : Stream.of(type);
    }

    @Override
    public String idFromValue(Object value) {
        return name(value.getClass());
    }

    @Override
    public String idFromValueAndType(Object value, Class<?> suggestedType) {
        return name(value == null ? suggestedType : value.getClass());
    }

    @Override
    public JavaType typeFromId(DatabindContext context, String id) {
        List<String> names = new ArrayList<>();
        for (Class<?> type : known) {
            if (name(type).equals(id)) {
                return context.constructType(type);
            }
            names.add(name(type));
        }
        throw new IllegalArgumentException("found the kind '" + id + "'; known are "
                + names.stream().sorted().collect(Collectors.joining(", ")));
    }

    @Override
    public JsonTypeInfo.Id getMechanism() {
        return JsonTypeInfo.Id.CUSTOM;
    }
}
