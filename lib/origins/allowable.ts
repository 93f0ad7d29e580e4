import { MODES, type Mode } from '#lib/cors/origin.ts'
import { refusalOf } from './schema.ts'

/** In which modes `origin` can be allowed. A wildcard is nothing that a browser sends, so it is not offered. */
export function allowable(origin: string): Mode[] {
  if (origin.includes('*')) return []
  return MODES.filter(mode => refusalOf(origin, mode) === null)
}
