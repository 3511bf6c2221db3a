package comettail.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.catalog.SegmentName.Evidence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A segment is known by its name, and a log of its own is never taken for one. */
final class SegmentNameTest {
  @ParameterizedTest
  @CsvSource({
    // logrotate, also with dateext, dateformat, extension and copies by hand
    "app.log.1, app.log, 1",
    "app.log.12, app.log, 12",
    "app.log.2.gz, app.log, 2",
    "app.log.2.xz, app.log, 2",
    "app.log.2.zst, app.log, 2",
    "app.log.2.GZ, app.log, 2",
    "app.log.old, app.log, ''",
    "app.log.bak, app.log, ''",
    "app.log-20261121, app.log, 20261121",
    "app.log-20261121.gz, app.log, 20261121",
    "app.log-202611, app.log, 202611",
    "app.log-2026112114, app.log, 20261121 14",
    "app.log-20261121-1732194000, app.log, 20261121 1732194000",
    "app.log-1732194000, app.log, 1732194000",
    "app-20261121.log.gz, app.log, 20261121",
    "syslog.1, syslog, 1",
    "messages-20261121, messages, 20261121",
    "dmesg.0, dmesg, 0",
    "Xorg.0.log.old, Xorg.0.log, ''",
    "postgresql-15-main.log.1, postgresql-15-main.log, 1",
    "access_log_8080.1, access_log_8080, 1",
    // log4j 1 and 2, logback
    "app.log.2026-11-21, app.log, 20261121",
    "app.log.2026-11-21.gz, app.log, 20261121",
    "app.log.2026-11-21-14, app.log, 20261121 14",
    "app.log.2026-11, app.log, 202611",
    "app.2026-11-21.log, app.log, 20261121",
    "app-2026-11-21.log, app.log, 20261121",
    "app_2026-11-21.log, app.log, 20261121",
    "app.2026_11_21.log, app.log, 20261121",
    "app-2026-11.log, app.log, 202611",
    "app.2026-11-21.3.log, app.log, 20261121 3",
    "app-2026-11-21-3.log.gz, app.log, 20261121 3",
    "app-2026-11-21-14-3.log.gz, app.log, 20261121 14 3",
    "app-11-21-2026-3.log.gz, app.log, 20261121 3",
    "app-21-11-2026-3.log.gz, app.log, 20261121 3",
    "app.2026-11-21.0.log13937086666025.tmp, app.log, 20261121 0",
    "app.1.log, app.log, 1",
    "app-1.log.gz, app.log, 1",
    // Spring Boot, Tomcat, Kafka, Elasticsearch, MongoDB, PostgreSQL, glog
    "app.log.2026-11-21.0.gz, app.log, 20261121 0",
    "catalina.2026-11-22.log, catalina.log, 20261122",
    "localhost_access_log.2026-11-22.txt, localhost_access_log.txt, 20261122",
    "server.log.2026-11-21-14, server.log, 20261121 14",
    "shop_deprecation-2026-11-21-1.log.gz, shop_deprecation.log, 20261121 1",
    "gc.log.00, gc.log, 0",
    "mongod.log.2026-11-21T14-15-30, mongod.log, 20261121 14 15 30",
    "postgresql-2026-11-21_141530.log, postgresql.log, 20261121 141530",
    "x.host.log.INFO.20261121-141530.77, x.host.log.INFO, 20261121 141530 77",
    "0.log.20261121-141530.gz, 0.log, 20261121 141530",
  })
  void aSegmentsNameTellsItsLogAndWhatOrdersIt(String fileName, String log, String numbers) {
    SegmentName name = SegmentName.parse(fileName).orElseThrow();
    assertEquals(log, name.log());
    assertEquals(numbers, String.join(" ", name.numbers().stream().map(String::valueOf).toList()));
    assertEquals(Optional.of(log), SegmentName.of(fileName, log).map(SegmentName::log));
    assertTrue(Stem.of(log).mayName(fileName));
  }

  /** Names from /var/log and from the directories of Tomcat, nginx, PostgreSQL and others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "syslog",
        "kern.log",
        "alternatives.log",
        "cloud-init-output.log",
        "btmp",
        "Xorg.0.log", // beside Xorg.1.log
        "Xorg.1.log",
        "worker-1.log",
        "worker-2.log",
        "worker_2.log",
        "worker.1", // no log is called worker
        "postgresql-15-main.log",
        "postgresql-Mon.log",
        "mysql5.7.log",
        "python3.11.log",
        "app-1.2.3.log",
        "192.168.1.10",
        "192.168.1.10.log",
        "log.192.168.1.5", // Samba
        "log.smbd",
        "sa21",
        "sar21",
        "u_ex261121.log", // IIS
        "hs_err_pid1234.log",
        "core.1234",
        "libfoo.so.1",
        "session-1732194000.log",
        "build-202611.log",
        "device-12345678.log",
        "app-2026.log",
        "app-2026-13-45.log",
        "system@0005f1a2b3c4d5e6-0123456789abcdef.journal",
        "2026-11-21.log", // which log's?
        "app.log.gz",
        "app.log.tmp",
        "gc.log.0.current",
        "app.log.2.bz2", // can't be read
        "app-2026-11-21.log.zip",
        "app.log.1.lz4",
        "app.log-20261121.tar",
      })
  void aNameThatMayBeALogsOwnMakesNoSegment(String fileName) {
    assertFalse(
        SegmentName.parse(fileName).filter(name -> name.isSegment(false)).isPresent(),
        () -> SegmentName.parse(fileName).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "app.1.log, app.log, AMBIGUOUS",
    "worker-1.log.gz, worker.log, AMBIGUOUS",
    "session-1732194000.log, session.log, AMBIGUOUS",
    "build-202611.log, build.log, AMBIGUOUS",
    "worker.1, worker, NUMBER",
    "app.log.1, app.log, NUMBER",
    "app.log-1732194000, app.log, NUMBER",
    "app-2026-11-21.log, app.log, DATE",
  })
  void aNumberIsAStampOnlyBesideItsLog(String fileName, String log, Evidence evidence) {
    SegmentName name = SegmentName.parse(fileName).orElseThrow();
    assertEquals(log, name.log());
    assertEquals(evidence, name.evidence());
    assertTrue(name.isSegment(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker-1.log", "mysql5.7.log", "python3.11.log", "a-1"})
  void aNumberThatBelongsToTheNameIsNoStampAnywhere(String fileName) {
    assertFalse(SegmentName.parse(fileName).filter(name -> name.isSegment(true)).isPresent());
  }

  @Test
  void aSegmentThatWasRotatedAgainIsOneOfBothLogs() {
    String name = "catalina.2026-11-22.log.1";
    SegmentName inner = SegmentName.of(name, "catalina.2026-11-22.log").orElseThrow();
    SegmentName outer = SegmentName.of(name, "catalina.log").orElseThrow();
    assertEquals(List.of(1L), inner.numbers());
    assertEquals(List.of(20261122L, 1L), outer.numbers());
    assertEquals(Optional.empty(), SegmentName.of(name, "cat.log"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026", "2026-11", "202611", "2026-11-21", "archive", "Archives", "old"})
  void aDirectoryOfOldFilesIsKnownByItsName(String name) {
    assertTrue(SegmentName.isArchive(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx", "1", "20", "2026-", "old2", "production", ".old", "archive.d"})
  void anotherDirectoryIsNoArchive(String name) {
    assertFalse(SegmentName.isArchive(name));
  }
}
