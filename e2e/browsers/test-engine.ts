import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Sites, startSites } from '../fixtures/sites.ts'
import type { Engine, Profile } from './engine.ts'
import { runExample } from './example.ts'
import { runJourney } from './journey.ts'
import { runSignIn } from './sign-in.ts'
import { formatTable, isTableWanted, type Rows, readTable } from './table.ts'

const EXAMPLES = ['client-site', 'react', 'oidc-client-ts'] as const

/** Defines the tests of one browser in a file of its own, so that browsers run beside each other. */
export async function testOneEngine(
  name: string,
  find: () => Promise<Engine | null>,
): Promise<void> {
  const engine = isTableWanted ? null : await find()
  if (engine) testEngine(engine)
  test.runIf(engine)('docs/browsers.md says by what people are signed in', () => {
    const rows = listRows(engine ? [engine] : [])
    expect(readTable(rows)).toEqual(formatTable(rows))
  })
  if (!engine && !isTableWanted) console.log(`${name} is not installed.`)
}

/** Defines the tests of one browser. @param passed to which the rows are added of what passed */
export function testEngine(engine: Engine, passed: Rows = { journeys: [], ways: [] }): void {
  describe(engine.name, () => {
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
        const hasDialog = hasDialogOf(engine)
        passed.ways.push({ engine: engine.name, ...mode, way, hasDialog })
      })

      // e2e/browser has Chromium run them.
      const isTried = !hasDialogOf(engine) && mode.signIn && mode.server === 'auth'
      test.each(isTried ? EXAMPLES : [])('examples/%s', example =>
        runExample({ profile, mode, sites, example }),
      )
    })
  })
}

/** The rows of the tables of the docs about `engines`. */
export function listRows(engines: readonly Engine[]): Rows {
  return {
    journeys: engines.flatMap(({ name, modes }) => modes.map(mode => ({ engine: name, ...mode }))),
    ways: engines.flatMap(engine =>
      engine.modes.flatMap(mode =>
        (mode.signIn?.ways ?? []).map(way => ({
          engine: engine.name,
          ...mode,
          way,
          hasDialog: hasDialogOf(engine),
        })),
      ),
    ),
  }
}

function hasDialogOf({ name }: Engine): boolean {
  return name.startsWith('Chromium')
}
