import { compareRates } from '../compare-rates.ts'
import { measureThroughput } from '../load.ts'
import type { Row } from '../row.ts'

export const nodesRow: Row = {
  name: 'nodes',
  what: 'GET /api/id: WEB_CONCURRENCY=2 against one process, with the load on the same cores',
  unit: '×',
  bound: { atLeast: 1.2 },
  async measure(stage) {
    const headers = { Cookie: await stage.cookie() }
    const [two, one] = [await stage.port('two workers'), await stage.port('server.ts')]
    const of = (port: number, seconds: number) =>
      measureThroughput({ port, path: '/api/id', headers }, seconds, stage.folder)
    await of(two, 3)
    await of(one, 3)
    return compareRates(
      7,
      () => of(two, 2),
      () => of(one, 2),
    )
  },
}
