package io.rejoin.examples.data;

import java.util.Locale;

/** A sea port; latitude and longitude in degrees. */
public record Port(String locode, String name, String country, double latitude, double longitude) {

  static Port parse(String line) {
    String[] fields = line.split(";", -1);
    return new Port(
        fields[0],
        fields[4],
        fields[3],
        Double.parseDouble(fields[1]),
        Double.parseDouble(fields[2]));
  }

  /** The name as it stands in configuration files: lower case, words joined by hyphens. */
  public String siteName() {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
