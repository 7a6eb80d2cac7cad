package io.rejoin.simulator.conf;

import io.rejoin.simulator.conf.text.Complaint;
import io.rejoin.simulator.conf.text.DistributionText;
import io.rejoin.simulator.conf.text.Units;
import io.rejoin.simulator.world.Distribution;
import io.rejoin.simulator.world.Loss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a value must look like. */
@FunctionalInterface
interface Kind<T> {
  Pattern GILBERT = Pattern.compile("gilbert\\s*\\(([^()]*)\\)");
  List<String> GILBERT_ARGUMENTS = List.of("good", "bad", "enter", "leave");

  T read(Tree value) throws Complaint;

  Kind<String> TEXT = value -> {
    if (value instanceof Tree.Text text) {
      return text.text();
    }
    throw new Complaint("must be a word, not " + value.form());
  };

  Kind<List<String>> TEXTS = value -> list(TEXT).read(value);

  Kind<Distribution> TIMES = value -> DistributionText.read(TEXT.read(value), Units.TIME);

  Kind<Distribution> AMOUNTS = value -> DistributionText.read(TEXT.read(value), Units.NUMBER);

  Kind<Distribution> GAPS = value -> DistributionText.readGaps(TEXT.read(value));

  Kind<Duration> DURATION = value -> Duration.ofNanos(Units.TIME.whole(TEXT.read(value)));

  Kind<Duration> POSITIVE_DURATION = value -> {
    Duration time = DURATION.read(value);
    if (time.isNegative()) {
      throw new Complaint("is below zero: " + value.form());
    }
    return time;
  };

  Kind<Double> SHARE = value -> {
    double share = Units.SHARE.read(TEXT.read(value));
    if (share > 1) {
      throw new Complaint("is 0% to 100%, not " + value.form());
    }
    return share;
  };

  Kind<Long> SIZE = value -> Units.SIZE.whole(TEXT.read(value));

  Kind<Double> PPM = value -> Units.PPM.read(TEXT.read(value));

  /** In bytes per second. */
  Kind<Long> RATE = value -> {
    long bits = Units.RATE.whole(TEXT.read(value));
    if (bits < 8) {
      throw new Complaint("is 8bit or more, not " + value.form());
    }
    return bits / 8;
  };

  Kind<Loss> LOSS = value -> {
    Matcher gilbert = GILBERT.matcher(TEXT.read(value));
    return gilbert.matches() ? gilbert(gilbert.group(1)) : Loss.constant(SHARE.read(value));
  };

  private static Loss gilbert(String text) throws Complaint {
    String form = "gilbert(good=0.2%,bad=50%,enter=0.4%/s,leave=80%/s)";
    String[] arguments = text.split(",", -1);
    double[] values = new double[GILBERT_ARGUMENTS.size()];
    if (arguments.length != values.length) {
      throw new Complaint("it is " + form + ", not gilbert(" + text + ")");
    }
    for (int i = 0; i < values.length; i++) {
      String[] sides = arguments[i].strip().split("\\s*=\\s*", 2);
      if (sides.length != 2 || !sides[0].equals(GILBERT_ARGUMENTS.get(i))) {
        throw new Complaint("it is " + form + ", not gilbert(" + text + ")");
      }
      values[i] = (i < 2 ? Units.SHARE : Units.HAZARD).read(sides[1]);
    }
    try {
      return new Loss.Gilbert(values[0], values[1], values[2], values[3]);
    } catch (IllegalArgumentException refused) {
      throw new Complaint(String.valueOf(refused.getMessage()));
    }
  }

  /** A whole number. */
  static Kind<Integer> number(int least, int most) {
    return value -> {
      String text = TEXT.read(value);
      if (!text.matches("-?\\d{1,9}")
          || Integer.parseInt(text) < least
          || Integer.parseInt(text) > most) {
        throw new Complaint("is a number from " + least + " to " + most + ", not " + text);
      }
      return Integer.parseInt(text);
    };
  }

  /** Yes or no. */
  static Kind<Boolean> flag() {
    return value -> {
      String text = TEXT.read(value);
      if (text.matches("true|yes|on")) {
        return true;
      } else if (text.matches("false|no|off")) {
        return false;
      }
      throw new Complaint("is true or false, not '" + text + "'");
    };
  }

  /** One of some words. */
  static Kind<String> choice(String what, Collection<String> words) {
    return value -> {
      String text = TEXT.read(value);
      if (!words.contains(text)) {
        throw new Complaint(Complaint.unknown(what, text, words));
      }
      return text;
    };
  }

  /** One of the constants, in lower case. */
  static <E extends Enum<E>> Kind<E> choice(String what, Class<E> type) {
    return value -> {
      List<String> words = new ArrayList<>();
      for (E constant : type.getEnumConstants()) {
        words.add(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      }
      return type.getEnumConstants()[words.indexOf(choice(what, words).read(value))];
    };
  }

  /** One or several of a kind. */
  static <T> Kind<List<T>> list(Kind<T> kind) {
    return value -> {
      List<T> list = new ArrayList<>();
      for (Tree item : value instanceof Tree.Items items ? items.items() : List.of(value)) {
        list.add(kind.read(item));
      }
      return list;
    };
  }
}
