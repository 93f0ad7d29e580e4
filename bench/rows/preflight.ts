import { compareRates } from '../compare-rates.ts'
import { measureThroughput, type Shot } from '../load.ts'
import type { Row } from '../row.ts'
import { PAGES_ORIGIN, type Stage } from '../stage.ts'

export const preflightRow: Row = {
  name: 'preflight',
  what: 'Preflight: server.ts against a bare node:http 204',
  unit: '×',
  bound: { atLeast: 0.6 },
  async measure(stage: Stage) {
    const [ours, bare] = [await stage.port('server.ts'), await stage.port('bare node:http')]
    const to = (port: number, seconds: number) =>
      measureThroughput({ ...shot, port }, seconds, stage.folder)
    await Promise.all([to(ours, 1), to(bare, 1)])
    return compareRates(
      11,
      () => to(ours, 1),
      () => to(bare, 1),
    )
  },
}

const shot: Omit<Shot, 'port'> = {
  method: 'OPTIONS',
  path: '/api/users',
  headers: {
    Origin: PAGES_ORIGIN,
    'Access-Control-Request-Method': 'GET',
    'Access-Control-Request-Headers': 'content-type,x-origin',
  },
}
