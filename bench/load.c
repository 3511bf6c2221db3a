/*
 * load: appends stamped lines to logs, holds thousands of readers of them over HTTP or WebSocket, and
 * prints one JSON object with what reached the readers, when, and what it cost the server.
 *
 *   gcc -O2 -pthread -o load load.c
 *   load --port 8080 --dir LOGS --target '/tail?log={log}&lines=0' --clients 1000 --rate 1000 --pids PID
 *   load --port 8080 --target '/tail?log=big.log&from=start&follow=false' --whole
 *
 * One thread appends lines "... @NUMBER:NANOSECONDS; ..."; NUMBER counts the lines of one log, and
 * NANOSECONDS is the monotonic clock just before the write. Another thread holds all connections in one
 * epoll loop, takes the HTTP chunks apart, and looks for the stamps in what is left, whatever form it is in.
 *
 * The phases: the readers connect, few at a time; a while to settle; with --hold a line "held" is
 * printed, and a line is waited for; warm-up; the time that is measured; and the drain, which ends when
 * every reader has everything, or is over.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define SECOND 1000000000ull

static void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("load: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
  exit(2);
}

static uint64_t now_nanos(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * SECOND + t.tv_nsec;
}

/* ---- what is asked for ------------------------------------------------------------------------- */

static int port, logs = 1, clients = 1, stalled, rate = 100, burst = 1, line_bytes = 120;
static double settle_seconds = 1, warmup_seconds = 2, seconds = 10, drain_seconds = 30;
static const char *dir = ".", *name = "bench", *target = "/", *hello;
static int websocket, hold, whole, bytes_only;

enum { MAX_PIDS = 32 };
static int pids[MAX_PIDS], pid_count;

static const char USAGE[] =
    "usage: load --port N [--dir DIR] [--name NAME] [--logs N]   the logs are DIR/NAME-0.log, ...\n"
    "  --target TEXT      what is asked for; {log}, {client} and {part} stand for the log's name, the\n"
    "                     reader's number, and a piece of text that all lines have, another for each\n"
    "                     of the first 1,000 readers\n"
    "  --websocket        asks for an upgrade; --hello TEXT is sent once it is granted\n"
    "  --clients N        readers that read; --stalled N more never do\n"
    "  --rate N           lines a second in all logs together, --burst N of them in one write (1)\n"
    "  --bytes N          of a line (120)\n"
    "  --settle, --warmup, --seconds, --drain SECONDS   (1, 2, 10, 30)\n"
    "  --pids N,N         the server's processes; their children count as well\n"
    "  --hold             waits for a line on the standard input once the readers have settled\n"
    "  --whole            instead of all that: one reader reads one response to its end; with\n"
    "  --bytes-only       it looks for no stamps, so that it is as quick as can be\n";

static void parse(int argc, char **argv) {
  static const struct option OPTIONS[] = {
      {"port", 1, 0, 'p'},   {"dir", 1, 0, 'd'},     {"name", 1, 0, 'n'},   {"logs", 1, 0, 'k'},
      {"target", 1, 0, 't'}, {"hello", 1, 0, 'e'},   {"clients", 1, 0, 'c'}, {"stalled", 1, 0, 's'},
      {"rate", 1, 0, 'r'},   {"burst", 1, 0, 'u'},   {"bytes", 1, 0, 'b'},  {"settle", 1, 0, 'S'},
      {"warmup", 1, 0, 'w'}, {"seconds", 1, 0, 'm'}, {"drain", 1, 0, 'D'},  {"pids", 1, 0, 'P'},
      {"websocket", 0, &websocket, 1}, {"hold", 0, &hold, 1}, {"whole", 0, &whole, 1},
      {"bytes-only", 0, &bytes_only, 1}, {0, 0, 0, 0}};
  for (int o; (o = getopt_long(argc, argv, "", OPTIONS, NULL)) != -1;) {
    switch (o) {
      case 0: break;
      case 'p': port = atoi(optarg); break;
      case 'd': dir = optarg; break;
      case 'n': name = optarg; break;
      case 'k': logs = atoi(optarg); break;
      case 't': target = optarg; break;
      case 'e': hello = optarg; break;
      case 'c': clients = atoi(optarg); break;
      case 's': stalled = atoi(optarg); break;
      case 'r': rate = atoi(optarg); break;
      case 'u': burst = atoi(optarg); break;
      case 'b': line_bytes = atoi(optarg); break;
      case 'S': settle_seconds = atof(optarg); break;
      case 'w': warmup_seconds = atof(optarg); break;
      case 'm': seconds = atof(optarg); break;
      case 'D': drain_seconds = atof(optarg); break;
      case 'P':
        for (char *pid = strtok(optarg, ","); pid && pid_count < MAX_PIDS; pid = strtok(NULL, ","))
          pids[pid_count++] = atoi(pid);
        break;
      default: fputs(USAGE, stderr); exit(2);
    }
  }
  if (port <= 0 || logs < 1 || clients < 1 || stalled < 0 || rate < 1 || burst < 1 || optind < argc) {
    fputs(USAGE, stderr);
    exit(2);
  }
}

