import type { Progress } from '#lib/backup/progress.ts'
import type { Terminal } from './terminal.ts'

/** How often a bar is redrawn at most. */
const REDRAW_INTERVAL_MS = 100
const WIDTH = 30

type ProgressBar = Progress & {
  /** Removes the bar. */
  end(): void
}

/** A bar on standard error when that is a terminal; otherwise one that draws nothing. `doing` is its label. */
export function createProgressBar({ err }: Pick<Terminal, 'err'>, doing: string): ProgressBar {
  if (!err.isTTY) return { at: () => {}, stage: () => {}, end: () => {} }
  let drawn = 0
  const draw = (line: string) => err.write(`\r\x1b[K${line.slice(0, (err.columns || 80) - 1)}`)
  return {
    at(done, note) {
      if (Date.now() - drawn < REDRAW_INTERVAL_MS) return
      drawn = Date.now()
      const part = Math.min(Math.max(done, 0), 1)
      const filled = Math.round(part * WIDTH)
      const bar = '█'.repeat(filled).padEnd(WIDTH, '░')
      draw(`${doing}  ${bar} ${Math.floor(part * 100)} %  ${note}`)
    },
    stage(what) {
      drawn = 0
      draw(`${doing}  ${what} …`)
    },
    end() {
      err.write('\r\x1b[K')
    },
  }
}
