/** One figure of `/metrics`: what it is, how it is measured, and by what it is told apart. */
export type Metric = {
  type: 'counter' | 'gauge' | 'histogram'
  help: string
  labels: readonly string[]
  /** The values of a single label, so that what has not happened yet is shown as 0. */
  values?: readonly string[]
  /** What several processes of one server make together; without it, their sum. */
  together?: 'most' | 'least'
}

/** Upper bounds of the histogram's buckets, in seconds. */
export const BUCKET_BOUNDS_SECONDS = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
]

const counter = (help: string, labels: readonly string[] = [], values?: readonly string[]) =>
  ({ type: 'counter', help, labels, ...(values && { values }) }) as const
const gauge = (help: string, together?: 'most' | 'least') =>
  ({ type: 'gauge', help, labels: [], ...(together && { together }) }) as const

/** How an attempt to sign in can end. */
export const SIGN_IN_RESULTS = ['ok', 'refused', 'limited', 'busy', 'failed'] as const

/** Every figure that `/metrics` shows. Names and units are after Prometheus' conventions. */
export const METRICS = {
  latchkey_http_requests_total: counter('Requests that were answered.', [
    'method',
    'route',
    'status',
  ]),
  latchkey_http_request_duration_seconds: {
    type: 'histogram',
    help: 'Time until the answer was made.',
    labels: ['method', 'route'],
  },
  latchkey_sign_ins_total: counter('Attempts to sign in.', ['result'], SIGN_IN_RESULTS),
  latchkey_hash_queue_waiting: gauge('Passwords that wait to be hashed.'),
  latchkey_hash_queue_running: gauge('Passwords that are being hashed.'),
  latchkey_hashes_total: counter('Passwords that were hashed.'),
  latchkey_hash_queue_refused_total: counter('Passwords refused since the queue was full.'),
  latchkey_origin_refusals_total: counter('Requests of origins that were refused.', ['reason']),
  latchkey_limits_reached_total: counter('Attempts refused as one too many.', ['limit']),
  latchkey_sessions_active: gauge(
    'Sessions that last, in the whole database; 100000 at most.',
    'most',
  ),
  latchkey_database_up: gauge('Whether the database answers.', 'least'),
  latchkey_processes: gauge('Processes whose figures these are.'),
  process_cpu_seconds_total: counter('Processor time.'),
  process_resident_memory_bytes: gauge('Resident memory.'),
  process_start_time_seconds: gauge('When the process started, in Unix time.', 'least'),
  nodejs_heap_size_used_bytes: gauge("Memory of JavaScript's objects."),
  nodejs_external_memory_bytes: gauge("Memory of buffers outside of JavaScript's heap."),
  nodejs_eventloop_lag_p99_seconds: gauge('Lag of the event loop since it was last asked.', 'most'),
  nodejs_eventloop_lag_max_seconds: gauge('The longest lag since it was last asked.', 'most'),
} as const satisfies Record<string, Metric>

export type MetricName = keyof typeof METRICS
