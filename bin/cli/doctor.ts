import { examineInstallation } from '../doctor/doctor.ts'
import type { Finding } from '../doctor/finding.ts'
import type { Command } from './command.ts'
import { toPrintable } from './terminal.ts'

const MARKS = { ok: '✓', fault: '✗', unchecked: '–' }

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Examine this installation, and say what to do about what is wrong',
  notes:
    'Settings, database, the server at PUBLIC_URL, clock, TLS, proxies, cookie, origins. Run it where the\nserver runs, with the same settings. Exit status 1 where something is wrong.',
  unprepared: true,
  async run(_, terminal) {
    // As they come, since some wait for a server that does not answer.
    const data = await examineInstallation(finding => {
      if (!terminal.json) terminal.out.write(`${toLine(finding)}\n`)
    })
    const faults = data.filter(({ state }) => state === 'fault').length
    const failed = data.some(({ state }) => state !== 'ok')
    if (terminal.json) return { data, text: '', failed: faults > 0 }
    const sum = faults === 1 ? '1 thing is wrong.' : `${faults || 'No'} things are wrong.`
    return { data, text: `\n${failed || faults ? sum : 'All is well.'}`, failed: faults > 0 }
  },
}

function toLine({ check, state, says, fix }: Finding): string {
  const head = `${MARKS[state]} ${check.padEnd(9)} ${toPrintable(says)}`
  return fix ? `${head}\n${' '.repeat(12)}→ ${toPrintable(fix)}` : head
}
