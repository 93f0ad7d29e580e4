import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node'
import { noteRan, type RanTest } from './ran.ts'

/** Notes which tests of each project ran. */
export default class RanReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const projects = Map.groupBy(modules, ({ project }) => project.name)
    for (const [name, members] of projects) {
      noteRan(
        name,
        members.flatMap(module => [...module.children.allTests()].filter(isNotSkipped).map(ranOf)),
      )
    }
  }
}

// Where nginx answers by itself a test may not apply; it is to run elsewhere.
function isNotSkipped(test: TestCase): boolean {
  return test.result().state !== 'skipped'
}

function ranOf(test: TestCase): RanTest {
  const titles = [test.name]
  let around: TestModule | TestSuite = test.parent
  for (; around.type === 'suite'; around = around.parent) titles.unshift(around.name)
  const passed = test.result().state === 'passed'
  return { file: test.module.relativeModuleId, titles, passed }
}
