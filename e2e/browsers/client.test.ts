import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sites, startSites } from '../fixtures/sites.ts'
import { findChromium } from './chromium.ts'
import type { Engine } from './engine.ts'
import { findFirefox } from './firefox.ts'
import { runJourney } from './journey.ts'
import { formatTable, isTableWanted, type JourneyRow, readTable, writeTable } from './table.ts'
import { findWebKit } from './webkit.ts'

const found: Record<string, Engine | null> = {
  Chromium: await findChromium(),
  Firefox: await findFirefox(),
  WebKitGTK: await findWebKit(),
}
const engines = Object.values(found).filter(engine => engine !== null)
for (const [name, engine] of Object.entries(found))
  if (!engine) console.log(`${name} is not installed.`)

const rows = engines.flatMap(({ name, modes }) => modes.map(mode => ({ engine: name, ...mode })))
const passed: JourneyRow[] = []

describe.each(engines)('$name', engine => {
  let sites: Sites
  beforeAll(async () => {
    sites = await startSites(engine.names)
  })
  afterAll(() => sites.stop())

  test.each(engine.modes)('cookies $cookies, $server: signed in by $outcome', async mode => {
    await runJourney(engine, mode, sites)
    passed.push({ engine: engine.name, ...mode })
  })
})

test.skipIf(isTableWanted)('docs/browsers.md says by what people are signed in', () => {
  expect(readTable(rows)).toEqual(formatTable(rows))
})

test.runIf(isTableWanted)(
  'docs/browsers.md is written when every journey in every browser ends well',
  () => {
    expect(engines).toHaveLength(Object.keys(found).length)
    expect(passed).toEqual(rows)
    writeTable(rows)
  },
)
