package io.rejoin.node.kryo;

import com.esotericsoftware.kryo.kryo5.Kryo;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** The JDK's classes under fixed ids. A line may be added at the end, never moved. */
final class JdkClasses {
  private static final int FIRST_ID = 10;

  private static final List<Class<?>> IN_ORDER = List.of(
      ArrayList.class,
      LinkedList.class,
      ArrayDeque.class,
      HashSet.class,
      LinkedHashSet.class,
      TreeSet.class,
      HashMap.class,
      LinkedHashMap.class,
      TreeMap.class,
      Arrays.asList().getClass(),
      List.of().getClass(),
      List.of(1).getClass(),
      List.of(1, 2, 3).subList(0, 2).getClass(),
      Set.of().getClass(),
      Set.of(1).getClass(),
      Map.of().getClass(),
      Map.of(1, 2).getClass(),
      boolean[].class,
      byte[].class,
      short[].class,
      char[].class,
      int[].class,
      long[].class,
      float[].class,
      double[].class,
      String[].class,
      Object[].class,
      BigInteger.class,
      BigDecimal.class,
      UUID.class,
      Optional.class,
      Instant.class,
      Duration.class,
      Period.class,
      LocalDate.class,
      LocalTime.class,
      LocalDateTime.class,
      OffsetDateTime.class,
      ZonedDateTime.class,
      ZoneOffset.class,
      Year.class,
      YearMonth.class);

  private JdkClasses() {}

  static void register(Kryo kryo) {
    int id = FIRST_ID;
    for (Class<?> type : IN_ORDER) {
      if (type == UUID.class) {
        kryo.register(type, new UuidSerializer(), id);
      } else {
        kryo.register(type, id);
      }
      id++;
    }
  }
}
