import { testOneEngine } from './test-engine.ts'
import { findWebKit } from './webkit.ts'

await testOneEngine('WebKitGTK', findWebKit)
