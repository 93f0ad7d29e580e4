import { compareRates } from '../compare-rates.ts'
import { measureThroughput } from '../load.ts'
import type { Finding, Row } from '../row.ts'
import type { Stage } from '../stage.ts'

export const readRow: Row = {
  name: 'read',
  what: 'GET /api/id: server.ts against a bare node:http with the same HMAC and point read',
  unit: '×',
  bound: { atLeast: 0.2, goal: 0.5 },
  measure: async stage => {
    const found = await compareReads(stage, 'bare node:http')
    const note =
      'server.ts verifies a token once and remembers it; the reference verifies it each time'
    return { ...found, notes: [...(found.notes ?? []), note] }
  },
}

export const readNextRow: Row = {
  name: 'read-next',
  what: 'GET /api/id: server.ts against the same build under next start',
  unit: '×',
  bound: { atLeast: 3 },
  measure: stage => compareReads(stage, 'next start'),
}

async function compareReads(stage: Stage, role: 'bare node:http' | 'next start'): Promise<Finding> {
  const headers = { Cookie: await stage.cookie() }
  const [ours, theirs] = [await stage.port('server.ts'), await stage.port(role)]
  await requireSameAnswer(ours, theirs, headers)
  const of = (port: number, seconds: number) =>
    measureThroughput({ port, path: '/api/id', headers }, seconds, stage.folder)
  await Promise.all([of(ours, 2), of(theirs, 2)])
  return compareRates(
    7,
    () => of(ours, 1),
    () => of(theirs, 1),
  )
}

/** @throws Error when subject and reference answer differently, so that a comparison would be meaningless */
async function requireSameAnswer(ours: number, theirs: number, headers: Record<string, string>) {
  const [one, other] = await Promise.all(
    [ours, theirs].map(async port => {
      const answer = await fetch(`http://127.0.0.1:${port}/api/id`, { headers })
      return `${answer.status} ${await answer.text()}`
    }),
  )
  if (one !== other) throw new Error(`Subject and reference differ:\n${one}\n${other}`)
}
