import { expect, test } from 'vitest'
import { findChromium } from './chromium.ts'
import { findFirefox } from './firefox.ts'
import { isTableWanted, type Rows, writeTable } from './table.ts'
import { listRows, testEngine } from './test-engine.ts'
import { findWebKit } from './webkit.ts'

const find = [findChromium, findFirefox, findWebKit]
const found = isTableWanted ? await Promise.all(find.map(findOne => findOne())) : []
const engines = found.filter(engine => engine !== null)
const passed: Rows = { journeys: [], ways: [] }
for (const engine of engines) testEngine(engine, passed)

test.runIf(isTableWanted)(
  'docs/browsers.md is written when every journey in every browser ends well',
  () => {
    expect(engines).toHaveLength(find.length)
    const rows = listRows(engines)
    expect(passed).toEqual(rows)
    writeTable(rows)
  },
)
