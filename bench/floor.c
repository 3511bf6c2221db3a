/*
 * floor: what a server of growing logs costs at the least. It waits for inotify, reads once what was
 * appended, and writes it as one HTTP chunk to each reader of that log. It knows no lines, no forms and no
 * past; a reader whose socket is full loses what comes, which no real server may do.
 *
 * Who asks for a log with follow=false gets what there is of it, read and written PIECE bytes at a time, and
 * nobody else gets anything meanwhile.
 *
 *   gcc -O2 -o floor floor.c
 *   floor PORT DIR [PIECE]         serves DIR/NAME for any target with log=NAME in it
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MAX_LOGS = 4096, READ_BYTES = 256 * 1024, USUAL_PIECE = 128 * 1024, EVENTS = 256 };

struct log {
  char name[256];
  int fd, watch, readers, room;
  off_t read_to;
  int *sockets;
};

static struct log logs[MAX_LOGS];
static struct log *by_watch[MAX_LOGS + 1]; /* inotify counts its watches from 1 */
static int log_count, inotify_fd;
static size_t piece = USUAL_PIECE;
static const char *dir;

static struct log *log_named(const char *name) {
  for (int i = 0; i < log_count; i++)
    if (!strcmp(logs[i].name, name)) return &logs[i];
  if (log_count == MAX_LOGS) return NULL;
  struct log *log = &logs[log_count];
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", dir, name);
  if ((log->fd = open(path, O_RDONLY | O_CLOEXEC)) < 0) return NULL;
  log->watch = inotify_add_watch(inotify_fd, path, IN_MODIFY);
  if (log->watch < 1 || log->watch > MAX_LOGS) return NULL;
  snprintf(log->name, sizeof log->name, "%s", name);
  log->read_to = lseek(log->fd, 0, SEEK_END);
  by_watch[log->watch] = log;
  log_count++;
  return log;
}

static void add_reader(struct log *log, int socket) {
  if (log->readers == log->room) {
    log->room = log->room ? log->room * 2 : 16;
    log->sockets = realloc(log->sockets, log->room * sizeof *log->sockets);
  }
  log->sockets[log->readers++] = socket;
}

static void remove_reader(struct log *log, int i) {
  close(log->sockets[i]);
  log->sockets[i] = log->sockets[--log->readers];
}

/* Sends what there is of the log, and closes the connection. */
static void send_whole(struct log *log, int socket) {
  static char bytes[READ_BYTES];
  off_t at = 0;
  fcntl(socket, F_SETFL, 0);
  for (ssize_t n; (n = pread(log->fd, bytes, piece, at)) > 0; at += n)
    if (write(socket, bytes, n) != n) break;
  close(socket);
}

/* Reads the request, which must come in one piece, and begins the response. */
static void greet(int socket) {
  static const char OK[] =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=UTF-8\r\nTransfer-Encoding: chunked\r\n\r\n";
  static const char WHOLE[] =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=UTF-8\r\nConnection: close\r\n\r\n";
  static const char MISSING[] = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  char request[4096], name[256];
  ssize_t n = read(socket, request, sizeof request - 1);
  if (n <= 0) {
    close(socket);
    return;
  }
  request[n] = 0;
  char *asked = strstr(request, "log=");
  struct log *log = asked && sscanf(asked, "log=%255[^& \r\n]", name) == 1 ? log_named(name) : NULL;
  int whole = strstr(request, "follow=false") != NULL;
  const char *head = !log ? MISSING : whole ? WHOLE : OK;
  if (write(socket, head, strlen(head)) < 0 || !log) close(socket);
  else if (whole) send_whole(log, socket);
  else add_reader(log, socket);
}

static void write_chunk(struct log *log, char *bytes, size_t length) {
  char size[32];
  struct iovec chunk[3] = {{size, sprintf(size, "%zx\r\n", length)}, {bytes, length}, {"\r\n", 2}};
  ssize_t whole = chunk[0].iov_len + length + 2;
  for (int i = 0; i < log->readers; i++) {
    ssize_t n = writev(log->sockets[i], chunk, 3);
    /* A part of a chunk can't be left at that. */
    if (n != whole && !(n < 0 && errno == EAGAIN)) remove_reader(log, i--);
  }
}

static void appended(struct log *log) {
  static char bytes[READ_BYTES];
  for (ssize_t n; (n = pread(log->fd, bytes, sizeof bytes, log->read_to)) > 0; log->read_to += n)
    write_chunk(log, bytes, n);
}

static void rung(void) {
  char events[64 * 1024] __attribute__((aligned(8)));
  ssize_t n = read(inotify_fd, events, sizeof events);
  for (char *e = events; n > 0 && e < events + n;) {
    struct inotify_event *event = (struct inotify_event *)e;
    if (event->wd > 0 && event->wd <= MAX_LOGS && by_watch[event->wd]) appended(by_watch[event->wd]);
    e += sizeof *event + event->len;
  }
}

static int listening(int port) {
  int socket_ = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  struct sockaddr_in me = {
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (bind(socket_, (struct sockaddr *)&me, sizeof me) || listen(socket_, 4096)) {
    perror("floor");
    exit(1);
  }
  return socket_;
}

static void watch(int epoll, int fd) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
  epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

int main(int argc, char **argv) {
  if (argc == 4) piece = strtoul(argv[3], NULL, 10);
  if (argc < 3 || argc > 4 || piece < 1 || piece > READ_BYTES) {
    fputs("usage: floor PORT DIR [PIECE]\n", stderr);
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  dir = argv[2];
  if ((inotify_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) < 0) {
    perror("floor: inotify");
    return 1;
  }
  int server = listening(atoi(argv[1])), epoll = epoll_create1(EPOLL_CLOEXEC);
  watch(epoll, server);
  watch(epoll, inotify_fd);
  for (;;) {
    struct epoll_event events[EVENTS];
    int n = epoll_wait(epoll, events, EVENTS, -1);
    for (int i = 0; i < n; i++) {
      int fd = events[i].data.fd, one = 1;
      if (fd == inotify_fd) {
        rung();
      } else if (fd == server) {
        int socket = accept(server, NULL, NULL);
        if (socket < 0) continue;
        setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        fcntl(socket, F_SETFL, 0);
        watch(epoll, socket);
      } else { /* a request; what a reader sends later, and its end, show when it is written to */
        epoll_ctl(epoll, EPOLL_CTL_DEL, fd, NULL);
        fcntl(fd, F_SETFL, O_NONBLOCK);
        greet(fd);
      }
    }
  }
}
