import { findChromium } from './chromium.ts'
import { testOneEngine } from './test-engine.ts'

await testOneEngine('Chromium', findChromium)
