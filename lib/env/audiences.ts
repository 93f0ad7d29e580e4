import type { Fault } from '#lib/cors/fault.ts'
import type { EnvReader } from './reader.ts'

/** AUDIENCES, after the origin of this server. */
export function readAudiences(reader: EnvReader, { origin }: URL): string[] {
  return [...new Set([origin, ...reader.list('AUDIENCES', findAudiencesFaults)])]
}

const PATTERN = /^[\x21\x23-\x2b\x2d-\x5b\x5d-\x7e]{1,200}$/

/** Lists what is wrong with AUDIENCES: each is a name or, with a colon, a URI (StringOrURI, RFC 7519 §2). */
function findAudiencesFaults(audiences: readonly string[]): Fault[] {
  return audiences.flatMap((audience, index) => {
    const said = JSON.stringify(audience)
    if (!PATTERN.test(audience) || (audience.includes(':') && !URL.canParse(audience))) {
      const fix = 'write an origin, as in https://notes.example.com, or a name'
      return [{ problem: `${said} is not an audience`, fix }]
    }
    if (audiences.indexOf(audience) === index) return []
    return [{ problem: `repeats ${said}`, fix: 'leave one out' }]
  })
}
