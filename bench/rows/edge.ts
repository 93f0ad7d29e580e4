import { join } from 'node:path'
import { MAX_EDGE_BYTES, measureEdge } from '../../scripts/check-edge.ts'
import type { Row } from '../row.ts'
import { ROOT } from '../stage.ts'

export const edgeRow: Row = {
  name: 'edge',
  what: 'Edge middleware bundle',
  unit: 'KB gz',
  bound: { atMost: MAX_EDGE_BYTES / 1024 },
  async measure() {
    const { files, gzBytes, violations } = measureEdge(join(ROOT, '.next'))
    const value = violations.length === 0 ? gzBytes / 1024 : Number.POSITIVE_INFINITY
    return {
      value,
      subject: `${(gzBytes / 1024).toFixed(1)} KB`,
      reference: '',
      notes:
        violations.length > 0
          ? violations
          : [`${files.length} files, none with zod, Prisma, better-sqlite3, bcryptjs or jose`],
    }
  },
}
