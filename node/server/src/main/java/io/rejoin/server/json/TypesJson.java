package io.rejoin.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.rejoin.crdt.Operation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The types that can be used through JSON, by name. */
public final class TypesJson {
  private final Map<String, TypeJson> byName = new LinkedHashMap<>();

  private TypesJson() {}

  public static TypesJson standard() {
    TypesJson types = new TypesJson();
    CountersJson.all().forEach(types::add);
    RegistersJson.all().forEach(types::add);
    SetsJson.all().forEach(types::add);
    types.add(new MapJson(types));
    MapsJson.all().forEach(types::add);
    SequencesJson.all().forEach(types::add);
    types.add(new CartJson());
    return types;
  }

  private void add(TypeJson type) {
    byName.put(type.type().name(), type);
  }

  public TypeJson byName(String name) throws InvalidJson {
    TypeJson type = byName.get(name);
    if (type == null) {
      throw new InvalidJson(
          "there is no type '" + name + "'", "there is " + String.join(", ", byName.keySet()));
    }
    return type;
  }

  public Optional<TypeJson> byId(int id) {
    return all().stream().filter(type -> type.type().id() == id).findFirst();
  }

  private Collection<TypeJson> all() {
    return byName.values();
  }

  /** Reads {@code {"op": ..., ...}} as an operation of a type. */
  public static Operation operation(TypeJson type, JsonNode json) throws InvalidJson {
    Fields fields = Fields.of(json, "an operation of type " + type.type().name());
    try {
      return type.operation(fields.text("op"), fields);
    } catch (IllegalArgumentException e) {
      throw new InvalidJson(String.valueOf(e.getMessage()), "send another value");
    }
  }
}
