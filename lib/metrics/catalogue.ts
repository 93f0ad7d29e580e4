/** One metric of `/metrics`: its type, its meaning, and the labels of its series. */
export type Metric = {
  type: 'counter' | 'gauge' | 'histogram'
  help: string
  labels: readonly string[]
  /** The values of the only label, so that what has not happened yet is shown as 0. */
  values?: readonly string[]
  /** How the values of several processes of one server become one; by default they are added. */
  merge?: 'max' | 'min'
}

/** Upper bounds of the histogram's buckets, in seconds. */
export const BUCKET_BOUNDS_SECONDS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
]

const counter = (help: string, labels: readonly string[] = [], values?: readonly string[]) =>
  ({ type: 'counter', help, labels, ...(values && { values }) }) as const
const gauge = (help: string, merge?: 'max' | 'min') =>
  ({ type: 'gauge', help, labels: [], ...(merge && { merge }) }) as const

/** How an attempt to sign in can end. */
export const SIGN_IN_RESULTS = ['ok', 'refused', 'limited', 'busy', 'failed'] as const

/** Every metric that `/metrics` shows. Names and units follow the conventions of Prometheus. */
export const METRICS = {
  latchkey_http_requests_total: counter('Requests answered.', ['method', 'route', 'status']),
  latchkey_http_request_duration_seconds: {
    type: 'histogram',
    help: 'Time until the answer was ready.',
    labels: ['method', 'route'],
  },
  latchkey_sign_ins_total: counter('Attempts to sign in.', ['result'], SIGN_IN_RESULTS),
  latchkey_hash_queue_waiting: gauge('Passwords waiting to be hashed.'),
  latchkey_hash_queue_running: gauge('Passwords being hashed.'),
  latchkey_hashes_total: counter('Passwords hashed.'),
  latchkey_hash_queue_refused_total: counter('Passwords refused because the queue was full.'),
  latchkey_origin_refusals_total: counter('Requests from refused origins.', ['reason']),
  latchkey_limits_reached_total: counter('Attempts refused because a limit was reached.', [
    'limit',
  ]),
  latchkey_mails_total: counter('Tries to send a mail.', ['kind', 'result']),
  latchkey_mails_waiting: gauge('Mails in the outbox of the whole database that wait.', 'max'),
  latchkey_mails_failed: gauge('Mails in the outbox of the whole database that failed.', 'max'),
  latchkey_mails_oldest_seconds: gauge('How long the oldest mail that waits has waited.', 'max'),
  latchkey_sessions_active: gauge(
    'Active sessions in the whole database, counted up to 100000.',
    'max',
  ),
  latchkey_database_up: gauge('Whether the database answers.', 'min'),
  latchkey_processes: gauge('Processes that these metrics cover.'),
  process_cpu_seconds_total: counter('Processor time.'),
  process_resident_memory_bytes: gauge('Resident memory.'),
  process_start_time_seconds: gauge('When the process started, in Unix time.', 'min'),
  nodejs_heap_size_used_bytes: gauge('Memory of JavaScript objects.'),
  nodejs_external_memory_bytes: gauge('Memory of buffers outside the JavaScript heap.'),
  nodejs_eventloop_lag_p99_seconds: gauge(
    '99th percentile of the event loop lag since the last scrape.',
    'max',
  ),
  nodejs_eventloop_lag_max_seconds: gauge('Longest event loop lag since the last scrape.', 'max'),
} as const satisfies Record<string, Metric>

export type MetricName = keyof typeof METRICS
