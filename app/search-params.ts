/** The query of a page's address, as Next gives it. */
export type SearchParams = Record<string, string | string[] | undefined>

/** The first value of each parameter, without those that a form left empty. */
export function readFirstParams(params: SearchParams): Record<string, string> {
  const firsts = Object.entries(params).flatMap(([name, value]) => {
    const [first] = [value].flat()
    return first ? [[name, first] as const] : []
  })
  return Object.fromEntries(firsts)
}
