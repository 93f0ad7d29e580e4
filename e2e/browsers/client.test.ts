import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Sites, startSites } from '../fixtures/sites.ts'
import { findChromium } from './chromium.ts'
import type { Engine } from './engine.ts'
import { findFirefox } from './firefox.ts'
import { journey } from './journey.ts'
import { type Row, writeTable } from './table.ts'

const found: Record<string, Engine | null> = {
  Chromium: await findChromium(),
  Firefox: await findFirefox(),
}
const engines = Object.values(found).filter(engine => engine !== null)
for (const [name, engine] of Object.entries(found))
  if (!engine) console.log(`${name} is not installed.`)

let sites: Sites
beforeAll(async () => {
  sites = await startSites()
})
afterAll(() => sites.stop())

const rows: Row[] = []
afterAll(() => {
  const all = engines.flatMap(({ modes }) => modes)
  if (rows.length === all.length) writeTable(rows)
})

describe.each(engines)('$name', engine => {
  test.each(engine.modes)('cookies $cookies, $server: signed in by $outcome', async mode => {
    await journey(engine, mode, sites)
    rows.push({ engine: engine.name, ...mode })
  })
})