/* ---- latencies: a log-linear histogram, exact to 1.6 % ----------------------------------------- */

enum { SUB_BITS = 6, BUCKETS = (64 - SUB_BITS + 1) << SUB_BITS };
static uint64_t histogram[BUCKETS], samples, max_latency;

static int bucket_of(uint64_t nanos) {
  if (nanos < 2 << SUB_BITS) return nanos;
  int shift = 63 - __builtin_clzll(nanos) - SUB_BITS;
  return (shift << SUB_BITS) + (int)(nanos >> shift);
}

static uint64_t least_in(int bucket) {
  if (bucket < 2 << SUB_BITS) return bucket;
  int shift = (bucket >> SUB_BITS) - 1;
  return (uint64_t)((bucket & ((1 << SUB_BITS) - 1)) + (1 << SUB_BITS)) << shift;
}

static void record(uint64_t nanos) {
  histogram[bucket_of(nanos)]++;
  samples++;
  if (nanos > max_latency) max_latency = nanos;
}

/* The latency that this share of the samples does not exceed; -1 if there are none. */
static double millis_at(double share) {
  if (!samples) return -1;
  uint64_t wanted = (uint64_t)(share * (samples - 1)) + 1, seen = 0;
  for (int b = 0; b < BUCKETS; b++)
    if ((seen += histogram[b]) >= wanted) return (least_in(b) + least_in(b + 1)) / 2 / 1e6;
  return max_latency / 1e6;
}

/* ---- what the server's processes have used, with all their children ---------------------------- */

struct usage {
  double cpu_seconds;
  long rss_bytes;
};

struct process {
  int pid, parent, ours;
  unsigned long ticks;
  long rss_pages;
};

