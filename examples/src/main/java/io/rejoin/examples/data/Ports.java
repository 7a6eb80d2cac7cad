package io.rejoin.examples.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** About 1,600 sea ports of the world, and a choice of them for the names of sites. */
public final class Ports {
  /** Ports on every ocean, far apart from each other, the first few the farthest. */
  private static final List<String> SITES = List.of(
      "NZAKL", "NLRTM", "SGSIN", "BRSSZ", "ZADUR", "CAVAN", "JPYOK", "ISREY", "KEMBA", "USLAX",
      "DEHAM", "CLVAP", "AUSYD", "GRPIR", "KRPUS", "PABLB", "NOOSL", "LKCMB", "CNSHA", "ESVLC",
      "AEDXB", "EGPSD", "USSAV", "UYMVD");

  private final Map<String, Port> byLocode;

  private Ports(Map<String, Port> byLocode) {
    this.byLocode = byLocode;
  }

  public static Ports load() {
    Map<String, Port> byLocode = new LinkedHashMap<>();
    try (BufferedReader lines = Resource.open("ports.csv")) {
      lines.lines().map(Port::parse).forEach(port -> byLocode.put(port.locode(), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Ports(byLocode);
  }

  public Collection<Port> all() {
    return List.copyOf(byLocode.values());
  }

  public Optional<Port> find(String locode) {
    return Optional.ofNullable(byLocode.get(locode));
  }

  public static int mostSites() {
    return SITES.size();
  }

  /** The first {@code count} of at most {@link #mostSites()} ports that serve as sites. */
  public List<Port> sites(int count) {
    return SITES.subList(0, count).stream()
        .map(code -> find(code).orElseThrow())
        .toList();
  }
}
