import { describe, expect, it } from 'vitest'
import { dropGauges, mergeTallies } from './merge-tallies.ts'

describe('mergeTallies', () => {
  it('adds what was counted, series by series and bucket by bucket', () => {
    const merged = mergeTallies([
      { latchkey_sign_ins_total: { ok: [2], refused: [1] } },
      { latchkey_sign_ins_total: { ok: [3], limited: [4] } },
      { latchkey_http_request_duration_seconds: { 'GET\n/api/id': [1, 2, 0.5] } },
      { latchkey_http_request_duration_seconds: { 'GET\n/api/id': [1, 0, 0.25] } },
    ])
    expect(merged).toEqual({
      latchkey_sign_ins_total: { ok: [5], refused: [1], limited: [4] },
      latchkey_http_request_duration_seconds: { 'GET\n/api/id': [2, 2, 0.75] },
    })
  })

  it('takes the worst value where values cannot be added', () => {
    const tally = (lag: number, up: number, memory: number) => ({
      nodejs_eventloop_lag_max_seconds: { '': [lag] },
      latchkey_database_up: { '': [up] },
      process_resident_memory_bytes: { '': [memory] },
    })
    expect(mergeTallies([tally(0.1, 1, 100), tally(0.3, 0, 50)])).toEqual(tally(0.3, 0, 150))
  })

  it('does not change its input', () => {
    const first = { latchkey_sign_ins_total: { ok: [2] } }
    mergeTallies([first, first])
    expect(first).toEqual({ latchkey_sign_ins_total: { ok: [2] } })
  })
})

describe('dropGauges', () => {
  it('keeps what was counted and drops state', () => {
    const ended = {
      latchkey_sign_ins_total: { ok: [2] },
      latchkey_processes: { '': [1] },
      latchkey_hash_queue_waiting: { '': [5] },
    }
    expect(dropGauges(ended)).toEqual({ latchkey_sign_ins_total: { ok: [2] } })
  })
})