static int read_process(int pid, struct process *p) {
  char path[64], text[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  int fd = open(path, O_RDONLY);
  if (fd < 0) return 0;
  ssize_t n = read(fd, text, sizeof text - 1);
  close(fd);
  if (n <= 0) return 0;
  text[n] = 0;
  char *after_name = strrchr(text, ')');
  unsigned long user, system;
  long child_user, child_system;
  *p = (struct process){.pid = pid};
  if (!after_name ||
      sscanf(after_name + 2,
             "%*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %ld %ld %*d %*d %*d %*d %*u %*u %ld",
             &p->parent, &user, &system, &child_user, &child_system, &p->rss_pages) != 6)
    return 0;
  p->ticks = user + system + child_user + child_system;
  return 1;
}

static struct usage usage(void) {
  enum { MAX_PROCESSES = 32768 };
  static struct process all[MAX_PROCESSES];
  struct usage sum = {0, 0};
  if (!pid_count) return sum;
  int count = 0;
  DIR *proc = opendir("/proc");
  for (struct dirent *entry; (entry = readdir(proc)) && count < MAX_PROCESSES;)
    if (isdigit((unsigned char)entry->d_name[0])) count += read_process(atoi(entry->d_name), &all[count]);
  closedir(proc);
  for (int i = 0; i < count; i++)
    for (int k = 0; k < pid_count; k++) all[i].ours |= all[i].pid == pids[k];
  /* A child may stand before its parent: go over them until there is no new one. */
  for (int found = 1; found;) {
    found = 0;
    for (int i = 0; i < count; i++)
      for (int k = 0; !all[i].ours && k < count; k++)
        if (all[k].ours && all[k].pid == all[i].parent) all[i].ours = found = 1;
  }
  for (int i = 0; i < count; i++) {
    if (!all[i].ours) continue;
    sum.cpu_seconds += (double)all[i].ticks / sysconf(_SC_CLK_TCK);
    sum.rss_bytes += all[i].rss_pages * sysconf(_SC_PAGESIZE);
  }
  return sum;
}

/* ---- the writer -------------------------------------------------------------------------------- */

/* What all lines have; no three characters occur twice, so that all pieces of three or more differ. */
static const char COMMON[] = "order-accepted;by quick brown fox+jumps?lazy dogs";
enum { MIN_PART = 3 };

static int *log_files;
static uint64_t *written; /* lines of each log; the writer's own until it has ended */
static atomic_int writer_stops, writer_ended;

static int stamped_line(char *out, uint64_t number, uint64_t nanos) {
  int n = sprintf(out, "2026-11-22T10:15:42.%03dZ INFO [worker-%d] @%llu:%llu; %s",
                  (int)(number % 1000), (int)(number % 8), (unsigned long long)number,
                  (unsigned long long)nanos, COMMON);
  while (n < line_bytes - 1) out[n++] = '.';
  out[n++] = '\n';
  return n;
}

static void *write_lines(void *unused) {
  (void)unused;
  prctl(PR_SET_TIMERSLACK, 1000);
  char *out = malloc((size_t)burst * (line_bytes + 256));
  double interval = 1e9 * burst / rate;
  uint64_t start = now_nanos();
  for (uint64_t k = 0; !writer_stops; k++) {
    uint64_t due = start + (uint64_t)(k * interval);
    struct timespec until = {due / SECOND, due % SECOND};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
    int log = k % logs;
    size_t n = 0;
    uint64_t nanos = now_nanos();
    for (int i = 0; i < burst; i++) n += stamped_line(out + n, written[log]++, nanos);
    if (write(log_files[log], out, n) != (ssize_t)n) fail("can't append: %s", strerror(errno));
  }
  free(out);
  writer_ended = 1;
  return NULL;
}

static void open_logs(void) {
  log_files = calloc(logs, sizeof *log_files);
  written = calloc(logs, sizeof *written);
  for (int i = 0; i < logs; i++) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s-%d.log", dir, name, i);
    log_files[i] = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (log_files[i] < 0) fail("%s: %s", path, strerror(errno));
  }
}

/* ---- the readers ------------------------------------------------------------------------------- */

enum framing { HEAD, CHUNK_SIZE, CHUNK, CHUNK_END, BARE };
enum stamp { TEXT, NUMBER, NANOS };

struct client {
  int fd, log, stalls, answered, closed, status;
  /* the response: its head, then chunks, or bytes as they are */
  enum framing framing;
  int head_length, line_ends, chunked_matched;
  uint64_t chunk_left;
  /* the stamp that is being read */
  enum stamp stamp;
  uint64_t digits, number;
  /* what has come of the log */
  uint64_t next; /* one after the highest number */
  uint64_t seen; /* bit i: next - 1 - i has come */
  uint64_t lines, lost, repeated, disordered, bytes, body_bytes;
};

static struct client *all_clients;
static int answered_count, refused, refused_status;
static uint64_t measured_from; /* stamps from then on are samples; 0: none yet */

