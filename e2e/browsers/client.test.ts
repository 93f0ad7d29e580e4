import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Sites, startSites } from '../fixtures/sites.ts'
import { findChromium } from './chromium.ts'
import type { Engine } from './engine.ts'
import { findFirefox } from './firefox.ts'
import { runJourney } from './journey.ts'
import { type JourneyRow, writeTable } from './table.ts'
import { findWebKit } from './webkit.ts'

const found: Record<string, Engine | null> = {
  Chromium: await findChromium(),
  Firefox: await findFirefox(),
  WebKitGTK: await findWebKit(),
}
const engines = Object.values(found).filter(engine => engine !== null)
for (const [name, engine] of Object.entries(found))
  if (!engine) console.log(`${name} is not installed.`)

const rows: JourneyRow[] = []
afterAll(() => {
  const all = engines.flatMap(({ modes }) => modes)
  if (rows.length === all.length) writeTable(rows)
})

describe.each(engines)('$name', engine => {
  let sites: Sites
  beforeAll(async () => {
    sites = await startSites(engine.names)
  })
  afterAll(() => sites.stop())

  test.each(engine.modes)('cookies $cookies, $server: signed in by $outcome', async mode => {
    await runJourney(engine, mode, sites)
    rows.push({ engine: engine.name, ...mode })
  })
})
