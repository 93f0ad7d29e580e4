import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sites, startSites } from '../fixtures/sites.ts'
import { findChromium } from './chromium.ts'
import type { Engine, Profile } from './engine.ts'
import { findFirefox } from './firefox.ts'
import { runJourney } from './journey.ts'
import { runSignIn } from './sign-in.ts'
import { formatTable, isTableWanted, type Rows, readTable, writeTable } from './table.ts'
import { findWebKit } from './webkit.ts'

const found: Record<string, Engine | null> = {
  Chromium: await findChromium(),
  Firefox: await findFirefox(),
  WebKitGTK: await findWebKit(),
}
const engines = Object.values(found).filter(engine => engine !== null)
for (const [name, engine] of Object.entries(found))
  if (!engine) console.log(`${name} is not installed.`)

const journeys = engines.flatMap(({ name, modes }) =>
  modes.map(mode => ({ engine: name, ...mode })),
)
const hasDialog = (engine: string) => engine.startsWith('Chromium')
const rows: Rows = {
  journeys,
  ways: journeys.flatMap(journey =>
    (journey.signIn?.ways ?? []).map(way => ({
      ...journey,
      way,
      hasDialog: hasDialog(journey.engine),
    })),
  ),
}
const passed: Rows = { journeys: [], ways: [] }

describe.each(engines)('$name', engine => {
  let sites: Sites
  beforeAll(async () => {
    sites = await startSites(engine.names)
    sites.offerFedcm(true)
  })
  afterAll(() => sites.stop())

  describe.each(engine.modes)('cookies $cookies, $server', mode => {
    let profile: Profile
    beforeAll(async () => {
      profile = await engine.launch(mode, sites.port)
    })
    afterAll(() => profile.close())

    test(`signed in by ${mode.outcome}`, async () => {
      await runJourney(profile, mode, sites)
      passed.journeys.push({ engine: engine.name, ...mode })
    })

    test.each(mode.signIn?.ways ?? [])('signIn by %s', async way => {
      await runSignIn({ profile, mode, sites, way })
      passed.ways.push({
        engine: engine.name,
        ...mode,
        way,
        hasDialog: hasDialog(engine.name),
      })
    })
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