static void line_arrived(struct client *c, uint64_t nanos, uint64_t now) {
  uint64_t number = c->number;
  c->lines++;
  if (number >= c->next) {
    uint64_t step = number - c->next + 1;
    c->lost += step - 1;
    c->seen = step < 64 ? c->seen << step | 1 : 1;
    c->next = number + 1;
  } else {
    uint64_t back = c->next - 1 - number;
    if (back < 64 && !(c->seen >> back & 1)) {
      c->seen |= 1ull << back;
      c->disordered++;
      c->lost--;
    } else {
      c->repeated++;
    }
  }
  if (measured_from && nanos >= measured_from && now > nanos) record(now - nanos);
}

static void scan(struct client *c, const char *b, const char *end, uint64_t now) {
  while (b < end) {
    if (c->stamp == TEXT) {
      b = memchr(b, '@', end - b);
      if (!b) return;
      b++;
      c->stamp = NUMBER;
      c->digits = 0;
    }
    while (b < end && (unsigned)(*b - '0') < 10) c->digits = c->digits * 10 + (*b++ - '0');
    if (b == end) return;
    if (c->stamp == NUMBER && *b == ':') {
      c->number = c->digits;
      c->digits = 0;
      c->stamp = NANOS;
      b++;
    } else {
      if (c->stamp == NANOS && *b == ';') line_arrived(c, c->digits, now);
      c->stamp = TEXT; /* the same byte may be the next '@' */
    }
  }
}

static int hex(char ch) {
  if (ch >= '0' && ch <= '9') return ch - '0';
  ch |= 0x20;
  return ch >= 'a' && ch <= 'f' ? ch - 'a' + 10 : -1;
}

static void send_hello(struct client *c) {
  char frame[256];
  size_t n = strlen(hello);
  if (n > 125) fail("a hello has at most 125 bytes");
  frame[0] = (char)0x81;                /* one frame of text */
  frame[1] = (char)(0x80 | n);          /* masked, as a client must */
  memset(frame + 2, 0, 4);              /* by zeros, which change nothing */
  memcpy(frame + 6, hello, n);
  if (write(c->fd, frame, n + 6) < 0) c->closed = 1;
}

static void head_ended(struct client *c) {
  static const char CHUNKED[] = "chunked";
  c->framing = c->chunked_matched == sizeof CHUNKED - 1 ? CHUNK_SIZE : BARE;
  c->answered = 1;
  answered_count++;
  if (c->status != 200 && c->status != 101) {
    refused++;
    refused_status = c->status;
  } else if (hello) {
    send_hello(c);
  }
}

static void head_byte(struct client *c, char ch) {
  static const char CHUNKED[] = "chunked";
  int at = c->head_length++;
  if (at >= 9 && at < 12) c->status = c->status * 10 + (ch - '0'); /* "HTTP/1.1 200" */
  int m = c->chunked_matched;
  if (m < (int)sizeof CHUNKED - 1) c->chunked_matched = ch == CHUNKED[m] ? m + 1 : ch == 'c';
  if (ch == '\n') c->line_ends++;
  else if (ch != '\r') c->line_ends = 0;
  if (c->line_ends == 2) head_ended(c);
}

static void body(struct client *c, const char *b, const char *end, uint64_t now) {
  c->body_bytes += end - b;
  if (!bytes_only) scan(c, b, end, now);
}

static void arrived(struct client *c, const char *b, size_t length, uint64_t now) {
  const char *end = b + length;
  c->bytes += length;
  while (b < end) {
    switch (c->framing) {
      case HEAD: head_byte(c, *b++); break;
      case BARE: body(c, b, end, now); return;
      case CHUNK_SIZE: {
        char ch = *b++;
        if (hex(ch) >= 0) c->chunk_left = c->chunk_left << 4 | hex(ch);
        else if (ch == '\n') c->framing = c->chunk_left ? CHUNK : CHUNK_END;
        break;
      }
      case CHUNK: {
        uint64_t n = (uint64_t)(end - b) < c->chunk_left ? (uint64_t)(end - b) : c->chunk_left;
        body(c, b, b + n, now);
        b += n;
        if (!(c->chunk_left -= n)) c->framing = CHUNK_END;
        break;
      }
      case CHUNK_END: if (*b++ == '\n') c->framing = CHUNK_SIZE; break;
    }
  }
}

