package io.rejoin.simulator.conf;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.File;
import java.net.URL;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses HOCON into a tree that keeps the order of the file, which the library does not. The same
 * file is the same tree everywhere: substitutions know nothing of the environment, and only files
 * beside this one can be included.
 */
final class Hocon {
  private static final int MOST_VALUES = 1_000_000;
  private static final int DEEPEST = 64;

  private final String name;
  private final List<String> lines;
  private int values;

  private Hocon(String name, String text) {
    this.name = name;
    lines = text.lines().toList();
  }

  /** Parses a text; {@code name} is for messages. */
  static Tree.Section parse(String name, String text) throws InvalidScenario {
    ConfigParseOptions options = options().setOriginDescription(name);
    return new Hocon(name, text).read(text, () -> ConfigFactory.parseString(text, options));
  }

  /** Parses the text of a file; what it includes is looked for beside it. */
  static Tree.Section parse(File file, String text) throws InvalidScenario {
    return new Hocon(file.getPath(), text)
        .read(text, () -> ConfigFactory.parseFile(file, options()));
  }

  private interface Source {
    Config parse();
  }

  private Tree.Section read(String text, Source source) throws InvalidScenario {
    if (depth(text) > DEEPEST) {
      throw new InvalidScenario(
          List.of(name + ": brackets are nested more than " + DEEPEST + " deep"));
    }
    try {
      ConfigObject root =
          source.parse().resolve(ConfigResolveOptions.noSystem()).root();
      return section(root);
    } catch (ConfigException broken) {
      throw new InvalidScenario(List.of(where(broken.origin()) + withoutOrigin(broken)));
    }
  }

  private static int depth(String text) {
    int depth = 0;
    int deepest = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }

  private Tree tree(ConfigValue value) {
    if (++values > MOST_VALUES) {
      throw new ConfigException.Generic("more than " + MOST_VALUES + " values");
    }
    if (value instanceof ConfigObject object) {
      return section(object);
    } else if (value instanceof ConfigList list) {
      List<Tree> items = new ArrayList<>();
      list.forEach(item -> items.add(tree(item)));
      return new Tree.Items(where(value.origin()), items);
    } else if (value.valueType() == ConfigValueType.NULL) {
      return new Tree.Nothing(where(value.origin()));
    }
    return new Tree.Text(where(value.origin()), String.valueOf(value.unwrapped()));
  }

  private Tree.Section section(ConfigObject object) {
    Map<String, Tree> entries = new LinkedHashMap<>();
    object.entrySet().stream()
        .sorted(Comparator.comparing((Map.Entry<String, ConfigValue> entry) ->
                where(entry.getValue().origin()).file().equals(name))
            .thenComparing(entry -> where(entry.getValue().origin()).file())
            .thenComparing(entry -> where(entry.getValue().origin()).line())
            .thenComparing(entry -> column(entry.getKey(), entry.getValue()))
            .thenComparing(Map.Entry::getKey))
        .forEach(entry -> entries.put(entry.getKey(), tree(entry.getValue())));
    return new Tree.Section(where(object.origin()), entries);
  }

  /** Where in its line a key stands, as well as can be seen; it orders keys of one line. */
  private int column(String key, ConfigValue value) {
    int line = where(value.origin()).line();
    if (line < 1 || line > lines.size()) {
      return 0;
    }
    Pattern place = Pattern.compile("(?<![\\w-])\"?" + Pattern.quote(key) + "\"?\\s*[:={+]");
    Matcher matcher = place.matcher(lines.get(line - 1));
    return matcher.find() ? matcher.start() : 0;
  }

  private Tree.Where where(@Nullable ConfigOrigin origin) {
    if (origin == null) {
      return new Tree.Where(name, 0);
    }
    String file = origin.filename() == null ? origin.description() : origin.filename();
    String plain = file.replaceFirst("^merge of ", "").replaceFirst(": \\d+(-\\d+)?(,.*)?$", "");
    return new Tree.Where(isThis(plain) ? name : plain, Math.max(0, origin.lineNumber()));
  }

  private boolean isThis(String file) {
    return file.equals(name) || new File(file).equals(new File(name).getAbsoluteFile());
  }

  private static String withoutOrigin(ConfigException broken) {
    String message = String.valueOf(broken.getMessage());
    ConfigOrigin origin = broken.origin();
    String prefix = origin == null ? "" : origin.description() + ": ";
    return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
  }

  private static ConfigParseOptions options() {
    return ConfigParseOptions.defaults().setAllowMissing(false).setIncluder(new Beside());
  }

  /** Includes files that lie beside the one that names them, and nothing else. */
  private static final class Beside
      implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      var found = context.relativeTo(what);
      if (found == null) {
        throw refused(what);
      }
      return found.parse(context.parseOptions().setAllowMissing(false));
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
      return include(context, what.getPath());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
      throw refused(what.toString());
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
      throw refused(what);
    }

    private static ConfigException refused(String what) {
      return new ConfigException.Generic(
          "cannot include " + what + ": only files beside this one can be included");
    }
  }
}
