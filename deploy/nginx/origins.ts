import { MODES, type Mode } from '#lib/cors/mode.ts'
import type { CorsPolicy, Entry } from '#lib/cors/policy.ts'
import { buildBlock, escapePattern, quotePattern, quoteText } from './text.ts'

type Pattern = [source: string, mode: Mode | '']

/** A `map` into `$<name>`: the mode of the request's origin, empty for origins that are not listed. */
export function buildOriginMap(policy: CorsPolicy, name: string): string[] {
  const lines = buildOriginPatterns(policy).map(
    ([source, mode]) => `${quotePattern(source)} ${mode || '""'};`,
  )
  return buildBlock(`map $http_origin $${name}`, ['default "";', ...lines])
}

/**
 * `findStanding()` of lib/cors/policy.ts as patterns, in the order in which they are tried. Our own origins and
 * disabled ones have an empty mode: they are in the list because a wildcard might match them.
 */
export function buildOriginPatterns({ own, exact, wildcards }: CorsPolicy): Pattern[] {
  const granted = ({ standing }: Entry) => (standing === 'disabled' ? '' : standing)
  return [
    ...Array.from(own, (origin): Pattern => [`^${escapePattern(origin)}$`, '']),
    ...Array.from(exact)
      .filter(([origin]) => !origin.includes('*'))
      .map(([origin, entry]): Pattern => [`^${escapePattern(origin)}$`, granted(entry)]),
    ...wildcards.map(
      ({ scheme, rest, entry }): Pattern => [
        `^(?=.{1,270}$)${escapePattern(scheme)}${NAMES}${escapePattern(rest)}$`,
        granted(entry),
      ],
    ),
  ]
}

// As in lib/cors/policy.ts.
const NAMES = String.raw`[a-z\d_-]+(?:\.[a-z\d_-]+)*`

/** One `if` for each mode that an origin has: when `$<variable>` is that mode, its `headers` and `answer`. */
export function buildAnswersByMode(
  policy: CorsPolicy,
  variable: string,
  headers: (mode: Mode) => readonly (readonly [name: string, value: string])[],
  answer: string,
): string[] {
  const used = new Set(Array.from(policy.exact.values(), ({ standing }) => standing))
  return MODES.filter(mode => used.has(mode)).flatMap(mode => {
    const lines = headers(mode).map(([name, value]) => {
      const text = value === ANY_ORIGIN ? '$http_origin' : quoteText(value)
      return `add_header ${name} ${text} always;`
    })
    return buildBlock(`if ($${variable} = ${mode})`, [...lines, answer])
  })
}

/** A placeholder for the origin of the request, in headers that are computed beforehand. */
export const ANY_ORIGIN = 'https://any-origin.invalid'