/* ---- connecting -------------------------------------------------------------------------------- */

/* Writes the number-th piece of COMMON, of those with MIN_PART characters or more, safe for a URL. */
static int part(char *out, int number) {
  const int length = sizeof COMMON - 1;
  int n = 0, size = MIN_PART;
  while (number >= length - size + 1) {
    number -= length - size + 1;
    size = size < length ? size + 1 : MIN_PART;
  }
  for (int i = 0; i < size; i++) {
    char ch = COMMON[number + i];
    int is_safe = isalnum((unsigned char)ch) || ch == '-';
    n += sprintf(out + n, is_safe ? "%c" : "%%%02X", ch);
  }
  return n;
}

static int request(char *out, int client) {
  int n = sprintf(out, "GET ");
  for (const char *t = target; *t;) {
    if (!strncmp(t, "{log}", 5)) {
      n += sprintf(out + n, "%s-%d.log", name, client % logs);
      t += 5;
    } else if (!strncmp(t, "{client}", 8)) {
      n += sprintf(out + n, "%d", client);
      t += 8;
    } else if (!strncmp(t, "{part}", 6)) {
      n += part(out + n, client);
      t += 6;
    } else {
      out[n++] = *t++;
    }
  }
  n += sprintf(out + n, " HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n", port);
  if (websocket)
    n += sprintf(out + n,
                 "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                 "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nOrigin: http://127.0.0.1:%d\r\n", port);
  else if (whole)
    n += sprintf(out + n, "Connection: close\r\n");
  return n + sprintf(out + n, "\r\n");
}

/* Connects from 127.0.0.1, and from the next address when its ports are used up. */
static int connected_socket(int small_window) {
  static int source = 1;
  for (;; source++) {
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1, window = 4096;
    if (fd < 0) fail("no socket: %s", strerror(errno));
    setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
    if (small_window) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &window, sizeof window);
    struct sockaddr_in me = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK - 1 + source)};
    struct sockaddr_in server = {
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (bind(fd, (struct sockaddr *)&me, sizeof me)) fail("no address: %s", strerror(errno));
    if (!connect(fd, (struct sockaddr *)&server, sizeof server)) {
      setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
      return fd;
    }
    if (errno != EADDRNOTAVAIL || source == 200) fail("can't connect: %s", strerror(errno));
    close(fd);
  }
}

static void open_client(int epoll, int i) {
  char text[4096];
  struct client *c = &all_clients[i];
  c->log = i % logs;
  c->stalls = i >= clients;
  c->fd = connected_socket(c->stalls); /* with a usual window megabytes would go before it stalls */
  int n = request(text, i);
  if (write(c->fd, text, n) != n) fail("can't ask: %s", strerror(errno));
  fcntl(c->fd, F_SETFL, O_NONBLOCK);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
  epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &event);
}

/* ---- the loop ---------------------------------------------------------------------------------- */

enum { BUFFER_BYTES = 256 * 1024, MAX_CONNECTING = 32, EVENTS = 512, ANSWER_SECONDS = 60 };
static char buffer[BUFFER_BYTES];
static int released; /* by a line on the standard input */

static void read_client(int epoll, struct client *c) {
  ssize_t n = read(c->fd, buffer, sizeof buffer);
  if (n > 0) {
    arrived(c, buffer, n, now_nanos());
    if (c->stalls && c->answered) epoll_ctl(epoll, EPOLL_CTL_DEL, c->fd, NULL);
  } else if (n == 0 || errno != EAGAIN) {
    epoll_ctl(epoll, EPOLL_CTL_DEL, c->fd, NULL);
    c->closed = 1;
    if (!c->answered) answered_count++, refused++, c->answered = 1;
  }
}

static void turn(int epoll, int wait_millis) {
  struct epoll_event events[EVENTS];
  int n = epoll_wait(epoll, events, EVENTS, wait_millis);
  for (int i = 0; i < n; i++) {
    if (events[i].data.ptr) {
      read_client(epoll, events[i].data.ptr);
    } else {
      released = 1;
      epoll_ctl(epoll, EPOLL_CTL_DEL, STDIN_FILENO, NULL);
    }
  }
}

