package io.rejoin.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads HOCON strictly: a key that is not known is an error which names the file, the line and the
 * nearest known key. Substitutions may use the environment.
 */
public final class ConfigFile {
  private static final String ROOT = "rejoin";

  private ConfigFile() {}

  /**
   * Reads a file in which nothing but {@code rejoin} may stand.
   *
   * @throws InvalidSetting if it cannot be read, does not parse, or has a key or value we refuse
   */
  public static Settings read(Path file) throws InvalidSetting {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new InvalidSetting("cannot read the configuration file " + file);
    }
    return read(() -> ConfigFactory.parseFile(
        file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false)));
  }

  /** Reads a text in which nothing but {@code rejoin} may stand; {@code name} is for messages. */
  public static Settings read(String name, String text) throws InvalidSetting {
    return read(() ->
        ConfigFactory.parseString(text, ConfigParseOptions.defaults().setOriginDescription(name)));
  }

  /** Reads a resource of the class path, if there is one of that name. */
  public static Optional<Settings> readResource(String name) throws InvalidSetting {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    if (loader == null || loader.getResource(name) == null) {
      return Optional.empty();
    }
    return Optional.of(read(() -> ConfigFactory.parseResources(loader, name)));
  }

  private interface Source {
    Config parse();
  }

  private static Settings read(Source source) throws InvalidSetting {
    try {
      return read(Settings.NONE, source.parse().resolve().root(), "");
    } catch (ConfigException broken) {
      throw new InvalidSetting(where(broken.origin()) + withoutOrigin(broken));
    }
  }

  private static Settings read(Settings settings, ConfigObject object, String prefix)
      throws InvalidSetting {
    Settings result = settings;
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      String path = prefix + quotedIfNeeded(entry.getKey());
      ConfigValue value = entry.getValue();
      if (value instanceof ConfigObject nested && isSection(path)) {
        result = read(result, nested, path + ".");
      } else if (isSection(path)) {
        throw new InvalidSetting(
            where(value.origin()) + path + " must be a section: " + path + " { ... }");
      } else {
        result = read(result, path, value);
      }
    }
    return result;
  }

  private static Settings read(Settings settings, String path, ConfigValue value)
      throws InvalidSetting {
    String where = where(value.origin());
    if (!path.startsWith(ROOT + ".")) {
      throw Keys.unknown(path, where);
    }
    Setting<?> setting = Keys.at(path, where);
    if (value.valueType() == ConfigValueType.NULL) {
      return settings;
    }
    return settings.put(setting, setting.read(value, where));
  }

  private static boolean isSection(String path) {
    return BucketKeys.isSection(path)
        || Keys.paths().stream().anyMatch(known -> known.startsWith(path + "."));
  }

  private static String quotedIfNeeded(String key) {
    return key.matches("[A-Za-z0-9_-]+") ? key : ConfigUtil.quoteString(key);
  }

  private static String where(@Nullable ConfigOrigin origin) {
    if (origin == null) {
      return "";
    }
    String file = origin.filename() == null ? origin.description() : origin.filename();
    String name = file.replaceFirst(": \\d+$", "");
    return origin.lineNumber() > 0 ? name + ", line " + origin.lineNumber() + ": " : name + ": ";
  }

  private static String withoutOrigin(ConfigException broken) {
    String message = String.valueOf(broken.getMessage());
    ConfigOrigin origin = broken.origin();
    String prefix = origin == null ? "" : origin.description() + ": ";
    return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
  }
}
