package io.rejoin.examples.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What 4,627 shoppers of a New Zealand supermarket had in their baskets, by department. The data
 * says only that a department is in a basket, not how often: quantities must be made up.
 */
public final class Baskets {
  private final List<String> departments;
  private final List<List<String>> baskets;

  private Baskets(List<String> departments, List<List<String>> baskets) {
    this.departments = departments;
    this.baskets = baskets;
  }

  public static Baskets load() {
    try (BufferedReader lines = Resource.open("baskets.csv")) {
      return parse(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** First line: the names of the departments. Each further line: the indexes of one basket. */
  static Baskets parse(BufferedReader lines) throws IOException {
    String header = lines.readLine();
    if (header == null) {
      throw new IOException("no header line");
    }
    List<String> departments = List.of(header.split(",", -1));
    List<List<String>> baskets = new ArrayList<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      baskets.add(Arrays.stream(line.split(",", -1))
          .map(Integer::valueOf)
          .map(departments::get)
          .toList());
    }
    return new Baskets(departments, List.copyOf(baskets));
  }

  public List<String> departments() {
    return departments;
  }

  public int size() {
    return baskets.size();
  }

  /** The departments in one basket, in the order of the shop. */
  public List<String> basket(int number) {
    return baskets.get(number);
  }

  public double meanSize() {
    return baskets.stream().mapToInt(List::size).average().orElse(0);
  }
}