static void turn_for(int epoll, double time) {
  uint64_t end = now_nanos() + (uint64_t)(time * SECOND);
  for (uint64_t now; (now = now_nanos()) < end;) turn(epoll, (int)((end - now) / 1000000) + 1);
}

static int all_have_everything(void) {
  for (int i = 0; i < clients; i++) {
    struct client *c = &all_clients[i];
    if (!c->closed && c->next < written[c->log]) return 0;
  }
  return 1;
}

static uint64_t lines_so_far(void) {
  uint64_t lines = 0;
  for (int i = 0; i < clients; i++) lines += all_clients[i].lines;
  return lines;
}

static uint64_t total_written(void) {
  uint64_t lines = 0;
  for (int i = 0; i < logs; i++) lines += written[i];
  return lines;
}

static void connect_all(int epoll) {
  uint64_t last_answer = now_nanos();
  for (int opened = 0, before = 0; answered_count < clients + stalled; before = answered_count) {
    for (; opened < clients + stalled && opened - answered_count < MAX_CONNECTING; opened++)
      open_client(epoll, opened);
    turn(epoll, 1000);
    if (answered_count > before) last_answer = now_nanos();
    if (now_nanos() - last_answer > ANSWER_SECONDS * SECOND)
      fail("%d of %d readers have no answer", opened - answered_count, clients + stalled);
  }
}

static void wait_until_released(int epoll) {
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
  puts("held");
  fflush(stdout);
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, STDIN_FILENO, &event)) fail("can't wait: %s", strerror(errno));
  while (!released) turn(epoll, 1000);
}

/*
 * Cuts all connections, and appends a few lines more: a server that has nothing to write does not
 * notice that its readers have gone.
 */
