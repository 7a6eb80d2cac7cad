package io.rejoin.simulator.conf;

import io.rejoin.simulator.conf.text.Complaint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The keys of one section, read strictly: a key that is not known is a complaint. */
final class Fields {
  private final Tree.Section section;
  private final Vocabulary words;
  private final Complaints complaints;

  Fields(Tree.Section section, Vocabulary words, Complaints complaints) {
    this.section = section;
    this.words = words;
    this.complaints = complaints;
    section.entries().forEach((key, value) -> {
      if (!words.keys().contains(key)) {
        complaints.add(
            value.where(), Complaint.unknown("key", key, words.keys()) + " of " + words.title());
      }
    });
  }

  Complaints complaints() {
    return complaints;
  }

  Tree.Where where() {
    return section.where();
  }

  boolean has(String key) {
    return !(section.entries().getOrDefault(key, new Tree.Nothing(where()))
        instanceof Tree.Nothing);
  }

  Optional<Tree> tree(String key) {
    if (!words.keys().contains(key)) {
      throw new IllegalStateException(key + " is no key of " + words.title());
    }
    return has(key) ? Optional.ofNullable(section.entries().get(key)) : Optional.empty();
  }

  void complain(String key, String what) {
    complaints.add(tree(key).map(Tree::where).orElse(where()), key + " " + what);
  }

  <T> Optional<T> find(String key, Kind<T> kind) {
    Optional<Tree> value = tree(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(kind.read(value.get()));
    } catch (Complaint refused) {
      complaints.add(value.get().where(), key + ": " + refused.what());
      return Optional.empty();
    }
  }

  <T> T get(String key, T standard, Kind<T> kind) {
    return find(key, kind).orElse(standard);
  }

  /** The same where it must not be missing. */
  <T> T need(String key, T standIn, Kind<T> kind) {
    if (!has(key)) {
      complaints.add(where(), words.title() + " needs the key " + key);
    }
    return find(key, kind).orElse(standIn);
  }

  Optional<Fields> section(String key, Vocabulary inner) {
    Optional<Tree> value = tree(key);
    if (value.isPresent() && !(value.get() instanceof Tree.Section)) {
      complain(key, "must be a section: " + key + " { ... }");
    }
    return value
        .filter(Tree.Section.class::isInstance)
        .map(found -> new Fields((Tree.Section) found, inner, complaints));
  }

  /** The sections below a key by their names, in the order of the file. */
  List<Map.Entry<String, Tree>> entries(String key) {
    Optional<Tree> value = tree(key);
    if (value.isPresent() && !(value.get() instanceof Tree.Section)) {
      complain(key, "must be a section: " + key + " { ... }");
    }
    List<Map.Entry<String, Tree>> entries = new ArrayList<>();
    if (value.isPresent() && value.get() instanceof Tree.Section found) {
      found.entries().forEach((name, tree) -> {
        if (!(tree instanceof Tree.Nothing)) {
          entries.add(Map.entry(name, tree));
        }
      });
    }
    return entries;
  }

  /** The items of a list. */
  List<Tree> items(String key) {
    Optional<Tree> value = tree(key);
    if (value.isPresent() && !(value.get() instanceof Tree.Items)) {
      complain(key, "must be a list: " + key + " = [ ... ]");
    }
    return value.isPresent() && value.get() instanceof Tree.Items found ? found.items() : List.of();
  }

  /** A value as a section, whatever it is. */
  Fields in(Tree tree, Vocabulary inner) {
    if (tree instanceof Tree.Section found) {
      return new Fields(found, inner, complaints);
    }
    complaints.add(tree.where(), inner.title() + " must be a section, not " + tree.form());
    return new Fields(new Tree.Section(tree.where(), Map.of()), inner, new Complaints());
  }

  <T> Optional<T> make(Supplier<T> maker) {
    return complaints.make(where(), maker);
  }
}
