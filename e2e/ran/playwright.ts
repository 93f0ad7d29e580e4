import { relative } from 'node:path'
import type { Reporter, TestCase, TestResult } from 'playwright/types/testReporter'
import { noteRan, type RanTest, ROOT } from './ran.ts'

/** Notes which tests of the browser ran. */
export default class RanReporter implements Reporter {
  readonly #ran: RanTest[] = []

  onTestEnd({ title, parent, location }: TestCase, { status }: TestResult): void {
    const titles = [title]
    for (let suite = parent; suite.type === 'describe' && suite.parent; suite = suite.parent) {
      titles.unshift(suite.title)
    }
    this.#ran.push({ file: relative(ROOT, location.file), titles, passed: status === 'passed' })
  }

  onEnd(): void {
    noteRan('browser', this.#ran)
  }
}