static void leave(void) {
  struct timespec while_it_notices = {.tv_nsec = 100000000};
  struct linger at_once = {.l_onoff = 1};
  for (int i = 0; i < clients + stalled; i++) {
    setsockopt(all_clients[i].fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close(all_clients[i].fd);
  }
  for (int round = 0; round < 3; round++) {
    for (int i = 0; i < logs; i++)
      if (write(log_files[i], "the end\n", 8) < 0) fail("can't append: %s", strerror(errno));
    nanosleep(&while_it_notices, NULL);
  }
}

/* To look at all processes takes a while, in which no reader reads: the first lines after it would be late. */
static const double CATCH_UP_SECONDS = 0.2;

static void follow(int epoll) {
  pthread_t writer;
  all_clients = calloc(clients + stalled, sizeof *all_clients);
  open_logs();
  struct usage before = usage();
  uint64_t began = now_nanos();
  connect_all(epoll);
  double connecting = (now_nanos() - began) / 1e9;
  turn_for(epoll, settle_seconds);
  if (hold) wait_until_released(epoll);
  struct usage idle = usage();
  if (refused) seconds = warmup_seconds = drain_seconds = 0; /* there is nothing to measure */

  uint64_t started = now_nanos();
  pthread_create(&writer, NULL, write_lines, NULL);
  turn_for(epoll, warmup_seconds);
  struct usage from = usage();
  uint64_t counted_from = now_nanos(), lines_before = lines_so_far();
  turn_for(epoll, CATCH_UP_SECONDS);
  measured_from = now_nanos();
  turn_for(epoll, seconds);
  writer_stops = 1;
  while (!writer_ended) turn(epoll, 1);
  pthread_join(writer, NULL);
  uint64_t stopped = now_nanos();
  while (!all_have_everything() && now_nanos() - stopped < drain_seconds * SECOND) turn(epoll, 5);
  uint64_t ended = now_nanos();
  struct usage end = usage();

  uint64_t lines = lines_so_far() - lines_before;
  uint64_t lost = 0, late = 0, repeated = 0, disordered = 0, bytes = 0, closed = 0, stalled_closed = 0;
  for (int i = 0; i < clients; i++) {
    struct client *c = &all_clients[i];
    lost += c->lost;
    if (c->next < written[c->log]) late += written[c->log] - c->next;
    repeated += c->repeated;
    disordered += c->disordered;
    bytes += c->bytes;
    closed += c->closed;
  }
  for (int i = clients; i < clients + stalled; i++) {
    ssize_t n;
    do n = read(all_clients[i].fd, buffer, sizeof buffer); /* what has come hides how it ended */
    while (n > 0);
    stalled_closed += n == 0 || errno != EAGAIN;
  }
  struct rusage own;
  getrusage(RUSAGE_SELF, &own);
  double cpu = end.cpu_seconds - from.cpu_seconds;
  printf("{\"clients\":%d,\"stalled\":%d,\"logs\":%d,\"linesPerSecond\":%.1f,", clients, stalled, logs,
         total_written() / ((stopped - started) / 1e9));
  printf("\"written\":%llu,\"delivered\":%llu,\"deliveredPerSecond\":%.0f,",
         (unsigned long long)total_written(), (unsigned long long)lines_so_far(),
         lines / ((ended - counted_from) / 1e9));
  printf("\"lost\":%llu,\"late\":%llu,\"repeated\":%llu,\"disordered\":%llu,", (unsigned long long)lost,
         (unsigned long long)late, (unsigned long long)repeated, (unsigned long long)disordered);
  printf("\"closed\":%llu,\"stalledClosed\":%llu,\"refused\":%d,\"refusedStatus\":%d,",
         (unsigned long long)closed, (unsigned long long)stalled_closed, refused, refused_status);
  printf("\"p50Millis\":%.4f,\"p90Millis\":%.4f,\"p99Millis\":%.4f,\"maxMillis\":%.4f,", millis_at(0.5),
         millis_at(0.9), millis_at(0.99), samples ? max_latency / 1e6 : -1);
  printf("\"bytesPerLine\":%.1f,\"cpuSeconds\":%.2f,\"cpuMicrosPerLine\":%.4f,",
         lines_so_far() ? (double)bytes / lines_so_far() : 0, cpu, lines ? cpu * 1e6 / lines : -1);
  printf("\"rssBeforeBytes\":%ld,\"rssIdleBytes\":%ld,\"rssEndBytes\":%ld,", before.rss_bytes,
         idle.rss_bytes, end.rss_bytes);
  printf("\"bytesPerStream\":%.0f,", (double)(idle.rss_bytes - before.rss_bytes) / (clients + stalled));
  printf("\"connectSeconds\":%.2f,\"loadCpuSeconds\":%.2f}\n", connecting,
         own.ru_utime.tv_sec + own.ru_stime.tv_sec + (own.ru_utime.tv_usec + own.ru_stime.tv_usec) / 1e6);
  leave();
}

/* One reader reads one response until the server closes the connection. */
static void read_whole(int epoll) {
  clients = 1;
  stalled = 0;
  all_clients = calloc(1, sizeof *all_clients);
  struct client *c = &all_clients[0];
  struct usage from = usage();
  uint64_t began = now_nanos();
  open_client(epoll, 0);
  while (!c->closed) turn(epoll, 1000);
  double took = (now_nanos() - began) / 1e9;
  struct usage end = usage();
  printf("{\"status\":%d,\"bodyBytes\":%llu,\"lines\":%llu,\"lost\":%llu,", c->status,
         (unsigned long long)c->body_bytes, (unsigned long long)c->lines, (unsigned long long)c->lost);
  printf("\"seconds\":%.4f,\"cpuSeconds\":%.2f}\n", took, end.cpu_seconds - from.cpu_seconds);
}

int main(int argc, char **argv) {
  parse(argc, argv);
  signal(SIGPIPE, SIG_IGN);
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  int epoll = epoll_create1(EPOLL_CLOEXEC);
  if (whole) read_whole(epoll);
  else follow(epoll);
  return 0;
}
