/** Reads what stands after the `#` of the link of a mail: the code, and the name of its sign-in. */
export function readCodeLink(fragment: string): { code: string; name: string } | null {
  const [, code, name] = /^([2-9A-Z]{4}-[2-9A-Z]{4})\.([\da-f-]{36})$/.exec(fragment) ?? []
  return code && name ? { code, name } : null
}
