import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetInstances } from '../../e2e/fixtures/instances.ts'
import { METRICS } from './catalogue.ts'
import { countRequest } from './count-request.ts'
import { formatExposition } from './exposition.ts'
import { incrementMetric, MAX_SERIES, readTally } from './tally.ts'

// The clock stands still, so that a request takes as long as it says.
beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())
// Otherwise each test would count on from the one before.
afterEach(() => forgetInstances('tally'))

const lines = () => formatExposition(readTally()).split('\n')
const samplesOf = (name: string) => lines().filter(line => line.startsWith(name))
const request = { method: 'GET', route: '/api/users/[uid]', status: 200 }
const ago = (milliseconds: number) => performance.now() - milliseconds

describe('exposition', () => {
  it('has the help and the type of every metric', () => {
    const headed = lines().filter(line => line.startsWith('# TYPE '))
    expect(headed).toEqual(
      Object.entries(METRICS).map(([name, { type }]) => `# TYPE ${name} ${type}`),
    )
    expect(lines().filter(line => line.startsWith('# HELP '))).toHaveLength(headed.length)
    expect(lines().at(-1)).toBe('')
  })

  it('writes each line in the form that Prometheus reads', () => {
    countRequest({ ...request, started: ago(3) })
    const form =
      /^(?:# (?:HELP|TYPE) [a-z_]\w* .+|[a-z_]\w*(?:\{[a-z]+="[^"\n]*"(?:,[a-z]+="[^"\n]*")*\})? [\d.e+-]+)$/
    for (const line of lines().slice(0, -1)) expect(line).toMatch(form)
  })

  it('shows 0 for what has not happened yet', () => {
    expect(samplesOf('latchkey_sign_ins_total')).toEqual([
      'latchkey_sign_ins_total{result="ok"} 0',
      'latchkey_sign_ins_total{result="refused"} 0',
      'latchkey_sign_ins_total{result="limited"} 0',
      'latchkey_sign_ins_total{result="busy"} 0',
      'latchkey_sign_ins_total{result="failed"} 0',
    ])
    expect(samplesOf('latchkey_hashes_total')).toEqual(['latchkey_hashes_total 0'])
  })

  it('counts by the values of the labels', () => {
    for (const status of [200, 404, 200]) countRequest({ ...request, status, started: ago(1) })
    expect(samplesOf('latchkey_http_requests_total')).toEqual([
      'latchkey_http_requests_total{method="GET",route="/api/users/[uid]",status="200"} 2',
      'latchkey_http_requests_total{method="GET",route="/api/users/[uid]",status="404"} 1',
    ])
  })

  it('has a cumulative bucket for each bound, the last of which counts everything', () => {
    for (const milliseconds of [30, 300, 3000, 30_000]) {
      countRequest({ ...request, started: ago(milliseconds) })
    }
    const of = (bound: string) =>
      samplesOf('latchkey_http_request_duration_seconds_bucket')
        .find(line => line.includes(`le="${bound}"`))
        ?.split(' ')
        .at(-1)
    expect(['0.025', '0.05', '0.25', '0.5', '2.5', '5', '10', '+Inf'].map(of)).toEqual([
      '0',
      '1',
      '1',
      '2',
      '2',
      '3',
      '3',
      '4',
    ])
    const series = '{method="GET",route="/api/users/[uid]"}'
    expect(lines()).toContain(`latchkey_http_request_duration_seconds_count${series} 4`)
    const [sum = ''] = samplesOf('latchkey_http_request_duration_seconds_sum')
    expect(Number(sum.split(' ').at(-1))).toBeCloseTo(33.33, 1)
  })

  it('escapes what would end a label value', () => {
    incrementMetric('latchkey_limits_reached_total', ['a"b\\c'])
    expect(samplesOf('latchkey_limits_reached_total')).toEqual([
      String.raw`latchkey_limits_reached_total{limit="a\"b\\c"} 1`,
    ])
  })

  it('has a bounded number of series, whatever is sent', () => {
    for (let i = 0; i < MAX_SERIES + 50; i++) {
      countRequest({ ...request, route: `/made-up/${i}`, started: ago(1) })
    }
    const samples = samplesOf('latchkey_http_requests_total')
    expect(samples).toHaveLength(MAX_SERIES + 1)
    expect(samples.at(-1)).toBe(
      'latchkey_http_requests_total{method="(other)",route="(other)",status="(other)"} 50',
    )
  })

  it('an unknown method or a percent-encoded path makes no series of its own', () => {
    countRequest({ method: 'BREW', route: '/api/%75sers', status: 405, started: ago(1) })
    expect(samplesOf('latchkey_http_requests_total')).toEqual([
      'latchkey_http_requests_total{method="(other)",route="(other)",status="405"} 1',
    ])
  })
})
