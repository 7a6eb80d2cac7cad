package io.rejoin.crdt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The types that a node knows, by id and by name. Immutable. */
public final class Catalogue {
  private final SortedMap<Integer, CrdtType<?>> byId = new TreeMap<>();
  private final SortedMap<String, CrdtType<?>> byName = new TreeMap<>();

  private Catalogue(Collection<CrdtType<?>> types) {
    for (CrdtType<?> type : types) {
      if (type.id() < 1 || type.id() > EntryKey.MAX_TYPE) {
        throw new IllegalArgumentException(type.name() + " has the id " + type.id());
      }
      if (byId.put(type.id(), type) != null || byName.put(type.name(), type) != null) {
        throw new IllegalArgumentException("two types with id " + type.id() + " or " + type.name());
      }
    }
  }

  public static Catalogue of(CrdtType<?>... types) {
    return new Catalogue(List.of(types));
  }

  /**
   * These types and those.
   *
   * @throws IllegalArgumentException if two types have the same id or name
   */
  public Catalogue with(Collection<CrdtType<?>> others) {
    List<CrdtType<?>> all = new ArrayList<>(types());
    all.addAll(others);
    return new Catalogue(all);
  }

  public Optional<CrdtType<?>> byId(int id) {
    return Optional.ofNullable(byId.get(id));
  }

  public Optional<CrdtType<?>> byName(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All of them, by id. */
  public List<CrdtType<?>> types() {
    return List.copyOf(byId.values());
  }
}
