import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node'
import { noteRan, type RanTest } from './ran.ts'

/** Notes which tests of each project ran. */
export default class RanReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const projects = Map.groupBy(modules, ({ project }) => project.name)
    for (const [name, members] of projects) {
      noteRan(
        name,
        members.flatMap(module => [...module.children.allTests()].map(ranOf)),
      )
    }
  }
}

function ranOf(test: TestCase): RanTest {
  const titles = [test.name]
  let around: TestModule | TestSuite = test.parent
  for (; around.type === 'suite'; around = around.parent) titles.unshift(around.name)
  const passed = test.result().state === 'passed'
  return { file: test.module.relativeModuleId, titles, passed }
}
