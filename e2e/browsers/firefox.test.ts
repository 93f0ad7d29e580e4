import { findFirefox } from './firefox.ts'
import { testOneEngine } from './test-engine.ts'

await testOneEngine('Firefox', findFirefox)
