import { examineInstallation } from '../doctor/doctor.ts'
import type { Finding } from '../doctor/finding.ts'
import type { Command } from './command.ts'
import { toPrintable } from './terminal.ts'

const MARKS = { ok: '✓', fault: '✗', unchecked: '–' }

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Check this installation, and say how to fix what is wrong',
  notes:
    'Checks settings, database, the server at PUBLIC_URL, clock, TLS, proxies, mail, cookie and origins. Run\nit where the server runs, with the same settings. The exit status is 1 when a check fails.',
  unprepared: true,
  anySchema: true,
  async run(_, terminal) {
    // Prints each finding at once, because some checks wait for a server that does not answer.
    const data = await examineInstallation(finding => {
      if (!terminal.json) terminal.out.write(`${toLine(finding)}\n`)
    })
    const faults = data.filter(({ state }) => state === 'fault').length
    if (terminal.json) return { data, text: '', failed: faults > 0 }
    return { data, text: `\n${summarize(data, faults)}`, failed: faults > 0 }
  },
}

function summarize(data: readonly Finding[], faults: number): string {
  if (faults > 0) return faults === 1 ? '1 check failed.' : `${faults} checks failed.`
  return data.every(({ state }) => state === 'ok') ? 'All checks passed.' : 'No check failed.'
}

function toLine({ check, state, says, fix }: Finding): string {
  const head = `${MARKS[state]} ${check.padEnd(9)} ${toPrintable(says)}`
  return fix ? `${head}\n${' '.repeat(12)}→ ${toPrintable(fix)}` : head
}
