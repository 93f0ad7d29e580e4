import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import bcrypt from 'bcryptjs'
import { describeSpread, measureAlternately } from '../rounds.ts'
import type { Row } from '../row.ts'
import { keepSigningIn } from '../sign-ins.ts'

const COUNT = 24
const PASSWORD = 'nanosecond-30cm'
const PLAIN_BCRYPT = fileURLToPath(new URL('../reference/bcrypt.ts', import.meta.url))

export const loginsRow: Row = {
  name: 'logins',
  what: 'Logins at BCRYPT_COST 12: server.ts against plain bcryptjs on all cores',
  unit: '×',
  bound: { atLeast: 0.9 },
  async measure(stage) {
    const people = await stage.people()
    const port = await stage.port('server.ts')
    const hash = await bcrypt.hash(PASSWORD, 12)
    const ours = async (count = COUNT) => {
      let left = count
      const started = performance.now()
      await keepSigningIn(port, people, 8, () => left-- > 0)
      return count / ((performance.now() - started) / 1000)
    }
    const plain = async () => {
      const args = [PLAIN_BCRYPT, hash, PASSWORD, String(COUNT)]
      const { stdout } = await promisify(execFile)(process.execPath, args)
      return COUNT / Number(stdout)
    }
    await ours(8)
    const found = await measureAlternately(3, ours, plain)
    return {
      value: found.ratio,
      subject: `${found.subject.toFixed(2)}/s`,
      reference: `${found.reference.toFixed(2)}/s`,
      notes: [
        describeSpread(found),
        `rounds of ${COUNT} logins of ${people.length} users, 8 at a time`,
      ],
    }
  },
}
